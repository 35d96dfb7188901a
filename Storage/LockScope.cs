using System;
using System.Globalization;
using System.Text;

using GetScu.Storage.Posix;

using static GetScu.Storage.Posix.Libc;

namespace GetScu.Storage;

/// <summary>
/// Where a lock is seen for certain: by the same kernel since it was booted, on the same mount. Elsewhere that depends on the
/// file system: sshfs, virtiofs and NFS with <c>local_lock</c> keep locks to themselves.
/// </summary>
internal static class LockScope
{
    /// <summary>Longest text, in bytes.</summary>
    public const int MaxLength = 64;

    private const int IdLength = 36;

    /// <summary>A text that only those share who see each other's locks; empty where the system does not tell.</summary>
    /// <param name="directory">Descriptor of the locked file's directory.</param>
    public static byte[] Of(int directory)
    {
        int descriptor = OpenAt(AT_FDCWD, "/proc/sys/kernel/random/boot_id"u8, O_RDONLY | O_CLOEXEC);
        if (descriptor < 0)
        {
            return [];
        }

        Span<byte> id = stackalloc byte[IdLength];
        bool isRead = ReadAt(descriptor, id, 0) == IdLength;
        _ = Close(descriptor);
        return isRead && StatusOf(directory, STATX_INO, out FileStatus status) == 0
            ? Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
                $"{Encoding.ASCII.GetString(id)} {status.DeviceMajor}:{status.DeviceMinor}\n"))
            : [];
    }
}
