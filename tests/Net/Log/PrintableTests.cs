using GetScu.Net.Log;

namespace GetScu.Tests.Net.Log;

[TestClass]
public sealed class PrintableTests
{
    [TestMethod]
    [DataRow("CT^head äöü €", "CT^head äöü €", DisplayName = "text stays")]
    [DataRow("", "", DisplayName = "nothing")]
    [DataRow("a\u001b[31mb", "a\\x1b[31mb", DisplayName = "escape sequence")]
    [DataRow("\0a\u007f", "\\x00a\\x7f", DisplayName = "NUL and DEL at the ends")]
    [DataRow("a\tb\rc", "a\\x09b\\x0dc", DisplayName = "tab and return")]
    [DataRow("a\u009b31mb\u0085", "a\\x9b31mb\\x85", DisplayName = "C1: CSI, NEL")]
    [DataRow("a\u2028b\u202ec\u2066d", "a\\u2028b\\u202ec\\u2066d", DisplayName = "line separator, direction marks")]
    [DataRow("a\nF: forged", "a\\x0aF: forged", DisplayName = "line feed")]
    [DataRow("\ud83d\udc9b", "\ud83d\udc9b", DisplayName = "pair whose second half looks like a byte")]
    public void Values(string text, string expected)
    {
        Assert.AreEqual(expected, Printable.Escape(text));
    }

    [TestMethod]
    public void Keeps_line_feeds_of_the_program()
    {
        Assert.AreEqual("a\n\\x1bb\n", Printable.Escape("a\n\u001bb\n", keepLines: true));
    }

    [TestMethod]
    public void Bytes_that_were_no_utf8()
    {
        Assert.AreEqual("\\x9b[31m\\xff", Printable.Escape(GetScu.Dicom.RawText.Decode([0x9b, (byte)'[', (byte)'3', (byte)'1', (byte)'m', 0xff])));
    }

    [TestMethod]
    public void A_clean_text_is_not_copied()
    {
        string text = new('x', 100);
        Assert.AreSame(text, Printable.Escape(text));
    }
}
