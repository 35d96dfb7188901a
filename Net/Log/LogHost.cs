using System;
using System.Net;
using System.Runtime.InteropServices;
using System.Text;

namespace GetScu.Net.Log;

/// <summary>Writes bytes to a file descriptor; false when the system refuses.</summary>
internal delegate bool DescriptorWriter(int descriptor, ReadOnlySpan<byte> bytes);

/// <summary>What logging needs of its surroundings.</summary>
internal sealed unsafe partial class LogHost(TimeProvider? clock = null)
{
    private string? _fullName;

    /// <summary>When logging was set up; UTC, 100 ns since the year 1.</summary>
    public long Start { get; } = (clock ?? TimeProvider.System).GetUtcNow().Ticks;

    /// <summary>UTC, 100 ns since the year 1.</summary>
    public long Now => (clock ?? TimeProvider.System).GetUtcNow().Ticks;

    /// <summary>Takes what goes to standard output (1) and standard error (2).</summary>
    public DescriptorWriter Console { get; init; } = StandardStreams.Write;

    /// <summary>The datagram socket of the local syslog service.</summary>
    public string SysLogSocket { get; init; } = "/dev/log";

    /// <summary>The machine's name, with its domain where the resolver knows it.</summary>
    public string FullName => _fullName ??= Resolve(Dns.GetHostName());

    /// <summary>Tells of something wrong with logging itself.</summary>
    public void Report(string text) => Console(2, Encoding.UTF8.GetBytes(Printable.Escape("log4cplus:" + text) + "\n"));

    private static string Resolve(string name)
    {
        // struct addrinfo: four int, of which the first is AI_CANONNAME here; at 32 the canonical name.
        byte** hints = stackalloc byte*[6];
        new Span<nint>(hints, 6).Clear();
        *(int*)hints = 2;
        byte** found;
        if (GetAddresses(name, 0, hints, &found) != 0)
        {
            return name;
        }
        name = Marshal.PtrToStringUTF8((nint)found[4]) ?? name;
        FreeAddresses(found);
        return name;
    }

    [LibraryImport("libc", EntryPoint = "getaddrinfo", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int GetAddresses(string name, nint service, byte** hints, byte*** found);

    [LibraryImport("libc", EntryPoint = "freeaddrinfo")]
    private static partial void FreeAddresses(byte** found);
}
