using System;
using System.IO;

using GetScu.Dicom;

using static GetScu.Storage.Posix.Libc;

namespace GetScu.Storage.Posix;

/// <summary>A file, pipe or device that is read piece by piece, by a name that need not be UTF-8 (see <see cref="RawText"/>).</summary>
internal sealed class InputFile : IDisposable
{
    /// <summary>The name of standard input.</summary>
    public const string Standard = "-";

    private const int WaitSlice = 100;

    private int _descriptor;

    /// <exception cref="IOException">It cannot be opened; the message says why, without the name.</exception>
    public InputFile(string path)
    {
        _descriptor = path == Standard ? 0 : WholeFile.Open(path);
        IsRepeatable = path != Standard && StatusOf(_descriptor, STATX_TYPE, out FileStatus status) == 0 && status.IsRegular;
    }

    /// <summary>It may be opened and read again, with the same content.</summary>
    public bool IsRepeatable { get; }

    /// <summary>Waits for more.</summary>
    /// <param name="isStopped">Asked several times a second; true ends the wait.</param>
    /// <returns>Bytes read; 0 at the end, or when stopped.</returns>
    /// <exception cref="IOException">It cannot be read; the message says why, without the name.</exception>
    public int Read(Span<byte> memory, Func<bool> isStopped)
    {
        while (true)
        {
            if (!IsReady())
            {
                if (isStopped())
                {
                    return 0;
                }

                continue;
            }

            nint count = Libc.Read(_descriptor, memory);
            if (count >= 0)
            {
                return (int)count;
            }

            if (Error != EAGAIN)
            {
                throw new IOException(Message(Error));
            }
        }
    }

    public void Dispose()
    {
        if (_descriptor > 0)
        {
            _ = Close(_descriptor);
            _descriptor = -1;
        }
    }

    // A signal ends the wait as well: then nothing is ready. Any other error is for read to tell.
    private unsafe bool IsReady()
    {
        if (IsRepeatable)
        {
            return true;
        }

        SocketCalls.PollDescriptor poll = new() { Descriptor = _descriptor, Events = SocketCalls.POLLIN };
        int count = SocketCalls.Poll(&poll, 1, WaitSlice);
        return count > 0 || (count < 0 && Error != EINTR);
    }
}
