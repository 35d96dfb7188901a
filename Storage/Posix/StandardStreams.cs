using System;

namespace GetScu.Storage.Posix;

/// <summary>
/// Writes to file descriptors 1 and 2 as a C program does: at the shared file offset, without a buffer. What cannot be
/// written is lost: there is nobody left to tell.
/// </summary>
internal static unsafe class StandardStreams
{
    /// <summary>Returns what <see cref="Write"/> does: whoever asked for this text misses it.</summary>
    public static bool Output(ReadOnlySpan<byte> bytes) => Write(1, bytes);

    public static void Error(ReadOnlySpan<byte> bytes) => Write(2, bytes);

    /// <summary>Writes everything to any descriptor, in one call where the system takes it.</summary>
    /// <returns>false: refused; <see cref="Libc.Error"/> tells why.</returns>
    public static bool Write(int descriptor, ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            nint written = Libc.Write(descriptor, bytes, bytes.Length);
            int error = written < 0 ? Libc.Error : 0;
            if (error == Libc.EAGAIN)
            {
                // Somebody has made the shared descriptor non-blocking.
                SocketCalls.PollDescriptor poll = new() { Descriptor = descriptor, Events = SocketCalls.POLLOUT };
                _ = SocketCalls.Poll(&poll, 1, -1);
            }
            else if (error is not (0 or Libc.EINTR))
            {
                return false;
            }

            bytes = bytes[(int)Math.Max(written, 0)..];
        }

        return true;
    }
}
