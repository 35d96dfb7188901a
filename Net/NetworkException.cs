using System;

namespace GetScu.Net;

/// <summary>What went wrong between this program and its peer.</summary>
internal enum NetworkFailure
{
    /// <summary>The system gives no socket.</summary>
    NotInitialized,
    UnknownHost,
    NotConnected,
    Timeout,
    Rejected,
    NoAcceptedContext,
    AbortedByPeer,
    ReleasedByPeer,
    ConnectionLost,
}

/// <summary>The network failed, or the peer ended the association. The message is the text for the log.</summary>
internal sealed class NetworkException(NetworkFailure failure, string message) : Exception(message)
{
    public NetworkFailure Failure { get; } = failure;

    /// <summary>It happened while a request was sent.</summary>
    public bool IsOfRequest { get; init; }
}

/// <summary>The peer broke the protocol: the association is aborted with this reason (PS3.8 9.3.8).</summary>
internal sealed class ProtocolException(AbortReason reason, string message) : Exception(message)
{
    public AbortReason Reason { get; } = reason;
}
