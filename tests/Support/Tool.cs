namespace GetScu.Tests.Support;

/// <summary>Programs that tests need beside the one under test. A test that misses one fails.</summary>
internal static class Tool
{
    /// <summary>Full path of a program.</summary>
    /// <param name="name">File name.</param>
    /// <param name="package">Debian package to name when it is absent.</param>
    public static string Find(string name, string package)
    {
        string folders = $"{Environment.GetEnvironmentVariable("PATH")}:/usr/bin:/usr/sbin:/usr/local/bin";
        foreach (string folder in folders.Split(':', StringSplitOptions.RemoveEmptyEntries))
        {
            string path = Path.Combine(folder, name);
            if (File.Exists(path))
            {
                return path;
            }
        }

        throw new AssertFailedException($"'{name}' is not installed: apt-get install {package}");
    }

    /// <summary>Runs a program to its end.</summary>
    public static ToolResult Run(string path, ToolOptions options, params string[] arguments)
    {
        using RunningTool tool = RunningTool.Start(path, options, arguments);
        return tool.Wait();
    }

    /// <summary>Runs one of DCMTK's tools (dcmdump, dump2dcm, storescu, ...) and fails unless it succeeds.</summary>
    public static ToolResult Dcmtk(string name, params string[] arguments)
    {
        return Run(Find(name, "dcmtk"), ToolOptions.Default, arguments).ExpectStatus(0);
    }
}
