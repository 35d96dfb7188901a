namespace GetScu.Tests.Scp;

/// <summary>What a server tells in C-FIND, and how it lies.</summary>
internal sealed record FindPolicy
{
    /// <summary>The optional keys filled in where they are asked for.</summary>
    public FindKeys Gives { get; init; } = FindKeys.All;

    /// <summary>A key that is not filled in is left out of the response instead of empty.</summary>
    public bool OmitsOthers { get; init; }

    /// <summary>Status of the answer to a request without single values for the levels above its own; null serves it.</summary>
    public int? MissingUpperKey { get; init; }

    /// <summary>Pending responses say FF01H: an optional key is not supported (PS3.4 C.4.1.1.4).</summary>
    public bool Warns { get; init; }

    /// <summary>Value of (0008,3002) wherever it is given; null for the truth.</summary>
    public string? ClaimedSyntaxes { get; init; }

    /// <summary>SOP instance UIDs that IMAGE level lists twice.</summary>
    public IReadOnlyList<string> ListedTwice { get; init; } = [];

    /// <summary>SOP instance UIDs that IMAGE level leaves out. They are sent all the same.</summary>
    public IReadOnlyList<string> LeftOut { get; init; } = [];

    /// <summary>
    /// Series UID to an instance of another study, which IMAGE level lists behind the series' own with its study and series:
    /// those of the archive, or where it has none of this UID, made up.
    /// </summary>
    public IReadOnlyDictionary<string, string> Strangers { get; init; } = new Dictionary<string, string>();

    /// <summary>The matches come again and again until the peer cancels or leaves.</summary>
    public bool IsEndless { get; init; }

    /// <summary>Null serves requests.</summary>
    public BareAnswer? Bare { get; init; }
}
