namespace GetScu.Tests.Scp;

/// <summary>All that makes a server one of its kind. Without changes: an obliging one that sends what is stored.</summary>
internal sealed record ScpPolicy
{
    public NegotiationPolicy Negotiation { get; init; } = new();

    public FindPolicy Find { get; init; } = new();

    public RetrievePolicy Retrieve { get; init; } = new();
}
