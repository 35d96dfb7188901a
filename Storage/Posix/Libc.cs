using System;
using System.Runtime.InteropServices;

namespace GetScu.Storage.Posix;

/// <summary>
/// The calls of the C library that files and descriptors need: names relative to one directory descriptor, gathered writes
/// and renaming without replacing, none of which the base class library offers. Paths are bytes with a NUL behind them. What a
/// signal interrupts is begun again here.
/// </summary>
internal static unsafe partial class Libc
{
    public const int O_RDONLY = 0;
    public const int O_WRONLY = 1;
    public const int O_RDWR = 2;
    public const int O_CREAT = 0x40;
    public const int O_EXCL = 0x80;
    public const int O_TRUNC = 0x200;
    public const int O_APPEND = 0x400;
    public const int O_NONBLOCK = 0x800;
    public const int O_CLOEXEC = 0x80000;
    public const int O_PATH = 0x200000;

    public const int AT_FDCWD = -100;
    public const int AT_SYMLINK_NOFOLLOW = 0x100;
    public const int AT_EMPTY_PATH = 0x1000;
    public const uint RENAME_NOREPLACE = 1;
    public const uint STATX_NLINK = 4;
    public const uint STATX_TYPE = 1;
    public const uint STATX_MODE = 2;
    public const uint STATX_MTIME = 0x40;
    public const uint STATX_INO = 0x100;
    public const uint STATX_SIZE = 0x200;

    public const int F_OK = 0;
    public const int X_OK = 1;
    public const int W_OK = 2;
    public const int R_OK = 4;

    public const int LOCK_EX = 2;
    public const int LOCK_NB = 4;

    public const int EPERM = 1;
    public const int ENOENT = 2;
    public const int EINTR = 4;
    public const int EIO = 5;
    public const int EBADF = 9;
    public const int EAGAIN = 11;
    public const int EACCES = 13;
    public const int EEXIST = 17;
    public const int EISDIR = 21;
    public const int EINVAL = 22;
    public const int ENOSPC = 28;
    public const int EROFS = 30;
    public const int ENOLCK = 37;
    public const int ENOSYS = 38;
    public const int ELOOP = 40;
    public const int EOPNOTSUPP = 95;

    /// <summary>Fragments one writev takes (limits.h, IOV_MAX).</summary>
    public const int IOV_MAX = 1024;

    /// <summary>Permissions of a new file: rw-rw-rw-, less the umask.</summary>
    public const uint ReadWriteForAll = 0x1B6;

    /// <summary>These two differ between the processors Linux runs on.</summary>
    public static readonly int O_DIRECTORY = IsArm ? 0x4000 : 0x10000;

    public static readonly int O_NOFOLLOW = IsArm ? 0x8000 : 0x20000;

    private static bool IsArm => RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm;

    /// <summary>The error of the last call that failed on this thread.</summary>
    public static int Error => Marshal.GetLastPInvokeError();

    /// <summary>struct iovec.</summary>
    public struct IoVector
    {
        public byte* Base;
        public nuint Length;
    }

    public static string Message(int error) => Marshal.GetPInvokeErrorMessage(error);

    public static int OpenAt(int directory, ReadOnlySpan<byte> path, int flags, uint mode = 0) =>
        OpenAtOnce(directory, path, flags, mode) is int descriptor && IsInterrupted(descriptor)
            ? OpenAt(directory, path, flags, mode) : descriptor;

    /// <summary>Interrupted or not, the descriptor is closed (close(2)): it must not be closed again.</summary>
    public static int Close(int descriptor) => CloseOnce(descriptor) is int result && IsInterrupted(result) ? 0 : result;

    public static nint Read(int descriptor, Span<byte> buffer) =>
        ReadOnce(descriptor, buffer, buffer.Length) is nint count && IsInterrupted(count) ? Read(descriptor, buffer) : count;

    /// <summary>Fills the buffer as far as the file goes.</summary>
    /// <returns>Bytes that were there, or -1.</returns>
    public static int ReadAt(int descriptor, Span<byte> buffer, long offset)
    {
        int done = 0;
        while (done < buffer.Length)
        {
            nint count = ReadAtOnce(descriptor, buffer[done..], buffer.Length - done, offset + done);
            if (count == 0 || (count < 0 && Error != EINTR))
            {
                return count < 0 ? -1 : done;
            }

            done += (int)Math.Max(count, 0);
        }

        return done;
    }

    public static nint WriteAt(int descriptor, ReadOnlySpan<byte> bytes, long offset) =>
        WriteAtOnce(descriptor, bytes, bytes.Length, offset) is nint count && IsInterrupted(count)
            ? WriteAt(descriptor, bytes, offset) : count;

    public static nint WriteVector(int descriptor, IoVector* vectors, int count) =>
        WriteVectorOnce(descriptor, vectors, count) is nint written && IsInterrupted(written)
            ? WriteVector(descriptor, vectors, count) : written;

    public static int Sync(int descriptor) =>
        SyncOnce(descriptor) is int result && IsInterrupted(result) ? Sync(descriptor) : result;

    public static int Truncate(int descriptor, long length) =>
        TruncateOnce(descriptor, length) is int result && IsInterrupted(result) ? Truncate(descriptor, length) : result;

    public static int RenameAt(int fromDirectory, ReadOnlySpan<byte> from, int toDirectory, ReadOnlySpan<byte> to) =>
        RenameAtOnce(fromDirectory, from, toDirectory, to) is int result && IsInterrupted(result)
            ? RenameAt(fromDirectory, from, toDirectory, to) : result;

    public static int RenameAt2(int fromDirectory, ReadOnlySpan<byte> from, int toDirectory, ReadOnlySpan<byte> to, uint flags) =>
        RenameAt2Once(fromDirectory, from, toDirectory, to, flags) is int result && IsInterrupted(result)
            ? RenameAt2(fromDirectory, from, toDirectory, to, flags) : result;

    /// <summary>The state of what a descriptor stands for.</summary>
    /// <param name="mask">Which fields are needed.</param>
    public static int StatusOf(int descriptor, uint mask, out FileStatus status) =>
        StatX(descriptor, "\0"u8, AT_EMPTY_PATH, mask, out status);

    private static bool IsInterrupted(nint result) => result < 0 && Error == EINTR;

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(int descriptor, ReadOnlySpan<byte> bytes, nint count);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    public static partial int Lock(int descriptor, int operation);

    [LibraryImport("libc", EntryPoint = "faccessat", SetLastError = true)]
    public static partial int AccessAt(int directory, ReadOnlySpan<byte> path, int mode, int flags);

    [LibraryImport("libc", EntryPoint = "unlinkat", SetLastError = true)]
    public static partial int UnlinkAt(int directory, ReadOnlySpan<byte> path, int flags);

    /// <summary>The state of a name.</summary>
    /// <param name="mask">Which fields are needed.</param>
    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true)]
    public static partial int StatX(int directory, ReadOnlySpan<byte> path, int flags, uint mask, out FileStatus status);

    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true)]
    private static partial int OpenAtOnce(int directory, ReadOnlySpan<byte> path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int CloseOnce(int descriptor);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint ReadOnce(int descriptor, Span<byte> buffer, nint count);

    [LibraryImport("libc", EntryPoint = "pread", SetLastError = true)]
    private static partial nint ReadAtOnce(int descriptor, Span<byte> buffer, nint count, long offset);

    [LibraryImport("libc", EntryPoint = "pwrite", SetLastError = true)]
    private static partial nint WriteAtOnce(int descriptor, ReadOnlySpan<byte> bytes, nint count, long offset);

    [LibraryImport("libc", EntryPoint = "writev", SetLastError = true)]
    private static partial nint WriteVectorOnce(int descriptor, IoVector* vectors, int count);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int SyncOnce(int descriptor);

    [LibraryImport("libc", EntryPoint = "ftruncate", SetLastError = true)]
    private static partial int TruncateOnce(int descriptor, long length);

    [LibraryImport("libc", EntryPoint = "renameat", SetLastError = true)]
    private static partial int RenameAtOnce(int fromDirectory, ReadOnlySpan<byte> from, int toDirectory, ReadOnlySpan<byte> to);

    [LibraryImport("libc", EntryPoint = "renameat2", SetLastError = true)]
    private static partial int RenameAt2Once(
        int fromDirectory, ReadOnlySpan<byte> from, int toDirectory, ReadOnlySpan<byte> to, uint flags);
}
