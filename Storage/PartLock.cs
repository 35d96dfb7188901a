using System;
using System.Diagnostics;
using System.Globalization;
using System.Text;

using GetScu.Dicom;
using GetScu.Storage.Posix;

using static GetScu.Storage.Posix.Libc;

namespace GetScu.Storage;

/// <summary>
/// Tells the part file of a living run from that of a dead one. A run that writes holds a lock on a file
/// <c>.getscu-N.lock</c> that holds the name of its part file and <see cref="LockScope">where the lock is seen</see>; a killed
/// run leaves both files, but not the lock, so the next run removes them. Unlike a process id the lock also tells for
/// runs in other containers. Where a file system keeps locks to one machine or mount, that nobody holds one says nothing about
/// runs elsewhere: from there only part files go that nothing was written to for a day. Part files have random names, so runs
/// never meet even without any lock.
/// </summary>
internal sealed unsafe class PartLock : IDisposable
{
    private static readonly uint OwnerOnly = Convert.ToUInt32("600", 8);

    /// <summary>Of <c>.getscu-0123456789abcdef.part</c> and NUL.</summary>
    private const int PartNameLength = 30;

    private readonly int _directory;
    private readonly byte[] _partName;
    private int _descriptor = -1;
    private int _slot;
    private bool _isSet;

    public PartLock(int directory)
    {
        _directory = directory;
        ulong random;
        if (SystemCalls.GetRandom((byte*)&random, sizeof(ulong), SystemCalls.GRND_NONBLOCK) != sizeof(ulong))
        {
            // Good enough: names only have to differ.
            random = (ulong)Stopwatch.GetTimestamp() ^ ((ulong)Environment.ProcessId << 40);
        }

        _partName = Encoding.ASCII.GetBytes(".getscu-" + random.ToString("x16", CultureInfo.InvariantCulture) + ".part\0");
    }

    /// <summary>NUL-terminated; all runs' part names have this length.</summary>
    public ReadOnlySpan<byte> PartName => _partName;

    /// <summary>Removes what dead runs have left in a directory.</summary>
    public static void RemoveStale(int directory)
    {
        for (int slot = 0; slot < Limits.LocksCleaned; slot++)
        {
            if (TryLock(directory, slot, 0, out int descriptor) == 0)
            {
                if (RemovePart(directory, descriptor))
                {
                    _ = UnlinkAt(directory, LockName(slot), 0);
                }

                _ = Close(descriptor);
            }
        }
    }

    /// <summary>Locks and writes it, the first time. Returns an error number, 0 when part files may be created.</summary>
    public int Set()
    {
        if (_isSet)
        {
            return 0;
        }

        for (int slot = 0; slot < Limits.Locks; slot++)
        {
            int error = TryLock(_directory, slot, O_CREAT, out int descriptor);
            if (error == 0 && !RemovePart(_directory, descriptor))
            {
                _ = Close(descriptor);
                continue;
            }

            switch (error)
            {
                case 0:
                    return Write(slot, descriptor);
                case EAGAIN or EACCES or EISDIR or ELOOP:
                    continue;
                case ENOLCK:
                    slot = Limits.Locks;
                    break;
                default:
                    return error;
            }
        }

        // All are taken, or nothing can be locked here: go on without.
        _isSet = true;
        return 0;
    }

    public void Dispose()
    {
        if (_descriptor >= 0)
        {
            // The name goes while the lock is held, so nobody takes it for a dead run's.
            if (IsLinked(_descriptor))
            {
                _ = UnlinkAt(_directory, LockName(_slot), 0);
            }

            _ = Close(_descriptor);
            _descriptor = -1;
        }
    }

    /// <summary>0 and a descriptor when the slot's file is there and locked by us.</summary>
    private static int TryLock(int directory, int slot, int create, out int descriptor)
    {
        byte[] path = LockName(slot);
        while (true)
        {
            descriptor = OpenAt(directory, path, O_RDWR | create | O_NOFOLLOW | O_CLOEXEC, OwnerOnly);
            if (descriptor < 0)
            {
                return Error;
            }

            if (Lock(descriptor, LOCK_EX | LOCK_NB) < 0)
            {
                int error = Error;
                _ = Close(descriptor);
                if (error is EAGAIN or EACCES)
                {
                    return EAGAIN;
                }

                if (create != 0)
                {
                    _ = UnlinkAt(directory, path, 0);
                }

                return ENOLCK;
            }

            if (IsLinked(descriptor))
            {
                return 0;
            }

            // Its run ended between the two calls.
            _ = Close(descriptor);
        }
    }

    private int Write(int slot, int descriptor)
    {
        _slot = slot;
        _descriptor = descriptor;
        byte[] content = [.. _partName, .. LockScope.Of(_directory)];
        nint written = WriteAt(descriptor, content, 0);
        if (written == content.Length)
        {
            _isSet = true;
            return 0;
        }

        int error = written < 0 ? Error : ENOSPC;
        Dispose();
        return error;
    }

    /// <summary>Removes the part file that a lock file names; true when it is gone and the lock file may go too.</summary>
    private static bool RemovePart(int directory, int descriptor)
    {
        Span<byte> content = stackalloc byte[PartNameLength + LockScope.MaxLength + 1];
        int length = ReadAt(descriptor, content, 0);
        if (length < PartNameLength || !IsPartName(content[..PartNameLength]))
        {
            // Killed before it was written, or nothing of ours.
            return length == 0;
        }

        ReadOnlySpan<byte> scope = content[PartNameLength..length];
        return (IsOwnScope(directory, scope) || IsOld(directory, content))
            && (UnlinkAt(directory, content, 0) == 0 || Error == ENOENT);
    }

    /// <summary>The lock that nobody holds would be seen here if somebody did.</summary>
    private static bool IsOwnScope(int directory, ReadOnlySpan<byte> scope) =>
        !scope.IsEmpty && scope.SequenceEqual(LockScope.Of(directory));

    /// <summary>Nothing was written to it for a day, or it is not there.</summary>
    private static bool IsOld(int directory, ReadOnlySpan<byte> part) =>
        StatX(directory, part, AT_SYMLINK_NOFOLLOW, STATX_MTIME, out FileStatus status) < 0
            ? Error == ENOENT
            : status.Modified < DateTimeOffset.UtcNow.ToUnixTimeSeconds() - Limits.PartFileIdle;

    private static bool IsPartName(ReadOnlySpan<byte> name) =>
        name.StartsWith(".getscu-"u8) && name.EndsWith(".part\0"u8) && name[8..^6].IndexOfAnyExcept("0123456789abcdef"u8) < 0;

    private static bool IsLinked(int descriptor) =>
        StatusOf(descriptor, STATX_NLINK, out FileStatus status) < 0 || status.Links > 0;

    private static byte[] LockName(int slot) =>
        Encoding.ASCII.GetBytes(".getscu-" + slot.ToString(CultureInfo.InvariantCulture) + ".lock\0");
}
