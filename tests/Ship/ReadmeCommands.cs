namespace GetScu.Tests.Ship;

/// <summary>A block of commands that a Markdown text marks for execution.</summary>
/// <param name="Line">Where its first command stands, from 1.</param>
/// <param name="Status">The exit status that it is to have.</param>
/// <param name="Text">The commands.</param>
internal sealed record ReadmeCommands(int Line, int Status, string Text)
{
    private const string Mark = "<!-- test";
    private const string MarkEnd = "-->";
    private const string StatusWord = "status";

    /// <summary>
    /// The ```sh blocks that follow a line "&lt;!-- test --&gt;" or, where they are to fail, "&lt;!-- test status 68 --&gt;".
    /// A mark without such a block right after it is an error.
    /// </summary>
    public static List<ReadmeCommands> Find(string markdown)
    {
        List<ReadmeCommands> found = [];
        string[] lines = markdown.Split('\n');
        for (int at = 0; at < lines.Length; at++)
        {
            if (!lines[at].StartsWith(Mark, StringComparison.Ordinal))
            {
                continue;
            }

            int status = StatusOf(lines[at]);
            int start = at + 2;
            int end = Array.IndexOf(lines, "```", Math.Min(start, lines.Length));
            if (at + 1 >= lines.Length || lines[at + 1] != "```sh" || end < 0)
            {
                throw new FormatException($"line {at + 1}: no block of commands follows the mark");
            }

            found.Add(new ReadmeCommands(start + 1, status, string.Join('\n', lines[start..end]) + "\n"));
            at = end;
        }

        return found;
    }

    private static int StatusOf(string line)
    {
        string inner = line[Mark.Length..].TrimEnd();
        if (!inner.EndsWith(MarkEnd, StringComparison.Ordinal))
        {
            throw new FormatException($"unknown mark: {line}");
        }

        string[] words = inner[..^MarkEnd.Length].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words switch
        {
            [] => 0,
            [StatusWord, string number] => int.Parse(number, System.Globalization.CultureInfo.InvariantCulture),
            _ => throw new FormatException($"unknown mark: {line}"),
        };
    }
}
