using System;
using System.Runtime.InteropServices;

namespace GetScu.Storage.Posix;

/// <summary>
/// Writes to file descriptors 1 and 2 as a C program does: at the shared file offset, without a buffer. What cannot be
/// written is lost: there is nobody left to tell.
/// </summary>
internal static unsafe partial class StandardStreams
{
    private const int EINTR = 4;
    private const int EAGAIN = 11;

    /// <summary>Returns what <see cref="Write"/> does: whoever asked for this text misses it.</summary>
    public static bool Output(ReadOnlySpan<byte> bytes) => Write(1, bytes);

    public static void Error(ReadOnlySpan<byte> bytes) => Write(2, bytes);

    /// <summary>Writes everything to any descriptor, in one call where the system takes it.</summary>
    /// <returns>false: refused; <see cref="Marshal.GetLastPInvokeError"/> tells why.</returns>
    public static bool Write(int descriptor, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            nint done = 0;
            while (done < bytes.Length)
            {
                nint written = WriteSome(descriptor, start + done, bytes.Length - done);
                int error = written < 0 ? Marshal.GetLastPInvokeError() : 0;
                if (error == EAGAIN)
                {
                    // struct pollfd with POLLOUT: somebody has made the shared descriptor non-blocking.
                    long poll = (uint)descriptor | (4L << 32);
                    _ = Poll(&poll, 1, -1);
                }
                else if (error is not (0 or EINTR))
                {
                    return false;
                }

                done += Math.Max(written, 0);
            }
        }

        return true;
    }

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint WriteSome(int descriptor, byte* buffer, nint count);

    [LibraryImport("libc", EntryPoint = "poll")]
    private static partial int Poll(long* descriptors, nuint count, int timeout);
}
