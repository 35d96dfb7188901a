using System.Text.RegularExpressions;

using GetScu.Net.Plan;
using GetScu.Tests.Scp;
using GetScu.Tests.Support;

using Parser = GetScu.CommandLine;

namespace GetScu.Tests.CommandLine;

/// <summary>What the help ends with: examples that work, and every exit status.</summary>
[TestClass]
public sealed partial class HelpTests
{
    [TestMethod]
    public void Each_example_runs()
    {
        string[] examples = Array.FindAll(Parser.Help().Split('\n'), line => line.StartsWith("    getscu ", StringComparison.Ordinal));
        Assert.HasCount(5, examples);
        using GetScp scp = GetScp.Start(Archive.Generate(2), new ScpOptions(""));
        Table.Run(examples, example => example, example =>
        {
            using TempFolder folder = new();
            Directory.CreateDirectory(folder.File("in"));
            folder.Write("site.txt", "-ta 10 -S"u8);
            byte[] query = new DataSetBuilder().Add(0x00080052, "CS", "STUDY").Add(0x0020000D, "UI", $"{Uids.TestRoot}.9").Build();
            folder.Write("query.dcm", Part10File.Build(Uids.CtImage, "1.2.3", Uids.ExplicitLittle, query));
            string line = example.Trim().Replace("getscu ", "exec \"$0\" ").Replace(" pacs 104", $" 127.0.0.1 {scp.Port}");
            ToolResult result = Tool.Run("/bin/sh", new ToolOptions { Folder = folder.Path }, "-c", line, NativeBinary.Path);
            result.ExpectStatus(0);
            if (line.Contains("query.dcm"))
            {
                string files = File.Exists(folder.File("report.jsonl")) ? folder.Path : folder.File("in");
                Assert.HasCount(2, Directory.GetFiles(files, "CT.*"), $"{result}");
            }
        });
    }

    [TestMethod]
    public void Every_exit_status_is_told()
    {
        string text = Section("exit status");
        int[] told = [.. Statuses().Matches(text).SelectMany(row => row.Groups[1].Value.Split(", ")).Select(int.Parse)];
        int[] known = [.. Enum.GetValues<Outcome>().Select(outcome => Program.ExitStatus(outcome, asReference: false)).Append(1)];
        CollectionAssert.AreEqual(known.Distinct().Order().ToArray(), told);
    }

    [TestMethod]
    [DataRow("environment", 2)]
    [DataRow("files", 2)]
    public void Short_sections(string name, int lines) => Assert.HasCount(lines, Section(name).Trim('\n').Split('\n'));

    private static string Section(string name)
    {
        string help = Parser.Help();
        int start = help.IndexOf($"\n{name}:\n", StringComparison.Ordinal) + name.Length + 3;
        Match end = Heading().Match(help, start);
        return help[start..(end.Success ? end.Index : help.Length)];
    }

    [GeneratedRegex(@"^  (\d+(?:, \d+)*) ", RegexOptions.Multiline)]
    private static partial Regex Statuses();

    [GeneratedRegex(@"^\w", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
