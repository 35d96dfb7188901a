using System;
using System.Collections.Generic;
using System.Threading;

using GetScu.Dicom;
using GetScu.Storage.Posix;

using static GetScu.Storage.Posix.Libc;

namespace GetScu.Storage;

/// <summary>
/// The output directory, opened once: everything is created and renamed relative to its descriptor, so nothing that is
/// done to its path during the run leads elsewhere. All sinks of a run share it, each from a thread of its own.
/// </summary>
internal sealed class StoreDirectory : IDisposable
{
    private readonly Lock _gate = new();
    private readonly StoredNames _names = new();
    private readonly ProtectedFiles _protected;
    private readonly List<ProtectedFiles.Entry> _reserved;
    private bool _replacesOnly;

    /// <exception cref="OutputDirectoryException">It does not exist, or nothing can be written there.</exception>
    public StoreDirectory(StorageSettings settings)
    {
        Path = settings.Directory;
        IsSynced = settings.Sync;
        _protected = settings.Protected;
        // A write beyond the file size limit then fails with an error instead of ending the process.
        _ = SystemCalls.Signal(SystemCalls.SIGXFSZ, SystemCalls.SIG_IGN);
        Descriptor = Open(Path);
        int error = Check();
        if (error != 0)
        {
            _ = Close(Descriptor);
            throw new OutputDirectoryException("specified output directory is not writeable", Message(error));
        }

        _reserved = _protected.NamesIn(Descriptor);
        PartLock.RemoveStale(Descriptor);
        if (IsSynced && Sync(Descriptor) < 0)
        {
            SyncProblem = Message(Error);
        }
    }

    /// <summary>As the user gave it.</summary>
    public string Path { get; }

    public int Descriptor { get; private set; }

    /// <summary>Whether files are forced to stable storage.</summary>
    public bool IsSynced { get; }

    /// <summary>Why the directory itself cannot be; null when it can. Its files are all the same.</summary>
    public string? SyncProblem { get; }

    public void Dispose()
    {
        if (Descriptor >= 0)
        {
            _ = Close(Descriptor);
            Descriptor = -1;
        }
    }

    /// <summary>Gives a complete file its name.</summary>
    /// <param name="part">The one it has, NUL-terminated.</param>
    /// <param name="name">The new one; changed where this run has given it to another UID.</param>
    /// <param name="uid">What the name was made of.</param>
    /// <param name="isRenamed">Whether it has it now, also where that could not be forced to the disk.</param>
    public StoreResult Publish(ReadOnlySpan<byte> part, ObjectName name, ReadOnlySpan<byte> uid, out bool isRenamed)
    {
        StoreResult result;
        lock (_gate)
        {
            bool isKnown = _names.Choose(name, uid);
            result = ReservedBy(name) is string what ? Refusal(what) : Rename(part, name, isKnown);
            isRenamed = result.IsStored;
            if (isRenamed && !isKnown)
            {
                _names.Add(name, uid);
            }
        }

        if (isRenamed && IsSynced && SyncProblem is null && Sync(Descriptor) < 0)
        {
            // The file keeps its name: it may have taken the place of an older one.
            int error = Error;
            return IsUnsyncable(error) ? result
                : new StoreResult(StoreOutcome.CannotWrite, $"cannot force directory to disk: {Message(error)}");
        }

        return result;
    }

    /// <summary>The kind of directory, of descriptor or of disk that fsync(2) has nothing to do for.</summary>
    private static bool IsUnsyncable(int error) => error is EINVAL or EBADF or EOPNOTSUPP or EROFS;

    private static StoreResult Refusal(string what) =>
        new(StoreOutcome.CannotUnderstand, $"its file would replace the {what} of this run");

    private string? ReservedBy(ObjectName name)
    {
        foreach (ProtectedFiles.Entry reserved in _reserved)
        {
            if (name.Bytes.SequenceEqual(reserved.Name))
            {
                return reserved.What;
            }
        }

        return null;
    }

    /// <param name="isKnown">This run has stored that very UID under the name.</param>
    private StoreResult Rename(ReadOnlySpan<byte> part, ObjectName name, bool isKnown)
    {
        ReadOnlySpan<byte> final = name.Terminated;
        int at = Descriptor;
        int error = _replacesOnly ? ENOSYS : RenameAt2(at, part, at, final, RENAME_NOREPLACE) < 0 ? Error : 0;
        if (error == 0)
        {
            return new StoreResult(StoreOutcome.Stored, null);
        }

        // Not every file system can do that (NFS), nor every kernel or filter of system calls.
        bool isThere = error == EEXIST || AccessAt(at, final, F_OK, AT_SYMLINK_NOFOLLOW) == 0;
        if (isThere && _protected.Find(at, final) is string what)
        {
            return Refusal(what);
        }

        StoreOutcome outcome = !isThere ? StoreOutcome.Stored
            : isKnown && !SameBytes.MayHold(at, part, final) ? StoreOutcome.ReplacedOther
            : StoreOutcome.Replaced;
        // A symbolic link of that name is replaced, not followed.
        if (RenameAt(at, part, at, final) < 0)
        {
            return new StoreResult(StoreOutcome.CannotWrite, $"cannot rename file: {Message(Error)}");
        }

        _replacesOnly = error != EEXIST;
        return new StoreResult(outcome, null);
    }

    /// <summary>Whether files can be created here: an error number, 0 when they can.</summary>
    private int Check()
    {
        int error = AccessAt(Descriptor, "."u8, W_OK | X_OK, 0) < 0 ? Error : 0;
        if (error is not (EPERM or ENOSYS))
        {
            return error;
        }

        // The system call filter of an old container host may refuse the question itself: then only trying tells.
        using PartLock trial = new(Descriptor);
        return trial.Set();
    }

    private static int Open(string path)
    {
        byte[] name = RawText.Terminated(path);
        int descriptor = OpenAt(AT_FDCWD, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (descriptor < 0 && Error == EACCES)
        {
            // A directory may be writable and not readable.
            descriptor = OpenAt(AT_FDCWD, name, O_PATH | O_DIRECTORY | O_CLOEXEC);
        }

        return descriptor >= 0
            ? descriptor
            : throw new OutputDirectoryException("specified output directory does not exist", Message(Error));
    }
}
