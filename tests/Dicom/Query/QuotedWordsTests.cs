using GetScu.Dicom.Query;

namespace GetScu.Tests.Dicom.Query;

/// <summary>Words of command files and key files, separated by | here; ! behind them: the last one's mark has no end.</summary>
[TestClass]
public sealed class QuotedWordsTests
{
    [TestMethod]
    [DataRow("", "")]
    [DataRow(" \t\r\n ", "")]
    [DataRow("a", "a")]
    [DataRow("  a\tb\r\nc  ", "a|b|c")]
    [DataRow("'a b' c", "a b|c")]
    [DataRow("\"a b\"c", "a b|c", DisplayName = "a mark ends the word")]
    [DataRow("Name='A B' x", "Name=A B|x", DisplayName = "within a word")]
    [DataRow("'it\"s' \"it's\"", "it\"s|it's", DisplayName = "the other kind means itself")]
    [DataRow("''", "", DisplayName = "an empty word is one")]
    [DataRow("a '' b", "a||b")]
    [DataRow("'a\\' b", "a\\|b", DisplayName = "nothing escapes")]
    [DataRow("a 'b c", "a|b c!")]
    [DataRow("a '", "a!")]
    [DataRow("'\n'", "\n", DisplayName = "line feeds as well")]
    public void Words(string text, string expected)
    {
        QuotedWords words = new(text);
        List<string> found = [];
        while (words.Next(out string word))
        {
            found.Add(word);
        }

        Assert.AreEqual(expected, string.Join('|', found) + (words.IsOpen ? "!" : ""));
        Assert.AreEqual(text == "''" ? 1 : expected.Length == 0 ? 0 : expected.Split('|').Length, found.Count);
    }

    [TestMethod]
    [DataRow("  # b", true)]
    [DataRow("#", true)]
    [DataRow("'#'", false)]
    [DataRow("", false)]
    public void What_comes_next(string text, bool isComment) => Assert.AreEqual(isComment, new QuotedWords(text).Precedes('#'));
}
