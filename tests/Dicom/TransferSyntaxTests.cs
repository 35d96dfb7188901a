using GetScu.Dicom;

namespace GetScu.Tests.Dicom;

/// <summary>The encoding that a transfer syntax means (PS3.5 annex A).</summary>
[TestClass]
public sealed class TransferSyntaxTests
{
    [TestMethod]
    [DataRow("1.2.840.10008.1.2", "ImplicitLittle")]
    [DataRow("1.2.840.10008.1.2.1", "ExplicitLittle")]
    [DataRow("1.2.840.10008.1.2.1.99", "DeflatedLittle")]
    [DataRow("1.2.840.10008.1.2.2", "ExplicitBig")]
    [DataRow("1.2.840.10008.1.2.4.50", "ExplicitLittle")]
    [DataRow("1.2.840.10008.1.2.4.94", "ExplicitLittle")]
    [DataRow("1.2.840.10008.1.2.4.95", "DeflatedLittle")]
    [DataRow("1.2.840.10008.1.2.4.204", "ExplicitLittle")]
    [DataRow("1.2.840.10008.1.2.4.205", "DeflatedLittle")]
    [DataRow("1.2.840.10008.1.2.5", "ExplicitLittle")]
    [DataRow("1.2.3", "ExplicitLittle")]
    [DataRow("", "ExplicitLittle")]
    public void Encodings(string uid, string encoding)
    {
        Assert.AreEqual(Enum.Parse<DataEncoding>(encoding), TransferSyntax.EncodingOf(uid));
    }
}
