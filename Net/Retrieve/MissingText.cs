using GetScu.Net.Plan;

namespace GetScu.Net.Retrieve;

/// <summary>Why instances are missing, in words for the log.</summary>
internal static class MissingText
{
    public static string Of(MissingReason reason) => reason switch
    {
        MissingReason.RefusedHere => "could not be stored here",
        MissingReason.Cancelled => "cancelled",
        MissingReason.ConnectionLost => "connection lost",
        MissingReason.ClassNotAccepted => "SOP class not accepted by peer",
        MissingReason.SyntaxNotAccepted => "not sent over any accepted transfer syntax",
        MissingReason.FailedByPeer => "reported as failed by peer",
        MissingReason.NotAttempted => "not attempted: peer ended early, or no association was left",
        _ => "neither sent nor reported by peer",
    };
}
