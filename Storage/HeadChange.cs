using System;
using System.Runtime.InteropServices;

using GetScu.Storage.Posix;

using static GetScu.Storage.Posix.Libc;

namespace GetScu.Storage;

/// <summary>Puts another head before what is in a file, and moves that where the heads differ in length.</summary>
internal static unsafe class HeadChange
{
    private const int Piece = 64 * 1024;

    /// <param name="directory">Descriptor of the file's directory.</param>
    /// <param name="file">Its name, NUL-terminated.</param>
    /// <param name="written">Bytes of the head it has.</param>
    /// <param name="head">The other one.</param>
    /// <param name="length">Bytes of that.</param>
    /// <returns>An error number, 0 when all is well.</returns>
    public static int Make(int directory, ReadOnlySpan<byte> file, int written, byte* head, int length)
    {
        int descriptor;
        fixed (byte* name = file)
        {
            descriptor = OpenAt(directory, name, O_RDWR | O_NOFOLLOW | O_CLOEXEC, 0);
        }

        if (descriptor < 0)
        {
            return Error;
        }

        int error = written == length ? 0 : Move(descriptor, written, length);
        error = error != 0 ? error : WriteAll(descriptor, head, length, 0);
        int closed = Close(descriptor) < 0 ? Error : 0;
        return error != 0 ? error : closed;
    }

    /// <summary>Moves everything from an offset on to another one, from the end that is not in the way of itself.</summary>
    private static int Move(int descriptor, long from, long to)
    {
        if (StatusOf(descriptor, STATX_SIZE, out FileStatus status) < 0)
        {
            return Error;
        }

        long length = status.Size - from;
        byte* buffer = (byte*)NativeMemory.Alloc(Piece);
        try
        {
            int error = 0;
            for (long done = 0; done < length && error == 0;)
            {
                int count = (int)Math.Min(Piece, length - done);
                long offset = to > from ? length - done - count : done;
                error = ReadAll(descriptor, buffer, count, from + offset);
                error = error != 0 ? error : WriteAll(descriptor, buffer, count, to + offset);
                done += count;
            }

            return error != 0 ? error : Truncate(descriptor, to + length) < 0 ? Error : 0;
        }
        finally
        {
            NativeMemory.Free(buffer);
        }
    }

    private static int ReadAll(int descriptor, byte* buffer, int count, long offset)
    {
        for (int done = 0; done < count;)
        {
            nint read = ReadAt(descriptor, buffer + done, (nuint)(count - done), offset + done);
            if (read <= 0)
            {
                return read < 0 ? Error : EIO;
            }

            done += (int)read;
        }

        return 0;
    }

    private static int WriteAll(int descriptor, byte* buffer, int count, long offset)
    {
        for (int done = 0; done < count;)
        {
            nint written = WriteAt(descriptor, buffer + done, (nuint)(count - done), offset + done);
            if (written <= 0)
            {
                return written < 0 ? Error : EIO;
            }

            done += (int)written;
        }

        return 0;
    }
}
