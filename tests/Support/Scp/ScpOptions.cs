using System.Net;

namespace GetScu.Tests.Scp;

/// <summary>What the SCP is to do.</summary>
internal sealed record ScpOptions(string Folder)
{
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Maximum length announced to the peer, without the PDU header.</summary>
    public int MaximumLength { get; init; } = 16384;

    /// <summary>Most bytes of a PDU sent, where the peer allows more or does not limit them.</summary>
    public int SendLength { get; init; } = 131072;

    /// <summary>Ends after the first association.</summary>
    public bool IsOnce { get; init; }

    /// <summary>Sends a pending response after each sub-operation.</summary>
    public bool SendsPending { get; init; } = true;

    /// <summary>Longest wait for the next bytes of a peer.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);
}
