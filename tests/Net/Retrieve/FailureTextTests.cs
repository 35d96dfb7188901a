using GetScu.Net.Retrieve;
using GetScu.Net.Transport;

namespace GetScu.Tests.Net;

/// <summary>The words for a failure, as scripts match them.</summary>
[TestClass]
public sealed class FailureTextTests
{
    private const string Lost = "Peer aborted Association (or never connected) (why)";

    [TestMethod]
    [DataRow(nameof(NetworkFailure.NotInitialized), "why", "0006:0317 " + Lost, "0006:0317 " + Lost)]
    [DataRow(nameof(NetworkFailure.UnknownHost), "why", "0006:0317 " + Lost, "0006:0317 " + Lost)]
    [DataRow(nameof(NetworkFailure.NotConnected), "why", "0006:0317 " + Lost, "0006:0317 " + Lost)]
    [DataRow(nameof(NetworkFailure.Timeout), "DUL network read timeout (why)",
        "0006:0207 DIMSE No data available (timeout in non-blocking mode) (why)", "0006:031a DUL network read timeout (why)")]
    [DataRow(nameof(NetworkFailure.Rejected), "DUL Association Rejected (why)", "0006:0317 " + Lost, "0006:0317 " + Lost)]
    [DataRow(nameof(NetworkFailure.NoAcceptedContext), "why", "0006:0317 " + Lost, "0006:0317 " + Lost)]
    [DataRow(nameof(NetworkFailure.AbortedByPeer), Lost, "0006:0317 " + Lost, "0006:0317 " + Lost)]
    [DataRow(nameof(NetworkFailure.ReleasedByPeer), "why", "0006:0319 DUL Peer Requested Release", "0006:0317 " + Lost)]
    [DataRow(nameof(NetworkFailure.ConnectionLost), Lost, "0006:0317 " + Lost, "0006:0317 " + Lost)]
    public void Each_failure_in_each_phase(string failure, string negotiation, string message, string release)
    {
        NetworkException error = new(Enum.Parse<NetworkFailure>(failure), "why");
        Assert.AreEqual(negotiation, FailureText.OfNegotiation(error));
        Assert.AreEqual(message, FailureText.OfMessage(error));
        Assert.AreEqual(release, FailureText.OfRelease(error));
    }
}
