using System;
using System.Runtime.InteropServices;
using System.Text;

using GetScu.Storage.Posix;

namespace GetScu.Net.Log;

/// <summary>Dates as the C library's strftime formats them in the C locale.</summary>
internal static unsafe class LogTime
{
    /// <summary>1970 in ticks of 100 ns since the year 1.</summary>
    public const long UnixEpoch = 621355968000000000;

    private const string Days = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday";
    private const string Months = "January February March April May June July August September October November December";

    /// <param name="pattern">As for strftime, plus %q milliseconds and %Q milliseconds with three decimals.</param>
    /// <param name="ticks">UTC, 100 ns since the year 1.</param>
    public static string Format(string pattern, long ticks, bool isUtc)
    {
        (long seconds, long rest) = Math.DivRem(ticks - UnixEpoch, TimeSpan.TicksPerSecond);
        // struct tm: int second, minute, hour, day, month, year, day of week, of year; offset and name of the zone at 40.
        int* tm = stackalloc int[16];
        _ = isUtc ? SystemCalls.ToUtc(&seconds, tm) : SystemCalls.ToLocal(&seconds, tm);
        StringBuilder text = new();
        for (int i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] != '%' || i + 1 == pattern.Length)
            {
                text.Append(pattern[i]);
                continue;
            }

            char conversion = pattern[++i];
            int number = Number(conversion, tm, (int)rest);
            text.Append(number >= 0 ? Digits(number, conversion) : conversion switch
            {
                'a' => Days.Split(' ')[tm[6]][..3],
                'A' => Days.Split(' ')[tm[6]],
                'b' or 'h' => Months.Split(' ')[tm[4]][..3],
                'B' => Months.Split(' ')[tm[4]],
                'c' => Format("%a %b %e %H:%M:%S %Y", ticks, isUtc),
                'D' or 'x' => Format("%m/%d/%y", ticks, isUtc),
                'F' => Format("%Y-%m-%d", ticks, isUtc),
                'n' => "\n",
                'p' => tm[2] < 12 ? "AM" : "PM",
                'P' => tm[2] < 12 ? "am" : "pm",
                'Q' => Digits((int)rest / 10_000, 'q') + "." + Digits((int)rest / 10 % 1000, 'q'),
                'r' => Format("%I:%M:%S %p", ticks, isUtc),
                'R' => Format("%H:%M", ticks, isUtc),
                's' => seconds.ToString(),
                't' => "\t",
                'T' or 'X' => Format("%H:%M:%S", ticks, isUtc),
                'z' => Zone(*(long*)(tm + 10) / 60),
                'Z' => Marshal.PtrToStringUTF8(*(nint*)(tm + 12)),
                '%' => "%",
                _ => "%" + conversion,
            });
        }

        return text.ToString();
    }

    /// <summary>-1 for what is no number.</summary>
    private static int Number(char conversion, int* tm, int rest)
    {
        int year = tm[5] + 1900;
        // ISO 8601: a week belongs to the year of its Thursday.
        int thursday = tm[7] + 3 - ((tm[6] + 6) % 7);
        int isoYear = thursday < 0 ? year - 1 : thursday >= DaysIn(year) ? year + 1 : year;
        thursday += thursday < 0 ? DaysIn(isoYear) : isoYear > year ? -DaysIn(year) : 0;
        return conversion switch
        {
            'C' => year / 100,
            'd' or 'e' => tm[3],
            'g' => isoYear % 100,
            'G' => isoYear,
            'H' or 'k' => tm[2],
            'I' or 'l' => ((tm[2] + 11) % 12) + 1,
            'j' => tm[7] + 1,
            'm' => tm[4] + 1,
            'M' => tm[1],
            'q' => rest / 10_000,
            'S' => tm[0],
            'u' => ((tm[6] + 6) % 7) + 1,
            // Weeks since the first Sunday (U) or Monday (W) of the year.
            'U' => (tm[7] + 7 - tm[6]) / 7,
            'V' => (thursday / 7) + 1,
            'w' => tm[6],
            'W' => (tm[7] + 7 - ((tm[6] + 6) % 7)) / 7,
            'y' => year % 100,
            'Y' => year,
            _ => -1,
        };
    }

    private static int DaysIn(int year) => (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 366 : 365;

    private static string Digits(int number, char conversion) => number.ToString().PadLeft(
        conversion is 'u' or 'w' or 'G' or 'Y' ? 1 : conversion is 'j' or 'q' ? 3 : 2, conversion is 'e' or 'k' or 'l' ? ' ' : '0');

    /// <param name="offset">Minutes east of UTC.</param>
    private static string Zone(long offset)
    {
        long size = Math.Abs(offset);
        return (offset < 0 ? "-" : "+") + ((size / 60 * 100) + (size % 60)).ToString().PadLeft(4, '0');
    }
}
