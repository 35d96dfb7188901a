namespace GetScu.Net.Plan;

/// <summary>What has become of a transfer syntax for one SOP class.</summary>
internal enum OfferState
{
    /// <summary>Not proposed in a context of its own, or not answered.</summary>
    Open,
    Accepted,
    Refused,
}
