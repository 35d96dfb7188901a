namespace GetScu.Tests.Support;

/// <summary>A file system over a folder; only root may do that.</summary>
internal sealed class Mount : IDisposable
{
    private readonly string _path;

    /// <summary>A tmpfs.</summary>
    public Mount(string path, string options)
        : this(path, "tmpfs", options, "tmpfs")
    {
    }

    private Mount(string path, string type, string options, string source)
    {
        _path = path;
        if (Environment.UserName != "root")
        {
            NotTested("mounting a small disk needs root");
        }

        ToolResult result = Run("mount", "-t", type, "-o", options, source, path);
        if (result.Status != 0)
        {
            NotTested($"mounting a small disk ({type}) is not allowed here: {result.ErrorText.Trim()}");
        }
    }

    /// <summary>The ext4 file system that a file holds.</summary>
    public static Mount OfImage(string path, string image) => new(path, "ext4", "loop", image);

    public void Remount(string option) => Run("mount", "-o", $"remount,{option}", _path).ExpectStatus(0);

    public void Dispose() => Run("umount", "-l", _path).ExpectStatus(0);

    /// <summary>Where somebody looks, a skipped test is told by tests/run.sh; where nobody does, it is a failure.</summary>
    private static void NotTested(string reason)
    {
        if (Environment.GetEnvironmentVariable("CI") == "true")
        {
            Assert.Fail($"CI=true: {reason}");
        }

        Assert.Inconclusive($"NOT TESTED: {reason}");
    }

    private static ToolResult Run(string tool, params string[] arguments) =>
        Tool.Run(Tool.Find(tool, "mount"), ToolOptions.Default, arguments);
}
