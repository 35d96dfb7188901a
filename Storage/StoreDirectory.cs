using System;
using System.Text;
using static GetScu.Storage.Libc;

namespace GetScu.Storage;

/// <summary>
/// The output directory, opened once: everything is created and renamed relative to its descriptor, so nothing that is
/// done to its path during the run leads elsewhere.
/// </summary>
internal sealed class StoreDirectory : IDisposable
{
    private readonly PartMark _mark;

    /// <exception cref="OutputDirectoryException">It does not exist, or nothing can be written there.</exception>
    public unsafe StoreDirectory(string path)
    {
        Path = path;
        // A write beyond the file size limit then fails with an error instead of ending the process.
        Signal(SIGXFSZ, 1);
        Descriptor = Open(path);
        fixed (byte* here = "."u8)
        {
            if (AccessAt(Descriptor, here, W_OK | X_OK, 0) < 0)
            {
                string reason = Message(Error);
                _ = Close(Descriptor);
                throw new OutputDirectoryException("specified output directory is not writeable", reason);
            }
        }

        _mark = new PartMark(Descriptor);
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

    private static unsafe int Open(string path)
    {
        fixed (byte* name = Encoding.UTF8.GetBytes(path + "\0"))
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
