using System;
using System.Runtime.InteropServices;

namespace GetScu.Storage.Posix;

/// <summary>What is known of a terminal, by its descriptor.</summary>
internal static unsafe partial class Terminal
{
    // The same on x86-64 and arm64 (asm-generic/ioctls.h).
    private const nuint TIOCGWINSZ = 0x5413;

    /// <summary>Whether a descriptor is one.</summary>
    public static bool Is(int descriptor) => IsTerminal(descriptor) == 1;

    /// <summary>Whether the one of this process can move its cursor: not where its kind is unknown, or <c>dumb</c>.</summary>
    public static bool HasCursor => RawArguments.Environment("TERM\0"u8) is not ("" or "dumb");

    /// <summary>Whether it shows UTF-8, by the variables that setlocale(3) looks at, in its order.</summary>
    public static bool IsUtf8
    {
        get
        {
            string locale = RawArguments.Environment("LC_ALL\0"u8);
            locale = locale.Length > 0 ? locale : RawArguments.Environment("LC_CTYPE\0"u8);
            locale = locale.Length > 0 ? locale : RawArguments.Environment("LANG\0"u8);
            return locale.Contains("UTF-8", StringComparison.OrdinalIgnoreCase) || locale.Contains("UTF8", StringComparison.OrdinalIgnoreCase);
        }
    }

    /// <summary>Its columns; 80 where it does not tell.</summary>
    public static int Width(int descriptor)
    {
        // struct winsize: rows, columns, and both in pixels.
        ushort* size = stackalloc ushort[4];
        return Control(descriptor, TIOCGWINSZ, size) == 0 && size[1] > 0 ? size[1] : 80;
    }

    /// <summary>Whether it takes text at once, and from this process: it is not held (Ctrl-S), and no other job has it.</summary>
    public static bool IsFree(int descriptor)
    {
        SocketCalls.PollDescriptor poll = new() { Descriptor = descriptor, Events = SocketCalls.POLLOUT };
        return ForegroundGroup(descriptor) is int group && (group < 0 || group == OwnGroup())
            && SocketCalls.Poll(&poll, 1, 0) > 0 && (poll.Returned & SocketCalls.POLLOUT) != 0;
    }

    [LibraryImport("libc", EntryPoint = "isatty")]
    private static partial int IsTerminal(int descriptor);

    [LibraryImport("libc", EntryPoint = "ioctl")]
    private static partial int Control(int descriptor, nuint request, void* argument);

    [LibraryImport("libc", EntryPoint = "tcgetpgrp")]
    private static partial int ForegroundGroup(int descriptor);

    [LibraryImport("libc", EntryPoint = "getpgrp")]
    private static partial int OwnGroup();
}
