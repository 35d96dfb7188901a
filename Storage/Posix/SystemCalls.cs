using System.Runtime.InteropServices;

namespace GetScu.Storage.Posix;

/// <summary>The calls of the C library about the process and its time: threads, signals, randomness, calendars.</summary>
internal static unsafe partial class SystemCalls
{
    public const uint GRND_NONBLOCK = 1;

    public const int SIGXFSZ = 25;
    public const nint SIG_IGN = 1;


    [LibraryImport("libc", EntryPoint = "getrandom", SetLastError = true)]
    public static partial nint GetRandom(byte* buffer, nuint count, uint flags);

    [LibraryImport("libc", EntryPoint = "signal")]
    public static partial nint Signal(int number, nint disposition);

    /// <summary>The POSIX thread handle as a number.</summary>
    [LibraryImport("libc", EntryPoint = "pthread_self")]
    public static partial nuint ThreadHandle();

    [LibraryImport("libc", EntryPoint = "gettid")]
    public static partial int ThreadId();

    /// <param name="tm">struct tm: nine numbers, offset and name of the zone; at least 56 bytes.</param>
    [LibraryImport("libc", EntryPoint = "gmtime_r")]
    public static partial nint ToUtc(long* seconds, int* tm);

    /// <inheritdoc cref="ToUtc"/>
    [LibraryImport("libc", EntryPoint = "localtime_r")]
    public static partial nint ToLocal(long* seconds, int* tm);

    /// <summary>The value of an environment variable, which need not be UTF-8; null when it is not set.</summary>
    [LibraryImport("libc", EntryPoint = "getenv")]
    public static partial byte* GetEnvironmentVariable(byte* name);

    /// <summary>The C library's <c>environ</c>, which the runtime's own library hands out.</summary>
    [LibraryImport("libSystem.Native", EntryPoint = "SystemNative_GetEnviron")]
    public static partial byte** GetEnvironment();

    /// <summary>Brings the fields of a local struct tm into their ranges.</summary>
    [LibraryImport("libc", EntryPoint = "mktime")]
    public static partial long Normalize(int* tm);

    /// <returns>Bytes without NUL; 0 when they do not fit.</returns>
    [LibraryImport("libc", EntryPoint = "strftime")]
    public static partial nuint FormatTime(byte* text, nuint size, byte* format, int* tm);
}
