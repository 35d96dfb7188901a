using System;
using System.Runtime.InteropServices;
using System.Text;

namespace GetScu.Storage.Posix;

/// <summary>Asks for a password on the terminal, which does not show it; without one it is a line of standard input.</summary>
internal static unsafe partial class PasswordPrompt
{
    private const int Longest = 1024;
    private const int WaitSlice = 100;

    // struct termios of Linux, alike on x86-64 and arm64: four words of flags, the local ones last; line discipline,
    // characters, speeds.
    private const int AttributesSize = 60;
    private const int LocalFlags = 3;
    private const uint ECHO = 8;
    private const uint ECHONL = 0x40;
    private const int TCSAFLUSH = 2;
    private const int Characters = 17;
    private const int VQUIT = 1;
    private const int VSUSP = 10;

    // _POSIX_VDISABLE
    private const byte None = 0;

    /// <summary>Asks once.</summary>
    /// <param name="question">What is shown; nothing is where there is no terminal.</param>
    /// <param name="isStopped">Asked several times a second; true ends it.</param>
    /// <returns>The line's bytes with a NUL instead of its end; null: there is none, or it was stopped.</returns>
    public static byte[]? Ask(string question, Func<bool> isStopped)
    {
        int terminal = Libc.OpenAt(Libc.AT_FDCWD, "/dev/tty\0"u8, Libc.O_RDWR | Libc.O_CLOEXEC);
        if (terminal < 0)
        {
            return ReadLine(0, isStopped);
        }

        uint* shown = stackalloc uint[AttributesSize / sizeof(uint)];
        uint* hidden = stackalloc uint[AttributesSize / sizeof(uint)];
        bool isSet = GetAttributes(terminal, shown) == 0;
        new ReadOnlySpan<byte>(shown, AttributesSize).CopyTo(new Span<byte>(hidden, AttributesSize));
        hidden[LocalFlags] = (hidden[LocalFlags] & ~ECHO) | ECHONL;
        // What ends or stops the program past its own code would leave the terminal as it is then; Ctrl-C does not.
        ((byte*)hidden)[Characters + VQUIT] = None;
        ((byte*)hidden)[Characters + VSUSP] = None;
        try
        {
            // Whoever sees the question may type at once.
            isSet = isSet && SetAttributes(terminal, TCSAFLUSH, hidden) == 0;
            _ = StandardStreams.Write(terminal, Encoding.UTF8.GetBytes(question));
            byte[]? line = ReadLine(terminal, isStopped);
            _ = line is null && StandardStreams.Write(terminal, "\n"u8);
            return line;
        }
        finally
        {
            _ = isSet ? SetAttributes(terminal, TCSAFLUSH, shown) : 0;
            _ = Libc.Close(terminal);
        }
    }

    // One byte at a time: what comes behind the line is not for this one.
    private static byte[]? ReadLine(int descriptor, Func<bool> isStopped)
    {
        byte[] line = new byte[Longest + 1];
        int length = 0;
        while (length < Longest)
        {
            SocketCalls.PollDescriptor poll = new() { Descriptor = descriptor, Events = SocketCalls.POLLIN };
            bool isThere = SocketCalls.Poll(&poll, 1, WaitSlice) > 0;
            if (isStopped())
            {
                break;
            }

            if (!isThere)
            {
                continue;
            }

            nint count = Libc.Read(descriptor, line.AsSpan(length, 1));
            if (count > 0 && line[length] != '\n')
            {
                length++;
            }
            else if (count > 0 || (count == 0 && length > 0))
            {
                line[length] = 0;
                return line;
            }
            else if (count == 0 || Libc.Error != Libc.EAGAIN)
            {
                break;
            }
        }

        Array.Clear(line);
        return null;
    }

    [LibraryImport("libc", EntryPoint = "tcgetattr")]
    private static partial int GetAttributes(int descriptor, uint* attributes);

    [LibraryImport("libc", EntryPoint = "tcsetattr")]
    private static partial int SetAttributes(int descriptor, int actions, uint* attributes);
}
