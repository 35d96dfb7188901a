using GetScu.Dicom;
using GetScu.Tests.Support.Wire;

namespace GetScu.Tests.Dicom;

/// <summary>Heads of elements, items and delimiters, byte by byte (PS3.5 7.1, 7.5).</summary>
[TestClass]
public sealed class ElementHeaderTests
{
    /// <summary>Bytes, layout, tag, VR as two letters (empty: none), length, bytes of the head.</summary>
    [TestMethod]
    [DataRow("1000 2000 0A000000", "Implicit", 0x00100020u, "", 10u, 8)]
    [DataRow("1000 2000 4C4F0000", "Implicit", 0x00100020u, "", 0x4F4Cu, 8)]
    [DataRow("1000 2000 'LO' 0A00", "Explicit", 0x00100020u, "LO", 10u, 8)]
    [DataRow("1000 2000 'LO' FFFF", "Explicit", 0x00100020u, "LO", 0xFFFFu, 8)]
    [DataRow("0010 0020 'LO' 000A", "ExplicitBig", 0x00100020u, "LO", 10u, 8)]
    [DataRow("E07F 1000 'OW' 0000 FFFFFFFF", "Explicit", 0x7FE00010u, "OW", 0xFFFFFFFFu, 12)]
    [DataRow("7FE0 0010 'OW' 0000 00000102", "ExplicitBig", 0x7FE00010u, "OW", 0x102u, 12)]
    [DataRow("0900 0110 'ZZ' 1234 02000000", "Explicit", 0x00091001u, "ZZ", 2u, 12)]
    [DataRow("0900 0110 'zz' 0200", "Explicit", 0x00091001u, "zz", 2u, 8)]
    [DataRow("FEFF 00E0 FFFFFFFF", "Explicit", 0xFFFEE000u, "", 0xFFFFFFFFu, 8)]
    [DataRow("FFFE E00D 00000000", "ExplicitBig", 0xFFFEE00Du, "", 0u, 8)]
    [DataRow("FEFF DDE0 00000000", "Implicit", 0xFFFEE0DDu, "", 0u, 8)]
    public void Is_read_when_it_is_there_and_not_before(string hex, string layoutName, uint tag, string vr, uint length, int size)
    {
        byte[] bytes = Hex.Parse(hex);
        HeaderLayout layout = Enum.Parse<HeaderLayout>(layoutName);
        Vr expected = vr.Length == 0 ? Vr.None : (Vr)((vr[0] << 8) | vr[1]);
        Assert.IsTrue(ElementHeader.TryRead([.. bytes, 0xEE], layout, out ElementHeader header));
        Assert.AreEqual(new ElementHeader(tag, expected, length, size), header);
        Assert.AreEqual(tag >> 16 == 0xFFFE, header.IsDelimiter);
        for (int cut = 0; cut < size; cut++)
        {
            Assert.IsFalse(ElementHeader.TryRead(bytes.AsSpan(0, cut), layout, out header), $"{cut} bytes");
            Assert.AreEqual(default, header);
        }
    }

    [TestMethod]
    [DataRow("ImplicitLittle", "Implicit")]
    [DataRow("ExplicitLittle", "Explicit")]
    [DataRow("ExplicitBig", "ExplicitBig")]
    [DataRow("DeflatedLittle", "Explicit")]
    public void Each_encoding_has_its_layout(string encoding, string layout)
    {
        Assert.AreEqual(Enum.Parse<HeaderLayout>(layout), ElementHeader.LayoutOf(Enum.Parse<DataEncoding>(encoding)));
    }
}
