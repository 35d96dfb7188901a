using GetScu.Dicom;
using GetScu.Dicom.Part10;
using GetScu.Tests.Support.Wire;

namespace GetScu.Tests.Dicom;

/// <summary>File meta information that is passed over, byte by byte (PS3.10 7.1).</summary>
[TestClass]
public sealed class MetaInformationReaderTests
{
    private const string Syntax = "0200 1000 'UI' 1400 '1.2.840.10008.1.2.1' 00 ";

    /// <summary>Bytes behind a preamble of four, the transfer syntax, and bytes that are left for the data set.</summary>
    [TestMethod]
    [DataRow("", null, 0)]
    [DataRow("0800 0500 'CS' 0000", null, 8)]
    [DataRow(Syntax, "1.2.840.10008.1.2.1", 0)]
    [DataRow("0200 0000 'UL' 0400 FFFFFFFF " + Syntax + "0800 0500 'CS' 0000", "1.2.840.10008.1.2.1", 8)]
    [DataRow("0200 0100 'OB' 0000 02000000 0001 " + Syntax, "1.2.840.10008.1.2.1", 0)]
    [DataRow("0200 1000 12000000 '1.2.840.10008.1.2' 20 0800 0500 00000000", "1.2.840.10008.1.2", 8)]
    [DataRow("0200 1000 'UI' 0000", "", 0)]
    [DataRow("0200 0200 'UI' 0400 '1.2' 00", null, 0)]
    [DataRow(Syntax + "0200 00", "1.2.840.10008.1.2.1", 3)]
    public void Is_passed_over(string hex, string? syntax, int left)
    {
        byte[] bytes = [1, 2, 3, 4, .. Hex.Parse(hex)];
        Assert.AreEqual(bytes.Length - left, MetaInformationReader.Read(bytes, 4, out string? found));
        Assert.AreEqual(syntax, found);
    }

    [TestMethod]
    [DataRow("0200 1000 'UI' 1400 '1.2'", 0)]
    [DataRow("0200 0200 'UI' 0200 '1.' 0200 0100 'OB' 0000", 10)]
    [DataRow("0200 0100 'OB' 0000 FFFFFFFF 00", 0)]
    [DataRow("0200 1000 04000000 '1.2'", 0)]
    public void An_element_beyond_the_file_is_told(string hex, int offset)
    {
        byte[] bytes = Hex.Parse(hex);
        DicomFormatException error = Assert.ThrowsExactly<DicomFormatException>(() => MetaInformationReader.Read(bytes, 0, out _));
        Assert.AreEqual($"offset {offset}: {bytes.Length - offset} bytes are not all of an element of group 2", error.Message);
    }
}
