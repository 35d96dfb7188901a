using System.Globalization;
using System.Xml.Linq;

using GetScu.Tests.Support;

namespace GetScu.Tests.Ship;

/// <summary>README's picture says what the tables of the measurements say.</summary>
[TestClass]
public sealed class ChartTests
{
    private const int MaxSize = 8 << 10;
    private const string Chart = "tests/Bench/chart.svg";
    private const string Time = "wall / CPU";
    private const string NoDelay = "DCMTK, no delay";
    private const string Default = "DCMTK";

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [TestMethod]
    public void Figures()
    {
        (string Name, double Figure)[] expected =
        [
            .. Rates(3000, Row("3,000 x 10 KiB:", "| `+B` | 16384 |")),
            .. Rates(500, Row("From archives of Debian's packages", "| 500 x 10 KiB from Orthanc |")),
            .. Memory(Row("1 x 4.5 GiB:", "| `-B` | 16384 |")),
        ];
        List<XElement> texts = [.. Root().Elements(Svg + "text").Where(text => text.Attribute("font-weight") is null)];
        Assert.HasCount(expected.Length * 2, texts, "a name and a figure for each bar");
        for (int i = 0; i < expected.Length; i++)
        {
            (string name, double figure) = expected[i];
            Assert.AreEqual(name, texts[2 * i].Value);
            string shown = texts[(2 * i) + 1].Value;
            double half = shown.Contains('.') ? 0.05 : 0.51;
            Assert.AreEqual(figure, double.Parse(shown, CultureInfo.InvariantCulture), half, $"{name}, bar {i + 1}");
        }
    }

    /// <summary>Within a group a bar is as long as its figure says, and one pixel at least.</summary>
    [TestMethod]
    public void Lengths()
    {
        (double Length, double Figure)[] bars = [.. Root().Elements(Svg + "rect").Select(bar =>
            (Number(bar.Attribute("width")!.Value), Number(((XElement)bar.NextNode!).Value)))];
        Assert.HasCount(8, bars);
        foreach ((double Length, double Figure)[] group in new[] { bars[..3], bars[3..6], bars[6..] })
        {
            (double length, double figure) = group.MaxBy(bar => bar.Figure);
            foreach ((double Length, double Figure) bar in group)
            {
                Assert.AreEqual(Math.Max(length * bar.Figure / figure, 1), bar.Length, 0.6);
            }
        }
    }

    [TestMethod]
    public void Drawn_anew_it_is_the_same()
    {
        using TempFolder folder = new();
        foreach (string name in new[] { "chart.py", "RESULTS.md" })
        {
            File.Copy(Repository.PathOf("tests", "Bench", name), folder.File(name));
        }

        Tool.Run("/usr/bin/python3", ToolOptions.Default, folder.File("chart.py")).ExpectStatus(0);
        Assert.AreEqual(
            File.ReadAllText(Repository.PathOf(Chart)), File.ReadAllText(folder.File("chart.svg")), "tests/bench.sh --chart draws it");
    }

    /// <summary>Small, and nothing in it but shapes and words: no script, no font, no link.</summary>
    [TestMethod]
    public void Size_and_parts()
    {
        Assert.IsLessThanOrEqualTo(MaxSize, new FileInfo(Repository.PathOf(Chart)).Length);
        string[] parts = [.. Root().DescendantsAndSelf().Select(element => element.Name.LocalName).Distinct().Order(StringComparer.Ordinal)];
        CollectionAssert.AreEqual(new[] { "rect", "svg", "text", "title" }, parts);
        StringAssert.Contains(Documents.Text(Documents.Readme), $"]({Chart})", StringComparison.Ordinal);
    }

    private static IEnumerable<(string, double)> Rates(int count, Dictionary<string, string> row)
    {
        yield return ("getscu", Number(row["objects/s"]));
        yield return (NoDelay, count / Seconds(row[NoDelay]));
        yield return (Default, count / Seconds(row[Default]));
        Assert.AreEqual(count / Seconds(row[Time]), Number(row["objects/s"]), Number(row["objects/s"]) / 100, "a row of the table");
    }

    private static IEnumerable<(string, double)> Memory(Dictionary<string, string> row)
    {
        string[] peaks = row["peak MiB"].Split(", ");
        yield return ("getscu", Number(peaks[0]));
        yield return (Default, Number(peaks[2]));
    }

    private static double Seconds(string cell)
    {
        string[] words = cell.Split(' ');
        return Number(words[0]) / (words[1] == "ms" ? 1000 : 1);
    }

    private static double Number(string text)
    {
        return double.Parse(text, CultureInfo.InvariantCulture);
    }

    /// <summary>Cells by column of the row with this start in the table below this text.</summary>
    private static Dictionary<string, string> Row(string above, string start)
    {
        string[] lines = Documents.Text(Documents.Results).Split('\n');
        int title = Array.FindIndex(lines, line => line.StartsWith(above, StringComparison.Ordinal));
        int head = Array.FindIndex(lines, title, line => line.StartsWith('|'));
        int row = Array.FindIndex(lines, head, line => line.StartsWith(start, StringComparison.Ordinal));
        Assert.AreEqual(-1, Array.IndexOf(lines[head..row], ""), $"{start} is in another table");
        return Cells(lines[head]).Zip(Cells(lines[row])).ToDictionary(pair => pair.First, pair => pair.Second);
    }

    private static string[] Cells(string line)
    {
        return line.Trim('|').Split('|', StringSplitOptions.TrimEntries);
    }

    private static XElement Root()
    {
        return XDocument.Load(Repository.PathOf(Chart)).Root!;
    }
}
