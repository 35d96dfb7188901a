using System.Runtime.InteropServices;

namespace GetScu.Storage.Posix;

/// <summary>
/// The calls of the C library that files are written with: names relative to one directory descriptor, gathered writes
/// and renaming without replacing, none of which the base class library offers. Paths are NUL-terminated bytes.
/// </summary>
internal static unsafe partial class Libc
{
    public const int O_RDONLY = 0;
    public const int O_WRONLY = 1;
    public const int O_RDWR = 2;
    public const int O_CREAT = 0x40;
    public const int O_EXCL = 0x80;
    public const int O_CLOEXEC = 0x80000;
    public const int O_PATH = 0x200000;

    public const int AT_FDCWD = -100;
    public const int AT_SYMLINK_NOFOLLOW = 0x100;
    public const int AT_EMPTY_PATH = 0x1000;
    public const uint RENAME_NOREPLACE = 1;
    public const uint STATX_NLINK = 4;
    public const int STATX_SIZE = 256;
    public const int STATX_NLINK_OFFSET = 16;

    public const uint GRND_NONBLOCK = 1;

    public const int F_OK = 0;
    public const int W_OK = 2;
    public const int X_OK = 1;

    public const int LOCK_EX = 2;
    public const int LOCK_NB = 4;

    public const int SIGXFSZ = 25;

    public const int EPERM = 1;
    public const int ENOENT = 2;
    public const int EINTR = 4;
    public const int EAGAIN = 11;
    public const int EACCES = 13;
    public const int EEXIST = 17;
    public const int EISDIR = 21;
    public const int EINVAL = 22;
    public const int ENOSPC = 28;
    public const int ENOLCK = 37;
    public const int ENOSYS = 38;
    public const int ELOOP = 40;

    /// <summary>Fragments one writev takes (limits.h, IOV_MAX).</summary>
    public const int IOV_MAX = 1024;

    /// <summary>These two differ between the processors Linux runs on.</summary>
    public static readonly int O_DIRECTORY = IsArm ? 0x4000 : 0x10000;

    public static readonly int O_NOFOLLOW = IsArm ? 0x8000 : 0x20000;

    private static bool IsArm => RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm;

    /// <summary>struct iovec.</summary>
    public struct IoVector
    {
        public byte* Base;
        public nuint Length;
    }

    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true)]
    public static partial int OpenAt(int directory, byte* path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "pread", SetLastError = true)]
    public static partial nint ReadAt(int descriptor, byte* buffer, nuint count, long offset);

    [LibraryImport("libc", EntryPoint = "pwrite", SetLastError = true)]
    public static partial nint WriteAt(int descriptor, byte* buffer, nuint count, long offset);

    [LibraryImport("libc", EntryPoint = "writev", SetLastError = true)]
    public static partial nint WriteVector(int descriptor, IoVector* vectors, int count);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    public static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    public static partial int Lock(int descriptor, int operation);

    [LibraryImport("libc", EntryPoint = "faccessat", SetLastError = true)]
    public static partial int AccessAt(int directory, byte* path, int mode, int flags);

    [LibraryImport("libc", EntryPoint = "unlinkat", SetLastError = true)]
    public static partial int UnlinkAt(int directory, byte* path, int flags);

    [LibraryImport("libc", EntryPoint = "renameat", SetLastError = true)]
    public static partial int RenameAt(int fromDirectory, byte* from, int toDirectory, byte* to);

    [LibraryImport("libc", EntryPoint = "renameat2", SetLastError = true)]
    public static partial int RenameAt2(int fromDirectory, byte* from, int toDirectory, byte* to, uint flags);

    /// <summary>Unlike struct stat, struct statx is laid out alike on every processor.</summary>
    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true)]
    public static partial int StatX(int descriptor, byte* path, int flags, uint mask, byte* buffer);

    [LibraryImport("libc", EntryPoint = "getrandom", SetLastError = true)]
    public static partial nint GetRandom(byte* buffer, nuint count, uint flags);

    /// <summary>struct tm in universal time.</summary>
    [LibraryImport("libc", EntryPoint = "gmtime_r")]
    public static partial nint ToUtc(long* seconds, int* tm);

    /// <summary>struct tm in local time.</summary>
    [LibraryImport("libc", EntryPoint = "localtime_r")]
    public static partial nint ToLocal(long* seconds, int* tm);

    /// <summary>Brings the fields of a local struct tm into their ranges.</summary>
    [LibraryImport("libc", EntryPoint = "mktime")]
    public static partial long Normalize(int* tm);

    /// <returns>Bytes without NUL; 0 when they do not fit.</returns>
    [LibraryImport("libc", EntryPoint = "strftime")]
    public static partial nuint FormatTime(byte* text, nuint size, byte* format, int* tm);

    /// <summary>The POSIX thread handle as a number.</summary>
    [LibraryImport("libc", EntryPoint = "pthread_self")]
    public static partial nuint ThreadHandle();

    [LibraryImport("libc", EntryPoint = "gettid")]
    public static partial int ThreadId();

    /// <summary>Disposition 1 is SIG_IGN.</summary>
    [LibraryImport("libc", EntryPoint = "signal")]
    public static partial nint Signal(int number, nint disposition);

    /// <summary>The error of the last call that failed on this thread.</summary>
    public static int Error => Marshal.GetLastPInvokeError();

    public static string Message(int error) => Marshal.GetPInvokeErrorMessage(error);
}
