namespace GetScu.Tests.Support;

/// <summary>The published program under test: $GETSCU_BINARY, else publish/getscu.</summary>
internal static class NativeBinary
{
    public static string Path
    {
        get
        {
            string path = Environment.GetEnvironmentVariable("GETSCU_BINARY") is { Length: > 0 } given
                ? System.IO.Path.GetFullPath(given, Repository.Root)
                : Repository.PathOf("publish", "getscu");
            return File.Exists(path)
                ? path
                : throw new AssertFailedException($"no native binary at {path}: run ./publish.sh first, or set GETSCU_BINARY");
        }
    }

    /// <summary>The one that is linked dynamically, as libraries can be put before it.</summary>
    public static string Dynamic => Built("linux-x64-dynamic", "--dynamic");

    /// <summary>The static one with OpenSSL in it.</summary>
    public static string Tls => Built("linux-x64-tls", "--tls");

    private static string Built(string folder, string kind)
    {
        string path = Repository.PathOf("publish", folder, "getscu");
        return File.Exists(path)
            ? path
            : throw new AssertFailedException(
                $"no native binary at {path}: run ./publish.sh --rid linux-x64 {kind} --output publish/{folder} first");
    }

    public static ToolResult Run(params string[] arguments)
    {
        return Run(ToolOptions.Default, arguments);
    }

    public static ToolResult Run(ToolOptions options, params string[] arguments)
    {
        return Tool.Run(Path, options, arguments);
    }

    public static RunningTool Start(ToolOptions options, params string[] arguments)
    {
        return RunningTool.Start(Path, options, arguments);
    }
}
