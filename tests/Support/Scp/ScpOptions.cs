using System.Net;
using System.Net.Security;

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

    /// <summary>Longest wait for the next bytes of a peer.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Every write arrives so much later, each way; what is on its way does not hold up what comes after it.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>(0008,0054) of C-FIND responses.</summary>
    public string Title { get; init; } = "GETSCP";

    /// <summary>Most associations at a time. Further ones are rejected.</summary>
    public int AtOnce { get; init; } = int.MaxValue;

    /// <summary>Associations accepted in all. Further ones are rejected.</summary>
    public int InAll { get; init; } = int.MaxValue;

    /// <summary>Associations rejected before the first one is accepted.</summary>
    public int RejectedFirst { get; init; }

    /// <summary>Every connection begins with a TLS handshake; null: there is no TLS.</summary>
    public SslServerAuthenticationOptions? Tls { get; init; }

    /// <summary>Only who proves to be this is served, see <see cref="IdentityCheck.Of"/>, and all others are rejected; null: nobody is asked.</summary>
    public string? Identity { get; init; }

    public Rejection Rejection { get; init; } = new();

    /// <summary>How long nobody listens after a <see cref="RetrievePolicy.Loss"/>; null goes on listening.</summary>
    public TimeSpan? ReturnsAfter { get; init; }

    /// <summary>How the first accepted association is served, and all others where <see cref="Then"/> is empty.</summary>
    public ScpPolicy Policy { get; init; } = new();

    /// <summary>How the second, third and so on are served; the last one stands for all that follow.</summary>
    public IReadOnlyList<ScpPolicy> Then { get; init; } = [];

    /// <summary>The policy of an accepted association, numbered from 1.</summary>
    public ScpPolicy PolicyOf(int number)
    {
        return number <= 1 || Then.Count == 0 ? Policy : Then[Math.Min(number - 2, Then.Count - 1)];
    }
}
