namespace GetScu.Net.Plan;

/// <summary>Why an expected instance is not here; the first one that holds.</summary>
internal enum MissingReason
{
    /// <summary>It came, and this side answered with a failure.</summary>
    RefusedHere,
    /// <summary>A signal ended the run.</summary>
    Cancelled,
    /// <summary>The connection was lost with it in flight or before it was asked for.</summary>
    ConnectionLost,
    /// <summary>No presentation context of its SOP class was ever accepted.</summary>
    ClassNotAccepted,
    /// <summary>Reported failed, and a transfer syntax that was proposed for its SOP class was not accepted.</summary>
    SyntaxNotAccepted,
    /// <summary>Reported failed all the same.</summary>
    FailedByPeer,
    /// <summary>The peer ended early, and no association or request was left.</summary>
    NotAttempted,
    /// <summary>Success, and neither sent nor reported.</summary>
    NotSent,
}
