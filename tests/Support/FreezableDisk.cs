namespace GetScu.Tests.Support;

/// <summary>
/// A disk of its own over a folder, which can be made to stand still: whoever writes to it waits until it goes on, and no
/// signal ends that. Only root may do that.
/// </summary>
internal sealed class FreezableDisk : IDisposable
{
    private readonly Mount _mount;
    private readonly string _path;
    private bool _isFrozen;

    /// <param name="path">An existing folder; the disk's image lies beside it.</param>
    public FreezableDisk(string path)
    {
        string image = $"{path}.img";
        using (FileStream file = File.Create(image))
        {
            file.SetLength(16 << 20);
        }

        Tool.Run(Tool.Find("mke2fs", "e2fsprogs"), ToolOptions.Default, "-q", "-F", "-t", "ext4", image).ExpectStatus(0);
        _path = path;
        _mount = Mount.OfImage(path, image);
        Directory.Delete(Path.Combine(path, "lost+found"));
    }

    /// <summary>From now on no write ends.</summary>
    public void Freeze()
    {
        FsFreeze("--freeze");
        _isFrozen = true;
    }

    public void Thaw()
    {
        FsFreeze("--unfreeze");
        _isFrozen = false;
    }

    public void Dispose()
    {
        if (_isFrozen)
        {
            Thaw();
        }

        _mount.Dispose();
    }

    private void FsFreeze(string option) =>
        Tool.Run(Tool.Find("fsfreeze", "util-linux"), ToolOptions.Default, option, _path).ExpectStatus(0);
}
