namespace GetScu.Tests.Scp;

/// <summary>Which of the transfer syntaxes of a proposed context a server accepts.</summary>
internal enum SyntaxChoice
{
    /// <summary>The one in which most objects of the class are held; else the first.</summary>
    MostHeld,

    /// <summary>The first one that the requestor lists.</summary>
    FirstOffered,

    /// <summary>The first one that <see cref="NegotiationPolicy.Syntaxes"/> lists.</summary>
    OwnOrder,
}
