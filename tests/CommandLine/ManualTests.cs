using System.Text;

using GetScu.Tests.Support;

using Parser = GetScu.CommandLine;

namespace GetScu.Tests.CommandLine;

/// <summary>The manual page of --generate man.</summary>
[TestClass]
public sealed class ManualTests
{
    /// <summary>Sections of the reference's page that are true here, and new ones.</summary>
    private static readonly string[] Sections =
    [
        "NAME", "SYNOPSIS", "DESCRIPTION", "PARAMETERS", "OPTIONS", "NOTES", "Query files", "Keys", "Known problems",
        "DICOM CONFORMANCE", "SCU conformance", "Storage conformance", "EXAMPLES", "LOGGING", "COMMAND LINE", "EXIT STATUS",
        "ENVIRONMENT", "FILES", "DIFFERENCES", "SEE ALSO",
    ];

    private static readonly Lazy<string> Page = new(() => NativeBinary.Run("--generate", "man").ExpectStatus(0).OutputText);

    [TestMethod]
    public void Mandoc_and_man_have_no_word_against_it()
    {
        using TempFolder folder = new();
        string file = folder.Write("getscu.1", Encoding.UTF8.GetBytes(Page.Value));
        ToolResult lint = Tool.Run(Tool.Find("mandoc", "mandoc"), ToolOptions.Default, "-T", "lint", file);
        Assert.AreEqual("", lint.OutputText + lint.ErrorText);
        ToolResult man = Man(file);
        Assert.AreEqual("", man.ErrorText);
        string[] lines = man.OutputLines;
        foreach (string section in Sections)
        {
            Assert.IsTrue(Array.Exists(lines, line => line.Trim() == section), $"no section {section}");
        }
    }

    /// <summary>As a reader sees it: every option with its description, every class, every line that the help ends with.</summary>
    [TestMethod]
    public void It_says_all_that_the_help_says()
    {
        using TempFolder folder = new();
        ToolResult man = Man(folder.Write("getscu.1", Encoding.UTF8.GetBytes(Page.Value)));
        string shown = Words(man.OutputText);
        int count = 0;
        foreach (string line in Parser.Help().Split('\n'))
        {
            // Descriptions stand in one column, what the help ends with in another.
            string text = line.Length > 33 && line[..33].EndsWith(' ') && line[33] != ' ' ? line[33..]
                : line.Length > 15 && line[2] != ' ' && line[14] == ' ' && line[15] != ' ' ? line[15..]
                : line.StartsWith("    getscu", StringComparison.Ordinal) ? line : "";
            count += text.Length > 0 ? 1 : 0;
            StringAssert.Contains(shown, Words(text), line);
        }

        Assert.IsGreaterThan(100, count);
        foreach (string uid in Reference.ProposedClasses)
        {
            StringAssert.Contains(shown, $" {uid} ");
        }

        string[] names = Array.ConvertAll(
            Array.FindAll(Parser.Help().Split('\n'), line => line.Length > 12 && line.AsSpan(10).StartsWith("--")), line => line[10..].Split(' ')[0]);
        Assert.IsGreaterThan(60, names.Length);
        foreach (string name in names)
        {
            StringAssert.Contains(man.OutputText, name);
        }
    }

    [TestMethod]
    public void An_unknown_text_is_an_error()
    {
        ToolResult result = NativeBinary.Run("--generate", "fishy").ExpectStatus(1);
        Assert.AreEqual("error: Invalid value for option --generate (fishy)", result.ErrorLines[^1]);
        Assert.AreEqual("hint: did you mean fish? --generate takes [t]ext: string (man, bash, zsh, fish)", result.ErrorLines[^2]);
    }

    private static ToolResult Man(string file)
    {
        ToolOptions options = new()
        {
            Environment = new Dictionary<string, string?> { ["MANWIDTH"] = "80", ["LC_ALL"] = "C.UTF-8", ["GROFF_NO_SGR"] = "1" },
        };
        return Tool.Run(Tool.Find("man", "man-db"), options, "--warnings", "--no-hyphenation", "--no-justification", "-l", file).ExpectStatus(0);
    }

    private static string Words(string text) => string.Join(' ', text.Split([' ', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries));
}
