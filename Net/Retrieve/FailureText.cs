using GetScu.Net.Transport;

namespace GetScu.Net.Retrieve;

/// <summary>
/// The words that logs have always had for a failure, with the detail in parentheses behind. Scripts match the words;
/// once the association stands a number comes first.
/// </summary>
internal static class FailureText
{
    /// <summary>Before the association stands.</summary>
    public static string OfNegotiation(NetworkException error) => error.Failure switch
    {
        NetworkFailure.Timeout => $"DUL network read timeout ({error.Message})",
        NetworkFailure.AbortedByPeer or NetworkFailure.ConnectionLost =>
            $"Peer aborted Association (or never connected) ({error.Message})",
        NetworkFailure.Rejected => $"DUL Association Rejected ({error.Message})",
        // The others are whole sentences.
        _ => error.Message,
    };

    /// <summary>While a DIMSE message is awaited.</summary>
    public static string OfMessage(NetworkException error) => error.Failure switch
    {
        NetworkFailure.Timeout => $"0006:0207 DIMSE No data available (timeout in non-blocking mode) ({error.Message})",
        NetworkFailure.ReleasedByPeer => "0006:0319 DUL Peer Requested Release",
        _ => $"0006:0317 Peer aborted Association (or never connected) ({error.Message})",
    };

    /// <summary>While the answer to a release request is awaited.</summary>
    public static string OfRelease(NetworkException error) => error.Failure switch
    {
        NetworkFailure.Timeout => $"0006:031a DUL network read timeout ({error.Message})",
        _ => $"0006:0317 Peer aborted Association (or never connected) ({error.Message})",
    };
}
