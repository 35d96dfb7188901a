using System;
using System.Text;

using GetScu.Dicom;

using static GetScu.Storage.Posix.Libc;

namespace GetScu.Storage;

/// <summary>
/// The output directory, opened once: everything is created and renamed relative to its descriptor, so nothing that is
/// done to its path during the run leads elsewhere.
/// </summary>
internal sealed class StoreDirectory : IDisposable
{
    private readonly PartMark _mark;

    /// <exception cref="OutputDirectoryException">It does not exist, or nothing can be written there.</exception>
    public StoreDirectory(string path)
    {
        Path = path;
        // A write beyond the file size limit then fails with an error instead of ending the process.
        Signal(SIGXFSZ, 1);
        Descriptor = Open(path);
        _mark = new PartMark(Descriptor);
        int error = Check();
        if (error != 0)
        {
            _ = Close(Descriptor);
            throw new OutputDirectoryException("specified output directory is not writeable", Message(error));
        }

        _mark.RemoveStale();
    }

    /// <summary>As the user gave it.</summary>
    public string Path { get; }

    public int Descriptor { get; private set; }

    /// <summary>Name of this run's part file, NUL-terminated; it is renamed away when complete, and so used again.</summary>
    public ReadOnlySpan<byte> PartName => _mark.PartName;

    /// <summary>To be called before a part file is created. Returns an error number, 0 when all is well.</summary>
    public int Mark() => _mark.Set();

    public void Dispose()
    {
        _mark.Dispose();
        if (Descriptor >= 0)
        {
            _ = Close(Descriptor);
            Descriptor = -1;
        }
    }

    /// <summary>Whether files can be created here: an error number, 0 when they can.</summary>
    private unsafe int Check()
    {
        int error;
        fixed (byte* here = "."u8)
        {
            error = AccessAt(Descriptor, here, W_OK | X_OK, 0) < 0 ? Error : 0;
        }

        // The system call filter of an old container host may refuse the question itself: then only trying tells.
        return error is EPERM or ENOSYS ? _mark.Set() : error;
    }

    private static unsafe int Open(string path)
    {
        fixed (byte* name = RawText.Encode(path + "\0"))
        {
            int descriptor = OpenAt(AT_FDCWD, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
            if (descriptor < 0 && Error == EACCES)
            {
                // A directory may be writable and not readable.
                descriptor = OpenAt(AT_FDCWD, name, O_PATH | O_DIRECTORY | O_CLOEXEC, 0);
            }

            return descriptor >= 0
                ? descriptor
                : throw new OutputDirectoryException("specified output directory does not exist", Message(Error));
        }
    }
}
