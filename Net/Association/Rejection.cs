using GetScu.Net.Transport;

namespace GetScu.Net.Association;

/// <summary>Names of the fields of an A-ASSOCIATE-RJ (PS3.8 9.3.4).</summary>
internal static class Rejection
{
    /// <summary>The rejection as an exception that names result, source and reason.</summary>
    public static NetworkException ToException(byte result, byte source, byte reason) =>
        new(NetworkFailure.Rejected, $"result: {Result(result)}, source: {Source(source)}, reason: {Reason(source, reason)}") { IsTransient = result == 2 };

    public static string Result(byte result) => result switch
    {
        1 => "Rejected Permanent",
        2 => "Rejected Transient",
        _ => $"Unknown {result}",
    };

    public static string Source(byte source) => source switch
    {
        1 => "Service User",
        2 => "Service Provider (ACSE Related)",
        3 => "Service Provider (Presentation Related)",
        _ => $"Unknown {source}",
    };

    public static string Reason(byte source, byte reason) => (source, reason) switch
    {
        (1, 1) => "No Reason",
        (1, 2) => "App Context Name Not Supported",
        (1, 3) => "Calling AE Title Not Recognized",
        (1, 7) => "Called AE Title Not Recognized",
        (2, 1) => "No Reason",
        (2, 2) => "Protocol Version Not Supported",
        (3, 1) => "Temporary Congestion",
        (3, 2) => "Local Limit Exceeded",
        _ => $"Unknown {reason}",
    };
}
