using System;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading;

using GetScu.Net.Transport;
using GetScu.Storage.Posix;

using static GetScu.Storage.Posix.SocketCalls;

namespace GetScu.Net.Log;

/// <summary>What logging needs of its surroundings.</summary>
internal sealed unsafe class LogHost(TimeProvider? clock = null)
{
    private string? _fullName;
    private StatusLine? _status;

    /// <summary>When logging was set up; UTC, 100 ns since the year 1.</summary>
    public long Start { get; } = (clock ?? TimeProvider.System).GetUtcNow().Ticks;

    /// <summary>UTC, 100 ns since the year 1.</summary>
    public long Now => (clock ?? TimeProvider.System).GetUtcNow().Ticks;

    /// <summary>Held while an event is written.</summary>
    public Lock Turn { get; } = new();

    /// <summary>Takes what goes to standard output (1) and standard error (2).</summary>
    public DescriptorWriter Console { get; init; } = StandardStreams.Write;

    /// <summary>The line below everything that <see cref="Write"/> writes.</summary>
    public StatusLine Status => _status ??= new StatusLine(Turn, Console);

    /// <summary>The datagram socket of the local syslog service.</summary>
    public string SysLogSocket { get; init; } = "/dev/log";

    /// <summary>The machine's own name.</summary>
    public static string Name
    {
        get
        {
            // gethostname(2): 64 bytes at most on Linux.
            byte* name = stackalloc byte[256];
            return GetHostName(name, 256) == 0 ? Marshal.PtrToStringUTF8((nint)name) ?? "" : "localhost";
        }
    }

    /// <summary>The machine's name, with its domain where the resolver knows it.</summary>
    public string FullName => _fullName ??= Resolve(Name);

    /// <summary>Writes to standard output (1) or standard error (2).</summary>
    public void Write(int descriptor, ReadOnlySpan<byte> text)
    {
        _status?.Erase();
        Console(descriptor, text);
    }

    /// <summary>Nothing is shown below the log any more.</summary>
    public void End() => _status?.End();

    /// <summary>Tells of something wrong with logging itself.</summary>
    public void Report(string text) => Write(2, Encoding.UTF8.GetBytes(Printable.Escape("log4cplus:" + text) + '\n'));

    private static string Resolve(string name)
    {
        AddressInfo hints = new() { Flags = AI_CANONNAME };
        AddressInfo* found;
        if (NameServices.Resolve(name, 0, &hints, &found) != 0)
        {
            return name;
        }

        name = Marshal.PtrToStringUTF8((nint)found->CanonicalName) ?? name;
        FreeAddressInfo(found);
        return name;
    }
}
