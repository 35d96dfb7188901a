using System;
using System.Diagnostics;
using System.Globalization;
using System.Text;

using static GetScu.Storage.Posix.Libc;

namespace GetScu.Storage;

/// <summary>
/// Tells the part file of a living run from that of a dead one. A run that writes holds a lock on a file
/// <c>.getscu-N.lock</c> that holds the name of its part file; a killed run leaves both files, but not the lock, so the
/// next run removes them. Unlike a process id the lock also tells for runs in other containers and, where the file system
/// passes locks on, on other machines. Part files have random names, so runs never meet even without any lock.
/// </summary>
internal sealed unsafe class PartMark : IDisposable
{
    /// <summary>Lock files looked for when a run starts, one system call each. Arbitrary.</summary>
    private const int SlotsCleaned = 8;

    /// <summary>Runs at once that get a lock; the part files of further ones are never removed by others. Arbitrary.</summary>
    private const int Slots = 256;

    private static readonly uint OwnerOnly = Convert.ToUInt32("600", 8);

    private readonly int _directory;
    private readonly byte[] _partName;
    private int _descriptor = -1;
    private int _slot;
    private bool _isSet;

    public PartMark(int directory)
    {
        _directory = directory;
        ulong random;
        if (GetRandom((byte*)&random, sizeof(ulong), GRND_NONBLOCK) != sizeof(ulong))
        {
            // Good enough: names only have to differ.
            random = (ulong)Stopwatch.GetTimestamp() ^ ((ulong)Environment.ProcessId << 40);
        }

        _partName = Encoding.ASCII.GetBytes(".getscu-" + random.ToString("x16", CultureInfo.InvariantCulture) + ".part\0");
    }

    /// <summary>NUL-terminated; all runs' part names have this length.</summary>
    public ReadOnlySpan<byte> PartName => _partName;

    /// <summary>Removes what dead runs have left.</summary>
    public void RemoveStale()
    {
        for (int slot = 0; slot < SlotsCleaned; slot++)
        {
            if (TryLock(slot, 0, out int descriptor) == 0)
            {
                if (RemovePart(descriptor))
                {
                    _ = Remove(LockName(slot));
                }

                _ = Close(descriptor);
            }
        }
    }

    /// <summary>Locks and writes the mark, the first time. Returns an error number, 0 when part files may be created.</summary>
    public int Set()
    {
        if (_isSet)
        {
            return 0;
        }

        for (int slot = 0; slot < Slots; slot++)
        {
            int error = TryLock(slot, O_CREAT, out int descriptor);
            if (error == 0 && !RemovePart(descriptor))
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
                    slot = Slots;
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
                _ = Remove(LockName(_slot));
            }

            _ = Close(_descriptor);
            _descriptor = -1;
        }
    }

    /// <summary>0 and a descriptor when the slot's file is there and locked by us.</summary>
    private int TryLock(int slot, int create, out int descriptor)
    {
        fixed (byte* path = LockName(slot))
        {
            while (true)
            {
                descriptor = OpenAt(_directory, path, O_RDWR | create | O_NOFOLLOW | O_CLOEXEC, OwnerOnly);
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
                        _ = UnlinkAt(_directory, path, 0);
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
    }

    private int Write(int slot, int descriptor)
    {
        _slot = slot;
        _descriptor = descriptor;
        fixed (byte* name = _partName)
        {
            nint written = WriteAt(descriptor, name, (nuint)_partName.Length, 0);
            if (written == _partName.Length)
            {
                _isSet = true;
                return 0;
            }

            int error = written < 0 ? Error : ENOSPC;
            Dispose();
            return error;
        }
    }

    /// <summary>Removes the part file that a lock file names; true when it is gone and the lock file may go too.</summary>
    private bool RemovePart(int descriptor)
    {
        Span<byte> name = stackalloc byte[_partName.Length];
        fixed (byte* bytes = name)
        {
            nint length = ReadAt(descriptor, bytes, (nuint)name.Length, 0);
            if (length != name.Length || !IsPartName(name))
            {
                // Killed before it was written, or nothing of ours.
                return length == 0;
            }

            return UnlinkAt(_directory, bytes, 0) == 0 || Error == ENOENT;
        }
    }

    private bool IsPartName(ReadOnlySpan<byte> name) =>
        name.StartsWith(".getscu-"u8) && name.EndsWith(".part\0"u8) &&
        name[8..^6].IndexOfAnyExcept("0123456789abcdef"u8) < 0 && name.Length == _partName.Length;

    private static bool IsLinked(int descriptor)
    {
        byte* status = stackalloc byte[STATX_SIZE];
        fixed (byte* empty = "\0"u8)
        {
            return StatX(descriptor, empty, AT_EMPTY_PATH, STATX_NLINK, status) < 0
                || *(uint*)(status + STATX_NLINK_OFFSET) > 0;
        }
    }

    private int Remove(byte[] name)
    {
        fixed (byte* path = name)
        {
            return UnlinkAt(_directory, path, 0);
        }
    }

    private static byte[] LockName(int slot) =>
        Encoding.ASCII.GetBytes(".getscu-" + slot.ToString(CultureInfo.InvariantCulture) + ".lock\0");
}
