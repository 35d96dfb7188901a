namespace GetScu.Tests.Support;

/// <summary>
/// A moment at which a process believes to be, and where: its clock stands still. By Debian's faketime, which works for
/// programs that are linked dynamically; time-outs go on.
/// </summary>
/// <param name="Zone">Time zone.</param>
/// <param name="Time">Local time there.</param>
/// <param name="IsShort">Clocks went forward on that day.</param>
internal sealed record FixedClock(string Zone, string Time, bool IsShort = false)
{
    private static readonly Lazy<string> Library = new(Locate);

    /// <summary>An ordinary moment.</summary>
    public static readonly FixedClock Ordinary = new("Europe/Berlin", "2026-03-04 14:05:09");

    /// <summary>Days that programs get wrong, shortly before their end.</summary>
    public static readonly FixedClock[] All =
    [
        Ordinary,
        new("UTC", "2026-11-23 23:59:58"), // a Monday
        new("UTC", "2026-11-28 23:59:58"), // a Saturday
        new("UTC", "2026-11-29 23:59:58"), // a Sunday
        new("UTC", "2024-02-29 23:59:58"),
        new("UTC", "2024-12-31 23:59:58"), // of a leap year, a Tuesday
        new("UTC", "2016-12-31 23:59:58"), // a Saturday
        new("UTC", "2024-01-01 23:59:58"), // a Monday
        new("UTC", "2021-01-01 23:59:58"), // a Friday
        new("UTC", "2023-01-01 23:59:58"), // a Sunday
        new("Europe/Berlin", "2026-03-29 23:59:58", IsShort: true),
        new("Europe/Berlin", "2026-10-25 23:59:58"), // clocks went back
        new("Europe/Berlin", "2026-10-31 23:59:58"), // the week's Sunday had another offset
        new("America/New_York", "2026-03-08 23:59:58", IsShort: true),
        new("America/New_York", "2026-11-01 23:59:58"), // clocks went back
        new("America/New_York", "2026-12-31 23:59:58"),
    ];

    public ToolOptions Options(string folder) => new() { Folder = folder, Environment = Variables };

    private IReadOnlyDictionary<string, string?> Variables => new Dictionary<string, string?>
    {
        ["LD_PRELOAD"] = Library.Value,
        ["FAKETIME"] = Time,
        ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
        ["NO_FAKE_STAT"] = "1",
        ["TZ"] = File.Exists($"/usr/share/zoneinfo/{Zone}")
            ? Zone
            : throw new AssertFailedException($"no time zone {Zone}: apt-get install tzdata"),
    };

    private static string Locate() =>
        Array.Find(
            Array.ConvertAll(Directory.GetDirectories("/usr/lib"), folder => Path.Combine(folder, "faketime", "libfaketime.so.1")), File.Exists)
        ?? throw new AssertFailedException("'libfaketime' is not installed: apt-get install faketime");
}
