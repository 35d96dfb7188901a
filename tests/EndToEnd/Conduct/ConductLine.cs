using System.Text;
using System.Text.RegularExpressions;

namespace GetScu.Tests.EndToEnd.Conduct;

/// <summary>What CONDUCT.md says of a row.</summary>
/// <param name="Sends">All messages but the association request, see <see cref="WireLog"/>.</param>
/// <param name="Status">Exit status.</param>
/// <param name="Log">All of standard error: lines in back quotes, "×3" behind one that comes so often; * stands for anything; "…" is a log that the row itself looks at.</param>
/// <param name="Files">Names of all that is left in the output directory, in back quotes, too.</param>
internal sealed partial record ConductLine(string Id, string Sends, string Status, string Log, string Files)
{
    private const string Break = "<br>";
    private const string Nothing = "—";
    private const string Anything = "…";

    public static IReadOnlyDictionary<string, ConductLine> ReadAll(string file)
    {
        Dictionary<string, ConductLine> lines = [];
        foreach (string text in File.ReadAllLines(file))
        {
            if (!text.StartsWith("| `", StringComparison.Ordinal))
            {
                continue;
            }

            string[] cells = [.. text.Trim().Trim('|').Split('|').Select(cell => cell.Trim())];
            Assert.HasCount(7, cells, text);
            ConductLine line = new(cells[0].Trim('`'), cells[3], cells[4], cells[5], cells[6]);
            Assert.IsTrue(lines.TryAdd(line.Id, line), $"{line.Id} is there twice");
        }

        return lines;
    }

    /// <summary>What happened, written as in the table.</summary>
    public static ConductLine Of(string id, string sends, int status, string[] log, string[] files)
    {
        StringBuilder lines = new();
        for (int i = 0; i < log.Length;)
        {
            int count = 1;
            while (i + count < log.Length && log[i + count] == log[i])
            {
                count++;
            }

            lines.Append($"{(i > 0 ? Break : "")}`{log[i]}`{(count > 1 ? $" ×{count}" : "")}");
            i += count;
        }

        return new ConductLine(
            id, OrNothing(sends), $"{status}", OrNothing(lines.ToString()), OrNothing(string.Join(Break, files.Select(name => $"`{name}`"))));
    }

    public bool Matches(ConductLine actual, string[] log, string[] files)
    {
        return (Sends, Status) == (actual.Sends, actual.Status) && (Log == Anything ? log.Length > 0 : Matches(Log, log)) && Matches(Files, files);
    }

    public override string ToString()
    {
        return $"| {Sends} | {Status} | {Log} | {Files} |";
    }

    private static string OrNothing(string cell)
    {
        return cell.Length == 0 ? Nothing : cell;
    }

    private static bool Matches(string cell, string[] actual)
    {
        int at = 0;
        foreach (Match match in Quoted().Matches(cell))
        {
            string pattern = $"^{Regex.Escape(match.Groups["text"].Value).Replace("\\*", ".*")}$";
            int count = match.Groups["count"].Success ? int.Parse(match.Groups["count"].Value) : 1;
            for (int end = at + count; at < end; at++)
            {
                if (at >= actual.Length || !Regex.IsMatch(actual[at], pattern))
                {
                    return false;
                }
            }
        }

        return at == actual.Length && (cell == Nothing || at > 0);
    }

    [GeneratedRegex("`(?<text>[^`]*)`( ×(?<count>[0-9]+))?")]
    private static partial Regex Quoted();
}
