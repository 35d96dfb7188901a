using System.Globalization;
using System.Text.RegularExpressions;

using GetScu.Net.Plan;
using GetScu.Net.Retrieve;
using GetScu.Tests.Support;

namespace GetScu.Tests.Ship;

/// <summary>What the documents say of the program and of each other is so, and they are shaped to be read.</summary>
[TestClass]
public sealed class ReadmeFactsTests
{
    private const int Width = 130;
    private const int ReadmeLines = 220;
    private const string StatusHeading = "## Exit status";
    private const string SpeedHeading = "## How fast it is";

    [TestMethod]
    [DynamicData(nameof(Documents.All), typeof(Documents))]
    public void Lines_are_not_too_long(string document)
    {
        bool isWide = Documents.WithWideTables.Contains(document);
        string[] lines = Documents.Text(document).Split('\n');
        for (int at = 0; at < lines.Length; at++)
        {
            Assert.IsTrue(
                lines[at].Length <= Width || (isWide && lines[at].StartsWith('|')), $"{document}:{at + 1}: {lines[at].Length} characters");
        }
    }

    /// <summary>All documents are known here, so that none is left out of these tests.</summary>
    [TestMethod]
    public void Documents_are_these()
    {
        string[] folders = ["Dicom", "Net", "Storage", "tests"];
        string[] found =
        [
            .. folders.SelectMany(folder => Directory.EnumerateFiles(Repository.PathOf(folder), "*.md", SearchOption.AllDirectories))
                .Concat(Directory.EnumerateFiles(Repository.Root, "*.md"))
                .Select(path => Path.GetRelativePath(Repository.Root, path))
                .Where(path => !Regex.IsMatch(path, "(^|/)(bin|obj|node_modules|[.][^/]*)/"))
                .Order(StringComparer.Ordinal),
        ];
        CollectionAssert.AreEqual(Documents.All.Order(StringComparer.Ordinal).ToArray(), found);
    }

    [TestMethod]
    public void README_is_short()
    {
        int count = Documents.Text(Documents.Readme).Count(character => character == '\n');
        Assert.IsLessThanOrEqualTo(ReadmeLines, count);
    }

    /// <summary>The first command shows the program at work, the second runs the tests.</summary>
    [TestMethod]
    public void First_commands_of_README()
    {
        string[] lines = Documents.Text(Documents.Readme).Split('\n');
        int at = Array.IndexOf(lines, "```sh");
        StringAssert.StartsWith(lines[at + 1], "tests/demo.sh ");
        StringAssert.StartsWith(lines[at + 2], "tests/run.sh ");
    }

    /// <summary>Each link leads to a file or folder, and to a heading of it where it names one.</summary>
    [TestMethod]
    [DynamicData(nameof(Documents.All), typeof(Documents))]
    public void Links_lead_somewhere(string document)
    {
        foreach (Match link in Regex.Matches(Documents.Text(document), @"\]\(([^)#\s]*)(?:#([^)\s]*))?\)"))
        {
            string path = link.Groups[1].Value is { Length: > 0 } file
                ? Path.Combine(Path.GetDirectoryName(document)!, file)
                : document;
            string target = Repository.PathOf(path);
            Assert.IsTrue(File.Exists(target) || Directory.Exists(target), $"{document}: {link.Value}");
            if (link.Groups[2].Success)
            {
                CollectionAssert.Contains(Anchors(File.ReadAllText(target)), link.Groups[2].Value, $"{document}: {link.Value}");
            }
        }
    }

    /// <summary>README's table of exit statuses has those of the program, no more and no less.</summary>
    [TestMethod]
    public void Exit_statuses_of_README()
    {
        int[] listed =
        [
            .. Rows(StatusHeading).SelectMany(row => row[0].Split(", "))
                .Select(number => int.Parse(number, CultureInfo.InvariantCulture)).Order(),
        ];
        int[] known = [.. Enum.GetValues<Outcome>().Select(outcome => Program.ExitStatus(outcome, asReference: false)).Distinct().Order()];
        CollectionAssert.AreEqual(known, listed);
    }

    /// <summary>The order from bad to worse in the text is the one that is followed.</summary>
    [TestMethod]
    public void Order_of_exit_statuses()
    {
        string list = Regex.Match(Documents.Text(Documents.Behaviour), "from bad to worse: ([0-9, ]+);").Groups[1].Value;
        int[] order = [.. list.Split(", ").Select(number => int.Parse(number, CultureInfo.InvariantCulture))];
        Dictionary<int, Outcome> outcomes = Enum.GetValues<Outcome>()
            .GroupBy(outcome => Program.ExitStatus(outcome, asReference: false))
            .ToDictionary(group => group.Key, group => group.First());
        Assert.HasCount(10, order);
        for (int i = 1; i < order.Length; i++)
        {
            Outcome worst = Judgement.Worst(outcomes[order[i - 1]], outcomes[order[i]]);
            Assert.AreEqual(order[i], Program.ExitStatus(worst, asReference: false), $"{order[i - 1]}, {order[i]}");
        }
    }

    /// <summary>README's figures are those of the measurements: a row's stand together in one row there.</summary>
    [TestMethod]
    public void Figures_of_README()
    {
        string[] results = Documents.Text(Documents.Results).Split('\n');
        int count = 0;
        foreach (string[] row in Rows(SpeedHeading))
        {
            string[] figures = [.. row[1..].SelectMany(cell => cell.Split(", ")).Where(cell => cell.Length > 0).Select(WithoutMiB)];
            Assert.IsTrue(Array.Exists(results, line => Array.TrueForAll(figures, figure => Has(line, figure))), string.Join(' ', row));
            count += figures.Length;
        }

        Assert.AreNotEqual(0, count);

        static string WithoutMiB(string figure)
        {
            return figure.EndsWith(" MiB", StringComparison.Ordinal) ? figure[..^4] : figure;
        }

        static bool Has(string line, string figure)
        {
            return Regex.IsMatch(line, $"(?<![0-9.]){Regex.Escape(figure)}(?![0-9.])");
        }
    }

    /// <summary>Cells of the first table below a heading of README.</summary>
    private static IEnumerable<string[]> Rows(string heading)
    {
        string[] lines = Documents.Text(Documents.Readme).Split('\n');
        return lines[(Array.IndexOf(lines, heading) + 1)..]
            .SkipWhile(line => !line.StartsWith('|')).TakeWhile(line => line.StartsWith('|')).Skip(2)
            .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries));
    }

    /// <summary>The anchors that GitHub gives headings.</summary>
    private static string[] Anchors(string markdown)
    {
        return
        [
            .. markdown.Split('\n').Where(line => line.StartsWith('#')).Select(line =>
                Regex.Replace(line.TrimStart('#').Trim().ToLowerInvariant(), "[^a-z0-9 _-]", "").Replace(' ', '-')),
        ];
    }
}
