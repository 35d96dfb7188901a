using System.Runtime.InteropServices;

namespace GetScu.Storage.Posix;

/// <summary>struct statx (statx(2)): unlike struct stat it is laid out alike on every processor.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct FileStatus
{
    [FieldOffset(16)]
    public uint Links;

    /// <summary>Type and permissions.</summary>
    [FieldOffset(28)]
    public ushort Mode;

    [FieldOffset(32)]
    public ulong Inode;

    [FieldOffset(40)]
    public long Size;

    /// <summary>When it was written last, in seconds since 1970.</summary>
    [FieldOffset(112)]
    public long Modified;

    [FieldOffset(136)]
    public uint DeviceMajor;

    [FieldOffset(140)]
    public uint DeviceMinor;

    /// <summary>S_ISDIR of <see cref="Mode"/> (inode(7)).</summary>
    public readonly bool IsDirectory => (Mode & 0xF000) == 0x4000;

    /// <summary>S_ISREG of <see cref="Mode"/>.</summary>
    public readonly bool IsRegular => (Mode & 0xF000) == 0x8000;

    public readonly bool IsSameFile(in FileStatus other) =>
        (Inode, DeviceMajor, DeviceMinor) == (other.Inode, other.DeviceMajor, other.DeviceMinor);
}
