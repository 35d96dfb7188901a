using System;
using System.Text;

namespace GetScu.Net.Retrieve;

/// <summary>The line that shows a run's progress.</summary>
internal static class ProgressText
{
    private const int Bar = 20;

    /// <summary>As much as there is room for, what matters most first; never wider than asked.</summary>
    /// <param name="width">Columns.</param>
    /// <param name="isUtf8">The terminal shows more than ASCII.</param>
    public static string Render(in Progress progress, int width, bool isUtf8)
    {
        string separator = isUtf8 ? " \u00B7 " : ", ";
        StringBuilder text = new(Objects(progress));
        // Nothing else is worth a line of its own.
        text.Length = Math.Clamp(width, 0, text.Length);
        if (progress.Bytes > 0)
        {
            Add(Amount.Bytes(progress.Bytes));
            Add(progress.Rate is { } rate ? $"{Amount.Bytes(rate)}/s" : "");
            Add(progress.Left is { } left ? $"{Amount.Clock(left)} left" : "");
        }
        else
        {
            Add($"waiting for {Amount.Clock(progress.Elapsed / 1000)}");
        }

        if (progress.Total is > 0 and long total && text.Length + Bar + 3 <= width)
        {
            text.Insert(0, BarOf(progress.Done, total, isUtf8));
        }

        return text.ToString();

        void Add(string part)
        {
            if (part.Length > 0 && text.Length + separator.Length + part.Length <= width)
            {
                text.Append(separator).Append(part);
            }
        }
    }

    private static string Objects(in Progress progress) =>
        progress.Total is { } total ? $"{progress.Done} of {Amount.Objects(total)}"
        : progress.Found is { } found ? $"{Amount.Objects(found)} found"
        : Amount.Objects(progress.Done);

    private static string BarOf(long done, long total, bool isUtf8)
    {
        int full = (int)(Math.Clamp((double)done / total, 0, 1) * Bar);
        return isUtf8
            ? new string('\u2588', full) + new string('\u2591', Bar - full) + " "
            : "[" + new string('#', full) + new string('-', Bar - full) + "] ";
    }
}
