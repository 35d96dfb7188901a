using System;

namespace GetScu.Net.Transport;

/// <summary>What went wrong between this program and its peer.</summary>
internal enum NetworkFailure
{
    /// <summary>The system gives no socket.</summary>
    NotInitialized,
    UnknownHost,
    NotConnected,

    /// <summary>Either side refuses the other's TLS.</summary>
    NotSecured,
    Timeout,
    Rejected,
    NoAcceptedContext,
    /// <summary>The peer was to confirm the user identity, and did not.</summary>
    NoIdentityResponse,
    AbortedByPeer,
    ReleasedByPeer,
    ConnectionLost,
}
