namespace GetScu.Tests.Support;

/// <summary>The tool this program stands in for: $GETSCU_REFERENCE, else getscu of Debian's package dcmtk.</summary>
internal static class Reference
{
    /// <summary>Without it the reference stalls 40 ms on every object; its output is the same.</summary>
    private static readonly Dictionary<string, string?> Environment = new() { ["TCP_NODELAY"] = "1" };

    private static readonly Lazy<string> Located = new(Locate);

    public static string Path => Located.Value;

    public static ToolResult Run(params string[] arguments)
    {
        return Run(new ToolOptions { Environment = Environment }, arguments);
    }

    public static ToolResult Run(ToolOptions options, params string[] arguments)
    {
        return Tool.Run(Path, options, arguments);
    }

    private static string Locate()
    {
        string path = System.Environment.GetEnvironmentVariable("GETSCU_REFERENCE") is { Length: > 0 } given
            ? given
            : File.Exists("/usr/bin/getscu") ? "/usr/bin/getscu" : Tool.Find("getscu", "dcmtk");
        ToolResult version = Tool.Run(path, ToolOptions.Default, "--version");
        return version.OutputText.StartsWith("$dcmtk: getscu ", StringComparison.Ordinal)
            ? path
            : throw new AssertFailedException($"{path} is not DCMTK's getscu: {version}");
    }
}
