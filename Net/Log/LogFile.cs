using GetScu.Dicom;
using GetScu.Storage.Posix;

using static GetScu.Storage.Posix.Libc;

namespace GetScu.Net.Log;

/// <summary>What the file appender asks of the system. Nothing here throws.</summary>
internal static class LogFile
{
    /// <summary>Opens for appending; creates what is missing, with the rights the umask leaves.</summary>
    /// <returns>A descriptor or -1.</returns>
    public static int Open(string path, bool truncates) => OpenAt(AT_FDCWD, RawText.Terminated(path),
        O_WRONLY | O_CREAT | O_CLOEXEC | O_APPEND | (truncates ? O_TRUNC : 0), ReadWriteForAll);

    /// <summary>Renames, replacing what is there.</summary>
    public static bool Rename(string from, string to) =>
        RenameAt(AT_FDCWD, RawText.Terminated(from), AT_FDCWD, RawText.Terminated(to)) == 0;

    /// <summary>Inode, size and time of a path or, without one, of a descriptor; all zero when there is none.</summary>
    public static FileStatus StatusOf(int descriptor, string path = "") =>
        StatX(descriptor, RawText.Terminated(path), path.Length == 0 ? AT_EMPTY_PATH : 0,
            STATX_INO | STATX_SIZE | STATX_MTIME, out FileStatus status) == 0 ? status : default;
}
