using System;
using System.Runtime.InteropServices;

using GetScu.Storage.Posix;

using static GetScu.Storage.Posix.Libc;

namespace GetScu.Storage;

/// <summary>
/// The file of one object at a time: hidden until complete, then renamed. Bytes are gathered by address and written
/// many fragments at once; the file is created with the first write, or while the peer prepares the object, so a small one
/// costs open, writev, close, rename.
/// The first error ends the object: the file is removed, the rest is not looked at.
/// </summary>
internal sealed unsafe class PartFile(StoreDirectory directory, bool sync) : IDisposable
{
    /// <summary>Pages of memory and of file caches, smallest size.</summary>
    public const int Page = 4096;

    /// <summary>
    /// Place in a page of memory that the first byte of a data set should have, with the others behind it: a little more than
    /// the preamble and the meta information take in the file. Copied to a place in a page that is a few bytes ahead of the
    /// place it comes from, data moves byte by byte on some processors (AMD EPYC: 3.5 instead of 40 GB/s), and with buffers
    /// of whole pages that lasts. PDU headers between the fragments only move the memory further ahead of the file.
    /// </summary>
    public const int Lead = 512;

    private readonly StoreDirectory _directory = directory;
    private readonly bool _sync = sync;
    private IoVector* _vectors = (IoVector*)NativeMemory.Alloc(IOV_MAX, (nuint)sizeof(IoVector));
    private int _count;
    private int _own;
    private int _descriptor = -1;
    private bool _isPrepared;
    private bool _exchangeOnly;

    /// <summary>What the system refused, null while all is well.</summary>
    public string? Error { get; private set; }

    /// <summary>Whether fragments wait whose memory is the caller's.</summary>
    public bool IsBorrowing => _count > _own;

    /// <summary>Whether the next <see cref="Append"/> has to write first.</summary>
    public bool IsFull => _count == IOV_MAX;

    /// <summary>A new object; its file starts with <paramref name="head"/>, whose memory stays as it is until the end.</summary>
    public void Begin(byte* head, int length)
    {
        if (!_isPrepared)
        {
            Abandon();
        }

        _count = 0;
        _own = 0;
        Error = null;
        Append(head, (nuint)length);
        _own = _count;
    }

    /// <summary>
    /// Creates the next object's file while the peer prepares that object: one system call less for it to wait for. What
    /// goes wrong is tried again, and told, when there is something to write.
    /// </summary>
    public void Prepare()
    {
        _isPrepared = _descriptor >= 0 || Create();
        Error = null;
    }

    /// <summary>Removes the file that <see cref="Prepare"/> has created and no object has used.</summary>
    public void Unprepare()
    {
        if (_isPrepared)
        {
            Abandon();
        }
    }

    /// <summary>
    /// Copies the fragments that wait, so that their memory is free, to <paramref name="memory"/>, which then takes their
    /// place and stays as it is until the end. Returns how many bytes that were.
    /// </summary>
    public nuint Keep(byte* memory)
    {
        byte* to = memory;
        int end = _count;
        _count = _own;
        for (int i = _own; i < end; i++)
        {
            nuint length = _vectors[i].Length;
            NativeMemory.Copy(_vectors[i].Base, to, length);
            to += length;
        }

        if (to != memory)
        {
            Put(memory, (nuint)(to - memory), 0);
        }

        _own = _count;
        return (nuint)(to - memory);
    }

    /// <summary>Takes a fragment by address: it must stay valid until <see cref="Write"/> returns.</summary>
    public void Append(byte* bytes, nuint length)
    {
        if (Error is not null || length == 0)
        {
            return;
        }

        if (IsFull && !Write())
        {
            return;
        }

        // What is borrowed may not become part of what is not.
        Put(bytes, length, _own);
    }

    /// <summary>Writes all that was appended; false when that failed.</summary>
    public bool Write()
    {
        if (Error is not null || (_descriptor < 0 && !Create()))
        {
            return false;
        }

        _isPrepared = false;
        IoVector* vectors = _vectors;
        int count = _count;
        _count = 0;
        _own = 0;
        while (count > 0)
        {
            nint written = WriteVector(_descriptor, vectors, count);
            if (written < 0)
            {
                if (Libc.Error == EINTR)
                {
                    continue;
                }

                return Fail("cannot write", Libc.Error);
            }

            // A signal or a full disk may end a write early: go on behind what was taken.
            while (count > 0 && (nuint)written >= vectors->Length)
            {
                written -= (nint)vectors->Length;
                vectors++;
                count--;
            }

            if (count > 0)
            {
                vectors->Base += written;
                vectors->Length -= (nuint)written;
            }
        }

        return true;
    }

    /// <summary>Writes what is left and gives the file its name.</summary>
    public StoreResult Commit(ObjectName name)
    {
        bool replaced = false;
        if (Write() && Finish())
        {
            Rename(name, out replaced);
        }

        return Error is not null
            ? new StoreResult(StoreOutcome.CannotWrite, Error)
            : new StoreResult(replaced ? StoreOutcome.Replaced : StoreOutcome.Stored, null);
    }

    /// <summary>Removes the file, if there is one.</summary>
    public void Abandon()
    {
        _isPrepared = false;
        _count = 0;
        _own = 0;
        if (_descriptor >= 0)
        {
            _ = Close(_descriptor);
            _descriptor = -1;
            RemovePart();
        }
    }

    /// <summary>Whether a small file could be written now: one is, and removed again.</summary>
    public bool Probe()
    {
        const int Size = 4096; // arbitrary: less than that is no object of any use
        Abandon();
        Error = null;
        byte* zeros = stackalloc byte[Size];
        Append(zeros, Size);
        bool isWritten = Write() && Finish();
        if (isWritten)
        {
            RemovePart();
        }

        return isWritten;
    }

    public void Dispose()
    {
        Abandon();
        NativeMemory.Free(_vectors);
        _vectors = null;
        _directory.Dispose();
    }

    /// <summary>Adds a fragment, or lengthens the last one if that is behind <paramref name="first"/> and ends where it begins.</summary>
    private void Put(byte* bytes, nuint length, int first)
    {
        if (_count > first && _vectors[_count - 1].Base + _vectors[_count - 1].Length == bytes)
        {
            _vectors[_count - 1].Length += length;
            return;
        }

        _vectors[_count].Base = bytes;
        _vectors[_count].Length = length;
        _count++;
    }

    private bool Create()
    {
        int error = _directory.Mark();
        if (error != 0)
        {
            return Fail("cannot create file", error);
        }

        fixed (byte* part = _directory.PartName)
        {
            const int Flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC;
            const uint ReadWriteForAll = 0x1B6; // 0666, less the umask
            _descriptor = OpenAt(_directory.Descriptor, part, Flags | O_NOFOLLOW, ReadWriteForAll);
            if (_descriptor < 0 && Libc.Error == EEXIST)
            {
                // Our own, left when the directory did not allow removing it.
                RemovePart();
                _descriptor = OpenAt(_directory.Descriptor, part, Flags | O_NOFOLLOW, ReadWriteForAll);
            }

            return _descriptor >= 0 || Fail("cannot create file", Libc.Error);
        }
    }

    /// <summary>Forces the bytes out if wanted, and closes: file systems with delayed writing report a full disk here.</summary>
    private bool Finish()
    {
        if (_sync && Sync(_descriptor) < 0)
        {
            return Fail("cannot force file to disk", Libc.Error);
        }

        int closed = Close(_descriptor);
        _descriptor = -1;
        if (closed < 0)
        {
            int error = Libc.Error;
            RemovePart();
            return Fail("cannot close file", error);
        }

        return true;
    }

    private void Rename(ObjectName name, out bool replaced)
    {
        fixed (byte* part = _directory.PartName, final = name.Terminated)
        {
            int at = _directory.Descriptor;
            int error = 0;
            replaced = false;
            if (!_exchangeOnly && RenameAt2(at, part, at, final, RENAME_NOREPLACE) < 0)
            {
                error = Libc.Error;
                replaced = error == EEXIST;
                // Not every file system can do that (NFS), nor every old kernel.
                _exchangeOnly = error is EINVAL or ENOSYS;
            }

            if (_exchangeOnly)
            {
                replaced = AccessAt(at, final, F_OK, AT_SYMLINK_NOFOLLOW) == 0;
            }

            if (_exchangeOnly || replaced)
            {
                // A symbolic link of that name is replaced, not followed.
                error = RenameAt(at, part, at, final) < 0 ? Libc.Error : 0;
            }

            if (error != 0)
            {
                RemovePart();
                _ = Fail("cannot rename file", error);
            }
            else if (_sync && Sync(at) < 0)
            {
                error = Libc.Error;
                _ = UnlinkAt(at, final, 0);
                _ = Fail("cannot force directory to disk", error);
            }
        }
    }

    private bool Fail(string what, int error)
    {
        Abandon();
        Error = $"{what}: {Message(error)}";
        return false;
    }

    private void RemovePart()
    {
        fixed (byte* part = _directory.PartName)
        {
            _ = UnlinkAt(_directory.Descriptor, part, 0);
        }
    }
}
