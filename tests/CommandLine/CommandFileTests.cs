using GetScu.Tests.Support;

using Parser = GetScu.CommandLine;

namespace GetScu.Tests.CommandLine;

/// <summary>Command files: @FILE is replaced by the words of that file.</summary>
[TestClass]
public sealed class CommandFileTests
{
    [TestMethod]
    [DataRow("a 1", "'a' '1'")]
    [DataRow("  a \t 1\r\n\n\r\nb\n", "'a' '1' 'b'")]
    [DataRow("a '0008,0052=X Y' 1", "'a' '0008,0052=X Y' '1'")]
    [DataRow("\"a ' b\" 'c \" d'", "'a ' b' 'c \" d'")]
    [DataRow("a b\"c d\"e 'f'g h'i'", "'a' 'bc d' 'e' 'f' 'g' 'hi'")]
    [DataRow("\"a\"\"b\" 'c'\"d\" e\"\"", "'a' 'b' 'c' 'd' 'e'")]
    [DataRow("a \"\" ''", "'a' '' ''")]
    [DataRow("a \"b c\nd", "'a' 'b c\nd'")]
    [DataRow("a b\"", "'a' 'b'")]
    [DataRow("a b '", "'a' 'b'")]
    [DataRow("# a\\ b \\\"", "'#' 'a\\' 'b' '\\'")]
    [DataRow("a @other 1", "'a' '@other' '1'")]
    [DataRow("a -9 -", "'a' '-9' '-'")]
    [DataRow("a\u00A0b\vc\fd 1", "'a\u00A0b\vc\fd' '1'")]
    public void Words_of_a_file(string content, string expected)
    {
        using TempFolder folder = new();
        string file = folder.Write("words", System.Text.Encoding.UTF8.GetBytes(content));
        string described = Parser.Scan(["@" + file, "x", "y"]).Describe("getscu");
        Assert.AreEqual($"{expected} 'x' 'y' ", described[(described.IndexOf(": ", StringComparison.Ordinal) + 2)..]);
    }

    [TestMethod]
    public void Options_and_values_may_come_from_files_anywhere()
    {
        using TempFolder folder = new();
        string common = folder.Write("common", "--study -aec ARCHIVE -k"u8);
        string rest = folder.Write("rest", "'PatientID=A B' peer\n104"u8);
        Options options = Parser.Scan(["-S", "@" + common, "@" + rest, "-k", "PatientName"]).Parse(false);
        Assert.AreEqual("ARCHIVE", options.Network.CalledAet);
        Assert.AreEqual("peer", options.Network.Host);
        CollectionAssert.AreEqual(new[] { "PatientID=A B", "PatientName" }, options.Keys);
    }

    [TestMethod]
    public void Bytes_that_are_not_UTF8_are_kept()
    {
        using TempFolder folder = new();
        string file = folder.Write("latin1", [.. "peer 104 -k PatientName=M"u8, 0xFC, .. "ller"u8]);
        string key = Parser.Scan(["@" + file]).Parse(false).Keys[0];
        CollectionAssert.AreEqual((byte[])[.. "PatientName=M"u8, 0xFC, .. "ller"u8], GetScu.Dicom.RawText.Encode(key));
    }

    [TestMethod]
    public void An_empty_file_is_no_argument()
    {
        using TempFolder folder = new();
        Assert.AreEqual(Special.Help, Parser.Scan(["@" + folder.Write("empty", " \n"u8)]).Options.Special);
    }

    [TestMethod]
    public void A_lone_sign_is_no_file()
    {
        Assert.AreEqual("@", Parser.Scan(["-k", "A", "@", "104"]).Parse(false).Network.Host);
    }

    [TestMethod]
    [DataRow("/nonexistent/file")]
    [DataRow("/")]
    [DataRow("@/etc/passwd")]
    [DataRow("nul\0nul")]
    public void A_file_that_cannot_be_read_is_an_error(string name)
    {
        CommandLineException error = Assert.ThrowsExactly<CommandLineException>(() => Parser.Scan(["--no-such-option", "@" + name]));
        Assert.AreEqual($"Cannot open command file '{name}'", error.Message);
        Assert.AreNotEqual("", error.Hint);
    }
}
