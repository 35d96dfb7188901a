using GetScu.Net.Association;

namespace GetScu.Tests.Net;

/// <summary>Transfer syntaxes of a presentation context, in order.</summary>
[TestClass]
public sealed class TransferSyntaxPreferenceTests
{
    [TestMethod]
    [DataRow("1.2.840.10008.1.2", "1.2.840.10008.1.2")]
    [DataRow("1.2.840.10008.1.2.1", "1.2.840.10008.1.2.1 1.2.840.10008.1.2.2 1.2.840.10008.1.2")]
    [DataRow("1.2.840.10008.1.2.2", "1.2.840.10008.1.2.2 1.2.840.10008.1.2.1 1.2.840.10008.1.2")]
    [DataRow("1.2.840.10008.1.2.1.99", "1.2.840.10008.1.2.1.99 1.2.840.10008.1.2.1 1.2.840.10008.1.2.2 1.2.840.10008.1.2")]
    [DataRow("1.2.840.10008.1.2.4.70", "1.2.840.10008.1.2.4.70 1.2.840.10008.1.2.1 1.2.840.10008.1.2.2 1.2.840.10008.1.2")]
    [DataRow("1.2.840.10008.1.2.5", "1.2.840.10008.1.2.5 1.2.840.10008.1.2.1 1.2.840.10008.1.2.2 1.2.840.10008.1.2")]
    public void Proposal_begins_with_the_preferred_one(string preferred, string expected)
    {
        Assert.AreEqual(expected, string.Join(' ', TransferSyntaxPreference.Proposal(preferred)));
    }
}
