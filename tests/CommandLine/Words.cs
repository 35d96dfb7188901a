namespace GetScu.Tests.CommandLine;

/// <summary>Command lines as tables write them.</summary>
internal static class Words
{
    /// <summary>
    /// Words at single spaces. <c>''</c> is an empty word and <c>~</c> a space within one; <c>DIR</c> stands for a folder.
    /// </summary>
    public static string[] Of(string line, string folder = "DIR")
    {
        return line.Length == 0
            ? []
            : Array.ConvertAll(line.Split(' '), word => word == "''" ? "" : word.Replace('~', ' ').Replace("DIR", folder));
    }
}
