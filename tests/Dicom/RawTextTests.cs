using System.Text;

using GetScu.Dicom;

namespace GetScu.Tests.Dicom.Query;

[TestClass]
public class RawTextTests
{
    /// <summary>Bytes, and the string that stands for them. (An attribute could not hold lone surrogates.)</summary>
    private static readonly (string Hex, string Text)[] Rows =
    [
        ("", ""),
        ("'abc'", "abc"),
        ("C3A4", "ä"),
        ("E5B1B1", "山"),
        ("F09F9880", "😀"),
        ("00 1B 7F", "\0\u001b\u007f"),
        ("FC", "\udcfc"),
        ("'M' FC 'ller'", "M\udcfcller"),
        ("C3", "\udcc3"),
        ("C3 28", "\udcc3("),
        ("E5B1", "\udce5\udcb1"),
        ("C080", "\udcc0\udc80"),
        ("EDB3BC", "\udced\udcb3\udcbc"),
    ];

    [TestMethod]
    public void BytesSurviveAString()
    {
        foreach ((string hex, string text) in Rows)
        {
            byte[] bytes = Hex.Parse(hex);
            Assert.AreEqual(text, RawText.Decode(bytes), hex);
            CollectionAssert.AreEqual(bytes, RawText.Encode(text), hex);
        }
    }

    [TestMethod]
    public void AnyBytesSurvive()
    {
        Random random = new(1);
        for (int i = 0; i < 2000; i++)
        {
            byte[] bytes = new byte[random.Next(12)];
            random.NextBytes(bytes);
            CollectionAssert.AreEqual(bytes, RawText.Encode(RawText.Decode(bytes)), Convert.ToHexString(bytes));
        }
    }

    [TestMethod]
    public void OrdinaryTextIsUtf8()
    {
        foreach (string text in (string[])["", "abc", "Müller^Jörg", "山田", "😀"])
        {
            CollectionAssert.AreEqual(Encoding.UTF8.GetBytes(text), RawText.Encode(text));
        }
    }

    [TestMethod]
    [DataRow("'a b'", "a b")]
    [DataRow("C3A4", "ä")]
    [DataRow("1B '[31m'", "\\x1b[31m")]
    [DataRow("0A 0D 09 00 7F", "\\x0a\\x0d\\x09\\x00\\x7f")]
    [DataRow("FC", "\\xfc")]
    [DataRow("C285", "\\xc2\\x85")]
    public void NoControlCharacterIsPrinted(string hex, string text)
    {
        Assert.AreEqual(text, RawText.Printable(Hex.Parse(hex)));
    }
}
