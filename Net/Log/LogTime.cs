using System;
using System.Text;

using GetScu.Dicom;
using GetScu.Storage.Posix;

namespace GetScu.Net.Log;

/// <summary>Dates as the C library's strftime formats them in the C locale.</summary>
internal static unsafe class LogTime
{
    /// <summary>1970 in ticks of 100 ns since the year 1.</summary>
    public const long UnixEpoch = 621355968000000000;

    // struct tm: int second, minute, hour, day, month, year, day of week, of year, is daylight saving; offset, name of the zone.
    private const int TmSize = 16;
    private const int TmHour = 2;
    private const int TmDay = 3;
    private const int TmWeekday = 6;
    private const int TmIsDaylightSaving = 8;

    /// <param name="pattern">
    /// As for strftime, plus %q milliseconds and %Q milliseconds with three decimals. %s is always the moment's own.
    /// </param>
    /// <param name="ticks">UTC, 100 ns since the year 1.</param>
    public static string Format(string pattern, long ticks, bool isUtc)
    {
        int* tm = stackalloc int[TmSize];
        long seconds = SecondsOf(ticks, out int rest);
        _ = isUtc ? SystemCalls.ToUtc(&seconds, tm) : SystemCalls.ToLocal(&seconds, tm);
        return Format(WithOwn(pattern, seconds, rest), tm);
    }

    /// <summary>The same for the Sunday, in local time, on or before a moment.</summary>
    public static string FormatSunday(string pattern, long ticks)
    {
        int* tm = stackalloc int[TmSize];
        long seconds = SecondsOf(ticks, out _);
        _ = SystemCalls.ToLocal(&seconds, tm);
        tm[TmDay] -= tm[TmWeekday];
        // There is a noon on every day, but not a midnight.
        tm[TmHour] = 12;
        tm[TmIsDaylightSaving] = -1;
        _ = SystemCalls.Normalize(tm);
        return Format(pattern, tm);
    }

    private static long SecondsOf(long ticks, out int rest)
    {
        (long seconds, long part) = Math.DivRem(ticks - UnixEpoch, TimeSpan.TicksPerSecond);
        rest = (int)part;
        return seconds;
    }

    private static string WithOwn(string pattern, long seconds, int rest)
    {
        StringBuilder text = new();
        for (int i = 0; i < pattern.Length; i++)
        {
            char conversion = pattern[i] == '%' && i + 1 < pattern.Length ? pattern[++i] : '\0';
            _ = conversion switch
            {
                '\0' => text.Append(pattern[i]),
                // strftime would take a universal time for a local one.
                's' => text.Append(seconds),
                'q' => text.Append((rest / 10_000).ToString("d3")),
                'Q' => text.Append((rest / 10_000).ToString("d3")).Append('.').Append((rest / 10 % 1000).ToString("d3")),
                _ => text.Append('%').Append(conversion),
            };
        }

        return text.ToString();
    }

    private static string Format(string pattern, int* tm)
    {
        // A character more tells an empty result from one that does not fit.
        fixed (byte* format = RawText.Encode(pattern + " \0"))
        {
            for (int size = 256; size <= Limits.LogTime; size *= 4)
            {
                byte[] buffer = new byte[size];
                fixed (byte* text = buffer)
                {
                    int length = (int)SystemCalls.FormatTime(text, (nuint)size, format, tm);
                    if (length > 0)
                    {
                        return RawText.Decode(buffer.AsSpan(0, length - 1));
                    }
                }
            }
        }

        return pattern;
    }
}
