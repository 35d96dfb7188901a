using GetScu.Tests.Support;

namespace GetScu.Tests.Ship;

/// <summary>What publish.sh --pack makes of the static executables that tests/run.sh has built.</summary>
internal static class Release
{
    public const string X64 = "linux-x64";
    public const string Arm64 = "linux-arm64";

    /// <summary>Packing, or looking at what was packed, on a loaded machine.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static readonly Lazy<string> Made = new(() =>
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "release");
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Pack(folder, ToolOptions.Default, "umask 022");
        return folder;
    });

    /// <summary>Packed once for all tests.</summary>
    public static string Folder => Made.Value;

    /// <summary>As the program says it.</summary>
    public static string Version { get; } = NativeBinary.Run("--version").OutputLines[0].Split(' ', ',')[1];

    /// <summary>All that is handed on, but for the sums.</summary>
    public static string[] Names =>
    [
        Archive(X64), Archive(Arm64), Package("amd64"), Package("arm64"), Image("amd64"), Image("arm64"), Bom,
    ];

    public static string Bom => $"getscu-{Version}.cdx.json";

    public static string Archive(string rid)
    {
        return $"getscu-{Version}-{rid}.tar.gz";
    }

    public static string Package(string architecture)
    {
        return $"getscu_{Version}_{architecture}.deb";
    }

    public static string Image(string architecture)
    {
        return $"getscu-{Version}-oci-{architecture}.tar";
    }

    public static string PathOf(string name)
    {
        return Path.Combine(Folder, name);
    }

    /// <summary>The executable that is to be in it.</summary>
    public static string Executable(string rid)
    {
        return rid == X64 ? NativeBinary.Path : Repository.PathOf("publish", "linux-arm64-static", "getscu");
    }

    /// <summary>Runs an executable of either architecture.</summary>
    public static ToolResult Run(string rid, string path, params string[] arguments)
    {
        return rid == X64
            ? Tool.Run(path, ToolOptions.Default, arguments)
            : Tool.Run(Tool.Find("qemu-aarch64-static", "qemu-user-static"), ToolOptions.Default, [path, .. arguments]);
    }

    /// <summary>Packs in a folder, after a command of the shell.</summary>
    public static void Pack(string folder, ToolOptions options, string before)
    {
        foreach (string rid in new[] { X64, Arm64 })
        {
            string target = Directory.CreateDirectory(Path.Combine(folder, $"{rid}-static")).FullName;
            File.Copy(Executable(rid), Path.Combine(target, "getscu"));
            string linked = Path.Combine(Path.GetDirectoryName(Executable(rid))!, "getscu.linked");
            File.Copy(linked, Path.Combine(target, "getscu.linked"));
        }

        string command = $"{before}; exec \"$0\" --pack --output \"$1\"";
        ToolResult result = Tool.Run(
            "/bin/sh", options with { Deadline = Patience }, "-c", command, Repository.PathOf("publish.sh"), folder).ExpectStatus(0);
        Assert.AreEqual("", result.ErrorText);
    }
}
