using System;
using System.Buffers.Binary;

using GetScu.Dicom;
using GetScu.Storage.Posix;

namespace GetScu.Net.Log;

/// <summary>What the file appender asks of the system. Nothing here throws.</summary>
internal static unsafe class LogFile
{
    private const uint STATX_BASIC_STATS = 0x7ff;

    /// <summary>Opens for appending; creates what is missing, with the rights the umask leaves.</summary>
    /// <returns>A descriptor or -1.</returns>
    public static int Open(string path, bool truncates)
    {
        fixed (byte* bytes = Terminated(path))
        {
            int flags = Libc.O_WRONLY | Libc.O_CREAT | Libc.O_CLOEXEC | Libc.O_APPEND | (truncates ? Libc.O_TRUNC : 0);
            return Libc.OpenAt(Libc.AT_FDCWD, bytes, flags, 0x1b6 /* rw-rw-rw- */);
        }
    }

    /// <summary>Renames, replacing what is there.</summary>
    public static bool Rename(string from, string to)
    {
        fixed (byte* source = Terminated(from), target = Terminated(to))
        {
            return Libc.RenameAt(Libc.AT_FDCWD, source, Libc.AT_FDCWD, target) == 0;
        }
    }

    /// <summary>The state of a path or, without one, of a descriptor; all zero when there is none.</summary>
    /// <returns>Inode, bytes, and when it was written last (UTC, 100 ns since the year 1).</returns>
    public static (long Inode, long Length, long Modified) StatusOf(int descriptor, string path = "")
    {
        Span<byte> status = stackalloc byte[256];
        fixed (byte* bytes = Terminated(path), buffer = status)
        {
            if (Libc.StatX(descriptor, bytes, path.Length == 0 ? Libc.AT_EMPTY_PATH : 0, STATX_BASIC_STATS, buffer) != 0)
            {
                return default;
            }
        }
        // struct statx: stx_ino at 32, stx_size at 40, stx_mtime at 112.
        return (BinaryPrimitives.ReadInt64LittleEndian(status[32..]), BinaryPrimitives.ReadInt64LittleEndian(status[40..]),
            LogTime.UnixEpoch + (BinaryPrimitives.ReadInt64LittleEndian(status[112..]) * TimeSpan.TicksPerSecond));
    }

    private static byte[] Terminated(string path) => RawText.Encode(path + '\0');
}
