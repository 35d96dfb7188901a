using System;
using System.Runtime.InteropServices;

using GetScu.Storage.Posix;

using static GetScu.Storage.Posix.Libc;

namespace GetScu.Storage;

/// <summary>Puts another head before what is in a file, and moves that where the heads differ in length.</summary>
internal static class HeadChange
{
    private const int Piece = 64 * 1024;

    /// <param name="directory">Descriptor of the file's directory.</param>
    /// <param name="file">Its name, NUL-terminated.</param>
    /// <param name="written">Bytes of the head it has.</param>
    /// <param name="head">The other one.</param>
    /// <returns>An error number, 0 when all is well.</returns>
    public static int Make(int directory, ReadOnlySpan<byte> file, int written, ReadOnlySpan<byte> head)
    {
        int descriptor = OpenAt(directory, file, O_RDWR | O_NOFOLLOW | O_CLOEXEC);
        if (descriptor < 0)
        {
            return Error;
        }

        int error = written == head.Length ? 0 : Move(descriptor, written, head.Length);
        error = error != 0 ? error : WriteAll(descriptor, head, 0);
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
        byte[] buffer = new byte[Piece];
        int error = 0;
        for (long done = 0; done < length && error == 0;)
        {
            Span<byte> piece = buffer.AsSpan(0, (int)Math.Min(Piece, length - done));
            long offset = to > from ? length - done - piece.Length : done;
            int count = ReadAt(descriptor, piece, from + offset);
            error = count < 0 ? Error : count < piece.Length ? EIO : WriteAll(descriptor, piece, to + offset);
            done += piece.Length;
        }

        return error != 0 ? error : Truncate(descriptor, to + length) < 0 ? Error : 0;
    }

    private static int WriteAll(int descriptor, ReadOnlySpan<byte> bytes, long offset)
    {
        while (!bytes.IsEmpty)
        {
            nint written = WriteAt(descriptor, bytes, offset);
            if (written <= 0)
            {
                return written < 0 ? Error : EIO;
            }

            bytes = bytes[(int)written..];
            offset += written;
        }

        return 0;
    }
}
