using System.Globalization;

namespace GetScu.Net.Retrieve;

/// <summary>Numbers as people read them.</summary>
internal static class Amount
{
    /// <summary>Powers of 1000, one digit behind the point: <c>999 B</c>, <c>12.3 MB</c>.</summary>
    public static string Bytes(long bytes)
    {
        if (bytes < 1000)
        {
            return $"{bytes} B";
        }

        const string Units = "kMGTPE";
        int unit = 0;
        long size = 1000;
        // Rounded first: what would be 1000.0 of a unit is 1.0 of the next.
        while (unit < Units.Length - 1 && Tenths(bytes, size) >= 10_000)
        {
            unit++;
            size *= 1000;
        }

        return $"{WithPoint(Tenths(bytes, size))} {Units[unit]}B";
    }

    /// <summary><c>420 ms</c>, <c>2.1 s</c>, from a minute on <c>1:05</c>, <c>1:02:03</c>.</summary>
    public static string Duration(long milliseconds) =>
        milliseconds < 1000 ? $"{milliseconds} ms"
        : milliseconds < 59_950 ? $"{WithPoint(Tenths(milliseconds, 1000))} s"
        : Clock((milliseconds + 500) / 1000);

    /// <summary><c>0:42</c>, <c>12:05</c>, <c>1:02:03</c>.</summary>
    public static string Clock(long seconds)
    {
        long hours = seconds / 3600;
        string rest = $"{seconds / 60 % 60}:{Two(seconds % 60)}";
        return hours == 0 ? rest : $"{hours}:{(rest.Length < 5 ? "0" : "")}{rest}";
    }

    /// <summary><c>1 object</c>, <c>39 objects</c>.</summary>
    public static string Objects(long count) => count == 1 ? "1 object" : $"{count} objects";

    private static long Tenths(long amount, long unit) => (amount / unit * 10) + (((amount % unit * 10) + (unit / 2)) / unit);

    private static string WithPoint(long tenths) => $"{tenths / 10}.{tenths % 10}";

    private static string Two(long number) => number.ToString("00", CultureInfo.InvariantCulture);
}
