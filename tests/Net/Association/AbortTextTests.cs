using GetScu.Net.Association;
using GetScu.Net.Transport;

namespace GetScu.Tests.Net;

/// <summary>An A-ABORT of the peer: source and reason as they came (PS3.8 9.3.8).</summary>
[TestClass]
public sealed class AbortTextTests
{
    [TestMethod]
    [DataRow(0, 0)]
    [DataRow(2, 6)]
    [DataRow(255, 254)]
    public void Says_source_and_reason(int source, int reason)
    {
        NetworkException error = AbortText.ToException([9, 8, (byte)source, (byte)reason]);
        Assert.AreEqual(NetworkFailure.AbortedByPeer, error.Failure);
        Assert.AreEqual($"A-ABORT, source {source}, reason {reason}", error.Message);
    }
}
