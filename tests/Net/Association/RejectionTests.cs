using GetScu.Net.Association;
using GetScu.Net.Transport;

namespace GetScu.Tests.Net.Association;

/// <summary>The words of an A-ASSOCIATE-RJ (PS3.8 table 9-21); the conduct table has them on the wire and in the log.</summary>
[TestClass]
public sealed class RejectionTests
{
    [TestMethod]
    [DataRow(1, 1, 1, "result: Rejected Permanent, source: Service User, reason: No Reason")]
    [DataRow(2, 1, 1, "result: Rejected Transient, source: Service User, reason: No Reason")]
    [DataRow(1, 1, 2, "result: Rejected Permanent, source: Service User, reason: App Context Name Not Supported")]
    [DataRow(1, 1, 3, "result: Rejected Permanent, source: Service User, reason: Calling AE Title Not Recognized")]
    [DataRow(1, 1, 7, "result: Rejected Permanent, source: Service User, reason: Called AE Title Not Recognized")]
    [DataRow(1, 2, 1, "result: Rejected Permanent, source: Service Provider (ACSE Related), reason: No Reason")]
    [DataRow(1, 2, 2, "result: Rejected Permanent, source: Service Provider (ACSE Related), reason: Protocol Version Not Supported")]
    [DataRow(2, 3, 1, "result: Rejected Transient, source: Service Provider (Presentation Related), reason: Temporary Congestion")]
    [DataRow(2, 3, 2, "result: Rejected Transient, source: Service Provider (Presentation Related), reason: Local Limit Exceeded")]
    [DataRow(0, 0, 0, "result: Unknown 0, source: Unknown 0, reason: Unknown 0")]
    [DataRow(3, 9, 200, "result: Unknown 3, source: Unknown 9, reason: Unknown 200")]
    public void Words(int result, int source, int reason, string words)
    {
        NetworkException rejection = Rejection.ToException((byte)result, (byte)source, (byte)reason);
        Assert.AreEqual(NetworkFailure.Rejected, rejection.Failure);
        Assert.AreEqual(words, rejection.Message);
    }
}
