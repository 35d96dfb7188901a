using System;

using static GetScu.Storage.Posix.Libc;

namespace GetScu.Storage;

/// <summary>Tells whether two files of a directory hold the same bytes. Nothing is allocated.</summary>
internal static class SameBytes
{
    private const int Piece = 16 * 1024;

    /// <param name="directory">Its descriptor.</param>
    /// <param name="one">Name of a file, NUL-terminated.</param>
    /// <param name="other">Likewise.</param>
    /// <returns>True also where the other one is a link: nothing is known of what was there. False where a file cannot be read.</returns>
    public static bool MayHold(int directory, ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        // Whatever has taken the place of a file is not waited for.
        const int Flags = O_RDONLY | O_NONBLOCK | O_CLOEXEC;
        int first = OpenAt(directory, one, Flags | O_NOFOLLOW);
        int second = OpenAt(directory, other, Flags | O_NOFOLLOW);
        bool isSame = second < 0 ? Error == ELOOP : first >= 0 && Compare(first, second);
        foreach (int descriptor in (ReadOnlySpan<int>)[first, second])
        {
            _ = descriptor >= 0 ? Close(descriptor) : 0;
        }

        return isSame;
    }

    private static bool Compare(int one, int other)
    {
        Span<byte> first = stackalloc byte[Piece];
        Span<byte> second = stackalloc byte[Piece];
        for (long offset = 0; ; offset += Piece)
        {
            int length = ReadAt(one, first, offset);
            if (length != ReadAt(other, second, offset) || length < 0 || !first[..length].SequenceEqual(second[..length]))
            {
                return false;
            }

            if (length < Piece)
            {
                return true;
            }
        }
    }
}
