using System;

using GetScu.Net.Transport;

namespace GetScu.Net.Association;

/// <summary>What is said of an A-ABORT (PS3.8 9.3.8).</summary>
internal static class AbortText
{
    /// <summary>The peer's abort as an exception with source and reason as they came: what real peers write there is not by the standard.</summary>
    /// <param name="body">The PDU's: reserved | reserved | source | reason.</param>
    public static NetworkException ToException(ReadOnlySpan<byte> body) =>
        new(NetworkFailure.AbortedByPeer, $"A-ABORT, source {body[2]}, reason {body[3]}");
}
