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
    [DataRow("a\u00adb\u061cc\u200bd\u200ee\u200ff\ufeffg", "a\\u00adb\\u061cc\\u200bd\\u200ee\\u200ff\\ufeffg", DisplayName = "other format characters")]
    [DataRow("a\u180eb\u0600c\u2060d\ufff9e\u070f", "a\\u180eb\\u0600c\\u2060d\\ufff9e\\u070f", DisplayName = "format characters of scripts")]
    [DataRow("\udb40\udc41x", "\\U000e0041x", DisplayName = "a tag, beyond the first plane")]
    [DataRow("é\u0301 日本 \u05d0 \ud83d\ude00", "é\u0301 日本 \u05d0 \ud83d\ude00", DisplayName = "marks, wide and right-to-left letters, pictures stay")]
    [DataRow("a\nF: forged", "a\\x0aF: forged", DisplayName = "line feed")]
    [DataRow("\ud83d\udc9b", "\ud83d\udc9b", DisplayName = "pair whose second half looks like a byte")]
    public void Values(string text, string expected)
    {
        Assert.AreEqual(expected, Printable.Escape(text));
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

    [TestMethod]
    [DataRow("", 0, "", DisplayName = "as long as may be")]
    [DataRow("", 1, "...", DisplayName = "one too long")]
    [DataRow("", 1000000, "...", DisplayName = "far too long")]
    [DataRow("\x1b", -4, "\\x1b", DisplayName = "an escape that just fits")]
    [DataRow("\x1b", -3, "...", DisplayName = "an escape that does not fit is not cut in two")]
    [DataRow("\ud83d\ude00", -1, "...", DisplayName = "a pair is not cut in two")]
    [DataRow("\ud83d\ude00", -2, "\ud83d\ude00", DisplayName = "a pair that just fits")]
    public void Texts_of_a_peer_are_cut(string end, int more, string expected)
    {
        string start = new('x', GetScu.Dicom.Limits.PeerText + more);
        Assert.AreEqual(start[..Math.Min(start.Length, 256)] + expected, Printable.Cut(start + end));
    }

    [TestMethod]
    [DataRow(256, "")]
    [DataRow(257, "...")]
    [DataRow(100_000, "...")]
    public void Bytes_of_a_peer_are_cut(int length, string expected)
    {
        Assert.AreEqual(new string('A', 256) + expected, Printable.Cut(Enumerable.Repeat((byte)'A', length).ToArray()));
        byte[] hostile = [(byte)'1', (byte)'\n', 0x9b, 0xe4];
        Assert.AreEqual("1\\x0a\\x9bä", Printable.Cut(hostile));
    }
}
