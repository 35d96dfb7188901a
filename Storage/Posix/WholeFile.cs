using System;
using System.IO;

using GetScu.Dicom;

using static GetScu.Storage.Posix.Libc;

namespace GetScu.Storage.Posix;

/// <summary>Files that are read as a whole, by names that need not be UTF-8 (see <see cref="RawText"/>).</summary>
internal static class WholeFile
{
    /// <summary>Why a name with a NUL, which the system would cut there, is none.</summary>
    public const string NulInName = "a file name has no NUL";

    // S_IROTH (inode(7))
    private const int ReadableByOthers = 4;

    /// <summary>Everything in a file, a pipe or a device, from where it stands to its end.</summary>
    /// <param name="path">As the user gave it.</param>
    /// <param name="limit">Bytes it may hold at most.</param>
    /// <exception cref="IOException">It cannot be read, or is larger; the message says why, without the name.</exception>
    public static byte[] Read(string path, int limit)
    {
        int descriptor = Open(path);
        try
        {
            return ReadAll(descriptor, limit);
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    /// <summary>Opens a file, a pipe or a device for reading.</summary>
    /// <returns>Its descriptor.</returns>
    /// <exception cref="IOException">It cannot be opened; the message says why, without the name.</exception>
    public static int Open(string path)
    {
        int descriptor = OpenAt(
            AT_FDCWD, path.Contains('\0') ? throw new IOException(NulInName) : RawText.Terminated(path), O_RDONLY | O_CLOEXEC);
        return descriptor >= 0 ? descriptor : throw new IOException(Message(Error));
    }

    /// <summary>Why this process may not read a file, by access(2); null when it may.</summary>
    public static string? WhyUnreadable(string path) =>
        path.Contains('\0') ? NulInName
        : AccessAt(AT_FDCWD, RawText.Terminated(path), R_OK, 0) < 0 ? Message(Error)
        : null;

    /// <summary>Whether something of this name is there that is no directory.</summary>
    public static bool Exists(string path) =>
        !path.Contains('\0') && StatX(AT_FDCWD, RawText.Terminated(path), 0, STATX_TYPE, out FileStatus status) == 0
            && !status.IsDirectory;

    /// <summary>Whether every user of the machine may read a file.</summary>
    public static bool IsReadableByAll(string path) =>
        StatX(AT_FDCWD, RawText.Terminated(path), 0, STATX_MODE, out FileStatus status) == 0 && (status.Mode & ReadableByOthers) != 0;

    private static byte[] ReadAll(int descriptor, int limit)
    {
        byte[] content = new byte[16 * 1024];
        int length = 0;
        while (true)
        {
            nint count = Libc.Read(descriptor, content.AsSpan(length));
            if (count == 0)
            {
                return content[..length];
            }

            if (count < 0)
            {
                throw new IOException(Message(Error));
            }

            length += (int)count;
            if (length > limit)
            {
                throw new IOException($"larger than {limit} bytes");
            }

            if (length == content.Length)
            {
                Array.Resize(ref content, (int)Math.Min(length * 2L, limit + 1L));
            }
        }
    }
}
