using GetScu.Tests.Support;

namespace GetScu.Tests.Ship;

/// <summary>A system of its own for dpkg, empty at first. Scripts of packages act in it, with the tools of the machine.</summary>
internal sealed class DebianRoot : IDisposable
{
    public const string Program = "usr/bin/getscu";
    public const string Page = "usr/share/man/man1/getscu.1.gz";
    public const string DivertedProgram = "usr/bin/getscu.dcmtk";
    public const string DivertedPage = "usr/share/man/man1/getscu.dcmtk.1.gz";

    private readonly TempFolder _folder = new();

    public DebianRoot()
    {
        Directory.CreateDirectory(_folder.File("root/var/lib/dpkg/updates"));
        Directory.CreateDirectory(_folder.File("root/var/lib/dpkg/info"));
        File.WriteAllText(_folder.File("root/var/lib/dpkg/status"), "");
    }

    /// <summary>All that packages have put there, in ordinal order.</summary>
    public string[] Files
    {
        get
        {
            string usr = Outside("usr");
            string[] files = Directory.Exists(usr) ? Directory.GetFiles(usr, "*", SearchOption.AllDirectories) : [];
            files = Array.ConvertAll(files, path => Path.GetRelativePath(Outside(""), path));
            Array.Sort(files, StringComparer.Ordinal);
            return files;
        }
    }

    /// <summary>One line each.</summary>
    public string[] Diversions => Run("/usr/bin/dpkg-divert", "--root=" + Outside(""), "--list").OutputLines;

    /// <summary>A path within as the machine sees it.</summary>
    public string Outside(string path)
    {
        return Path.Combine(_folder.File("root"), path);
    }

    public string Text(string path)
    {
        return File.ReadAllText(Outside(path));
    }

    public ToolResult Dpkg(params string[] arguments)
    {
        return Run(
            "/usr/bin/dpkg",
            ["--root=" + Outside(""), "--log=" + _folder.File("log"), "--force-script-chrootless", "--force-architecture", .. arguments]);
    }

    /// <summary>Runs a program of the root, with this as its root.</summary>
    public ToolResult Chroot(params string[] arguments)
    {
        return Run("/usr/sbin/chroot", [Outside(""), .. arguments]);
    }

    /// <summary>A package as dcmtk's, with a program and a page that say which version they are of; the path of its file.</summary>
    public string Dcmtk(string version)
    {
        return Build("dcmtk", version, (Program, $"#!/bin/sh\n# {version}\n"), (Page, version));
    }

    /// <summary>A package with some files.</summary>
    public string Build(string name, string version, params (string Path, string Text)[] files)
    {
        string tree = Directory.CreateTempSubdirectory("getscu-package-").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(tree, "DEBIAN"));
            foreach ((string path, string text) in files)
            {
                string file = Path.Combine(tree, path);
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                File.WriteAllText(file, text);
            }

            string control = $"Package: {name}\nVersion: {version}\nArchitecture: all\nMaintainer: a test <a@test.example>\nDescription: a test\n";
            File.WriteAllText(Path.Combine(tree, "DEBIAN/control"), control);
            return Pack(tree, $"{name}_{version}.deb");
        }
        finally
        {
            Directory.Delete(tree, recursive: true);
        }
    }

    /// <summary>A package with another version, and further commands at the end of a script of it.</summary>
    public string Changed(string package, string version, string script = "postinst", string commands = "")
    {
        string tree = _folder.File($"tree-{version}");
        Run("/usr/bin/dpkg-deb", "--raw-extract", package, tree).ExpectStatus(0);
        string control = Path.Combine(tree, "DEBIAN/control");
        string text = File.ReadAllText(control);
        Assert.AreEqual(1, text.Split($"\nVersion: {Release.Version}\n").Length - 1);
        File.WriteAllText(control, text.Replace($"\nVersion: {Release.Version}\n", $"\nVersion: {version}\n"));
        if (commands.Length > 0)
        {
            string path = Path.Combine(tree, "DEBIAN", script);
            File.WriteAllText(path, (File.Exists(path) ? File.ReadAllText(path) : "#!/bin/sh\n") + commands + "\n");
            Run("/bin/chmod", "755", path).ExpectStatus(0);
        }

        return Pack(tree, $"getscu_{version}.deb");
    }

    public void Dispose()
    {
        _folder.Dispose();
    }

    private string Pack(string tree, string name)
    {
        Run("/bin/chmod", "-R", "u=rwX,go=rX", tree).ExpectStatus(0);
        Run("/usr/bin/dpkg-deb", "--root-owner-group", "-Znone", "--build", tree, _folder.File(name)).ExpectStatus(0);
        return _folder.File(name);
    }

    // Without root's rights a user namespace gives the right to own files as root does.
    private static ToolResult Run(string path, params string[] arguments)
    {
        ToolOptions options = new() { Environment = new Dictionary<string, string?> { ["LC_ALL"] = "C" } };
        return Environment.IsPrivilegedProcess
            ? Tool.Run(path, options, arguments)
            : Tool.Run("/usr/bin/unshare", options, ["--map-root-user", path, .. arguments]);
    }
}
