using System.Text.RegularExpressions;

namespace GetScu.Tests.Support;

/// <summary>The line that this program's run ends with, and the reference's does not: what has come, how fast.</summary>
internal static partial class RunSummary
{
    /// <summary>Of a whole line, or of what a layout has put before it.</summary>
    public const string Pattern = @"\d+ objects?, \d+(\.\d)? [kMGT]?B in [\d.:]+( m?s)? \(\d+(\.\d)? [kMGT]?B/s\)(, \d+ missing)?$";

    public static bool Is(string line) => Whole().IsMatch(line);

    /// <summary>The lines without it; it may be the last one only.</summary>
    public static string[] Without(string[] lines) => lines.Length > 0 && Is(lines[^1]) ? lines[..^1] : lines;

    [GeneratedRegex(Pattern)]
    private static partial Regex Whole();
}
