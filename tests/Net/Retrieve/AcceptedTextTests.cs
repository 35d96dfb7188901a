using GetScu.Net.Retrieve;

namespace GetScu.Tests.Net;

/// <summary>What a peer has accepted for objects, in words.</summary>
[TestClass]
public sealed class AcceptedTextTests
{
    [TestMethod]
    [DataRow(null, null, "peer accepted no storage SOP class")]
    [DataRow("1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "peer accepted 2 of 2 SOP classes, with LittleEndianImplicit, LittleEndianExplicit only")]
    [DataRow("1.2.3.4", "1.2.3.4", "peer accepted 2 of 2 SOP classes, with 1.2.3.4 only")]
    public void What_was_accepted(string? first, string? second, string expected)
    {
        Assert.AreEqual(expected, AcceptedText.Of(ObjectLogTests.Contexts(first, second)).Accepted);
    }
}
