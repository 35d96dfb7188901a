using System;
using System.Runtime.InteropServices;

namespace GetScu.Net.Log;

/// <summary>
/// Writes to file descriptors 1 and 2 as a C program does: at the shared file offset, without a buffer. What cannot be
/// written is lost: there is nobody left to tell.
/// </summary>
internal static partial class StandardStreams
{
    public static void Output(ReadOnlySpan<byte> bytes) => Write(1, bytes);

    public static void Error(ReadOnlySpan<byte> bytes) => Write(2, bytes);

    private static unsafe void Write(int descriptor, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            nint done = 0;
            while (done < bytes.Length)
            {
                nint written = WriteDescriptor(descriptor, start + done, bytes.Length - done);
                if (written <= 0)
                {
                    return;
                }
                done += written;
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "write")]
    private static unsafe partial nint WriteDescriptor(int descriptor, byte* buffer, nint count);
}
