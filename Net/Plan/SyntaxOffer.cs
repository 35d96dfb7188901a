namespace GetScu.Net.Plan;

/// <summary>One transfer syntax for one SOP class: a presentation context of its own.</summary>
/// <param name="syntax">UID.</param>
/// <param name="isLater">The peer says that it holds the class in others: only for what those leave.</param>
internal sealed class SyntaxOffer(string syntax, bool isLater)
{
    public string Syntax { get; } = syntax;

    public bool IsLater { get; } = isLater;

    public OfferState State { get; set; }
}
