namespace GetScu.Tests.Scp;

/// <summary>What a server accepts in an A-ASSOCIATE-RQ.</summary>
internal sealed record NegotiationPolicy
{
    /// <summary>Whether a context for C-FIND is accepted.</summary>
    public bool HasFind { get; init; } = true;

    /// <summary>The storage classes accepted; null for any. Others are refused as unknown abstract syntax.</summary>
    public IReadOnlyList<string>? Classes { get; init; }

    /// <summary>The transfer syntaxes accepted for storage; null for any.</summary>
    public IReadOnlyList<string>? Syntaxes { get; init; }

    public SyntaxChoice Choice { get; init; }

    /// <summary>Most contexts accepted, in the order of the proposal; further ones get result 2, no reason.</summary>
    public int ContextLimit { get; init; } = 128;

    public RoleAnswer Roles { get; init; }

    /// <summary>
    /// Most sub-operations this server has open at once; 0 for any number. Null leaves the item of an asynchronous
    /// operations window unanswered (PS3.7 D.3.3.3).
    /// </summary>
    public int? Window { get; init; }
}
