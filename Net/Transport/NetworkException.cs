using System;

namespace GetScu.Net.Transport;

/// <summary>The network failed, or the peer ended the association. The message is the text for the log.</summary>
internal sealed class NetworkException(NetworkFailure failure, string message) : Exception(message)
{
    public NetworkFailure Failure { get; } = failure;

    /// <summary>A rejection that a later try may not meet (PS3.8 9.3.4, result 2).</summary>
    public bool IsTransient { get; init; }

    /// <summary>It happened while a request was sent.</summary>
    public bool IsOfRequest { get; init; }
}
