using System.Text.RegularExpressions;

namespace GetScu.Tests.Ship;

/// <summary>Commands with what they print, as a Markdown text shows them.</summary>
/// <param name="Commands">What is typed: lines behind "$ ", and those that continue them.</param>
/// <param name="Output">What is printed, without the line ends; "..." is any number of lines.</param>
internal sealed record ReadmeSession(string Commands, IReadOnlyList<string> Output)
{
    private const string Head = "<!-- session -->\n```console\n";
    private const string Prompt = "$ ";
    private const string More = "...";

    /// <summary>The ```console block that follows the line "&lt;!-- session --&gt;".</summary>
    public static ReadmeSession Find(string markdown)
    {
        int start = markdown.IndexOf(Head, StringComparison.Ordinal);
        int end = start < 0 ? -1 : markdown.IndexOf("\n```\n", start + Head.Length, StringComparison.Ordinal);
        if (end < 0)
        {
            throw new FormatException("no session is marked");
        }

        List<string> commands = [];
        List<string> output = [];
        bool isContinued = false;
        foreach (string line in markdown[(start + Head.Length)..end].Split('\n'))
        {
            bool isCommand = isContinued || line.StartsWith(Prompt, StringComparison.Ordinal);
            (isCommand ? commands : output).Add(isCommand && !isContinued ? line[Prompt.Length..] : line);
            isContinued = isCommand && line.EndsWith('\\');
        }

        return new ReadmeSession(string.Join('\n', commands) + "\n", output);
    }

    public bool Matches(string output)
    {
        IEnumerable<string> lines = Output.Select(line => line == More ? "(.*\\n)*" : Regex.Escape(line) + "\\n");
        return Regex.IsMatch(output, $"^{string.Concat(lines)}\\z");
    }
}
