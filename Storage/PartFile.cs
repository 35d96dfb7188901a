using System;

using GetScu.Dicom;
using GetScu.Storage.Posix;

using static GetScu.Storage.Posix.Libc;

namespace GetScu.Storage;

/// <summary>
/// The file of one object at a time: hidden until complete, then renamed. Bytes are gathered by address and written
/// many fragments at once; the file is created with the first write, or while the peer prepares the object, so a small one
/// costs open, writev, close, rename.
/// The first error ends the object: the file is removed, the rest is not looked at.
/// </summary>
internal sealed unsafe class PartFile(StoreDirectory directory) : IDisposable
{
    private readonly PartLock _lock = new(directory.Descriptor);
    private readonly Fragments _fragments = new();
    private int _descriptor = -1;
    private bool _isPrepared;

    /// <summary>What the system refused, null while all is well.</summary>
    public string? Error { get; private set; }

    /// <summary>Whether fragments wait whose memory is the caller's.</summary>
    public bool IsBorrowing => _fragments.IsBorrowing;

    /// <summary>Whether the next <see cref="Append"/> has to write first.</summary>
    public bool IsFull => _fragments.IsFull;

    /// <summary>Whether some of this object, its head with it, was written, or could not be.</summary>
    public bool IsWritten { get; private set; }

    /// <summary>A new object.</summary>
    public void Begin()
    {
        if (!_isPrepared)
        {
            Abandon();
        }

        _fragments.Begin();
        IsWritten = false;
        Error = null;
    }

    /// <summary>What the file starts with; before it is written. The memory stays as it is until the end.</summary>
    public void SetHead(byte* head, int length) => _fragments.SetHead(head, length);

    /// <summary>What the file starts with after all.</summary>
    /// <param name="written">Bytes of the head that is there.</param>
    public void ReplaceHead(int written, ReadOnlySpan<byte> head)
    {
        if (Write() && HeadChange.Make(directory.Descriptor, _lock.PartName, written, head) is not 0 and int error)
        {
            _ = Fail("cannot write", error);
        }
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

    /// <summary>See <see cref="Fragments.Keep"/>.</summary>
    public nuint Keep(byte* memory) => _fragments.Keep(memory);

    /// <summary>Takes a fragment by address: it must stay valid until <see cref="Write"/> returns.</summary>
    public void Append(byte* bytes, nuint length)
    {
        if (Error is null && length > 0 && (!IsFull || Write()))
        {
            _fragments.Append(bytes, length);
        }
    }

    /// <summary>Writes all that was appended; false when that failed.</summary>
    public bool Write()
    {
        IsWritten = true;
        if (Error is not null || (_descriptor < 0 && !Create()))
        {
            return false;
        }

        _isPrepared = false;
        int error = _fragments.WriteTo(_descriptor);
        return error == 0 || Fail("cannot write", error);
    }

    /// <summary>Writes what is left and gives the file its name, or another one if two UIDs make the same.</summary>
    public StoreResult Commit(ObjectName name, ReadOnlySpan<byte> uid)
    {
        if (!Write() || !Finish())
        {
            return new StoreResult(StoreOutcome.CannotWrite, Error);
        }

        StoreResult result = directory.Publish(_lock.PartName, name, uid, out bool isRenamed);
        if (!isRenamed)
        {
            RemovePart();
        }

        return result;
    }

    /// <summary>Removes the file, if there is one.</summary>
    public void Abandon()
    {
        _isPrepared = false;
        _fragments.Clear();
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
        Abandon();
        Begin();
        byte* zeros = stackalloc byte[Limits.ProbeFile];
        Append(zeros, Limits.ProbeFile);
        bool isWritten = Write() && Finish();
        if (isWritten)
        {
            RemovePart();
        }

        return isWritten;
    }

    /// <inheritdoc cref="ObjectSink.Leave"/>
    public void Leave()
    {
        RemovePart();
        _lock.Dispose();
    }

    public void Dispose()
    {
        Abandon();
        _fragments.Dispose();
        _lock.Dispose();
    }

    private bool Create()
    {
        int error = _lock.Set();
        if (error != 0)
        {
            return Fail("cannot create file", error);
        }

        _descriptor = Open();
        if (_descriptor < 0 && Libc.Error == EEXIST)
        {
            // Our own, left when the directory did not allow removing it.
            RemovePart();
            _descriptor = Open();
        }

        return _descriptor >= 0 || Fail("cannot create file", Libc.Error);
    }

    /// <summary>Forces the bytes out if wanted, and closes: file systems with delayed writing report a full disk here.</summary>
    private bool Finish()
    {
        if (directory.IsSynced && Sync(_descriptor) < 0)
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

    private bool Fail(string what, int error)
    {
        Abandon();
        Error = $"{what}: {Message(error)}";
        return false;
    }

    private int Open() =>
        OpenAt(directory.Descriptor, _lock.PartName, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, ReadWriteForAll);

    private void RemovePart() => _ = UnlinkAt(directory.Descriptor, _lock.PartName, 0);
}
