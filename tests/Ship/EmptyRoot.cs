using System.Formats.Tar;

using GetScu.Tests.Support;

namespace GetScu.Tests.Ship;

/// <summary>A root directory with nothing but the static binary, as a scratch container image has it.</summary>
internal sealed class EmptyRoot : IDisposable
{
    private readonly TempFolder _folder = new();

    /// <param name="binary">Null: the one under test.</param>
    public EmptyRoot(string? binary = null)
    {
        File.Copy(binary ?? NativeBinary.Path, _folder.File("getscu"));
    }

    /// <summary>With what a layer of an image puts into it.</summary>
    public EmptyRoot(byte[] layer)
    {
        using MemoryStream archive = new(layer);
        TarFile.ExtractToDirectory(archive, _folder.Path, overwriteFiles: false);
    }

    /// <summary>Everything in it, in ordinal order.</summary>
    public string[] Names => _folder.Names;

    /// <summary>A path within the root as the outside sees it.</summary>
    public string Outside(string name)
    {
        return _folder.File(name);
    }

    public string Folder(string name)
    {
        return _folder.Folder(name);
    }

    public void Write(string name, string text)
    {
        string path = _folder.File(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    /// <summary>Runs the binary with this as its root, and no variable in its environment that would help it.</summary>
    public ToolResult Run(params string[] arguments)
    {
        return Tool.Run("/usr/bin/env", ToolOptions.Default, [.. Command[1..], .. arguments]);
    }

    /// <summary>The same by a command of the shell outside: $0 is the root as seen from there, $@ what runs the binary.</summary>
    public ToolResult RunShell(string command)
    {
        return Tool.Run("/bin/sh", ToolOptions.Default, ["-c", command, _folder.Path, .. Command]);
    }

    // Without root's rights a user namespace gives the right to change the root.
    private string[] Command => Environment.IsPrivilegedProcess
        ? ["/usr/bin/env", "-i", "/usr/sbin/chroot", _folder.Path, "/getscu"]
        : ["/usr/bin/env", "-i", "/usr/bin/unshare", "--map-root-user", "/usr/sbin/chroot", _folder.Path, "/getscu"];

    public void Dispose()
    {
        _folder.Dispose();
    }
}
