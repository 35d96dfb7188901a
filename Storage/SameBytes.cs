using System;

using static GetScu.Storage.Posix.Libc;

namespace GetScu.Storage;

/// <summary>Tells whether two files of a directory hold the same bytes. Nothing is allocated.</summary>
internal static unsafe class SameBytes
{
    private const int Piece = 16 * 1024;

    /// <param name="directory">Its descriptor.</param>
    /// <param name="one">Name of a file, NUL-terminated.</param>
    /// <param name="other">Likewise.</param>
    /// <returns>True also where the other one is a link: nothing is known of what was there. False where a file cannot be read.</returns>
    public static bool MayHold(int directory, byte* one, byte* other)
    {
        // Whatever has taken the place of a file is not waited for.
        const int Flags = O_RDONLY | O_NONBLOCK | O_CLOEXEC;
        int first = OpenAt(directory, one, Flags | O_NOFOLLOW, 0);
        int second = OpenAt(directory, other, Flags | O_NOFOLLOW, 0);
        bool isSame = second < 0 ? Error == ELOOP : first >= 0 && Compare(first, second);
        if (first >= 0)
        {
            _ = Close(first);
        }

        if (second >= 0)
        {
            _ = Close(second);
        }

        return isSame;
    }

    private static bool Compare(int one, int other)
    {
        byte* first = stackalloc byte[Piece];
        byte* second = stackalloc byte[Piece];
        for (long offset = 0; ;)
        {
            int length = Read(one, first, offset);
            int otherLength = Read(other, second, offset);
            if (length < 0 || length != otherLength
                || !new ReadOnlySpan<byte>(first, length).SequenceEqual(new ReadOnlySpan<byte>(second, length)))
            {
                return false;
            }

            if (length < Piece)
            {
                return true;
            }

            offset += length;
        }
    }

    /// <summary>As much as there is, a piece at most; -1 when it cannot be read.</summary>
    private static int Read(int descriptor, byte* buffer, long offset)
    {
        int done = 0;
        while (done < Piece)
        {
            nint read = ReadAt(descriptor, buffer + done, (nuint)(Piece - done), offset + done);
            if (read <= 0)
            {
                return read < 0 ? -1 : done;
            }

            done += (int)read;
        }

        return done;
    }
}
