using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Text;

namespace GetScu.Net.Log;

/// <summary>
/// One named logger. A disabled level costs one comparison: <see cref="LogText"/> builds no string then. A text is one line,
/// whatever is in it: it is made printable as a whole, so that what a peer or a user gave never starts a line of its own.
/// An event of several lines is a list of them (<see cref="Force"/>). Several threads may log at once.
/// </summary>
/// <param name="name">As configuration files name it; parts are separated by dots.</param>
/// <param name="appenders">Where events go.</param>
/// <param name="host">Stamps them.</param>
internal sealed class Logger(string name, LogLevel level, Appender[] appenders, LogHost host) : LogThreshold(level)
{
    /// <summary>Number of the association that this thread serves beside others; 0: it is the only one.</summary>
    [field: ThreadStatic]
    public static int Lane { get; set; }

    /// <summary>Logs a line.</summary>
    public void Write(
        LogLevel level, string text,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0, [CallerMemberName] string member = "")
    {
        if (IsEnabled(level))
        {
            Append(level, Printable.Escape(text), file, line, member);
        }
    }

    /// <summary>Logs a line.</summary>
    public void Write(
        LogLevel level, [InterpolatedStringHandlerArgument("", nameof(level))] ref LogText text,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0, [CallerMemberName] string member = "")
    {
        if (text.Enabled)
        {
            Append(level, Printable.Escape(text.ToStringAndClear()), file, line, member);
        }
    }

    /// <summary>Logs one event of several lines, whatever the logger's level.</summary>
    public void Force(
        LogLevel level, List<string> lines,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0, [CallerMemberName] string member = "")
    {
        StringBuilder message = new();
        for (int i = 0; i < lines.Count; i++)
        {
            message.Append(i > 0 ? "\n" : "").Append(Printable.Escape(lines[i]));
        }

        Append(level, message.ToString(), file, line, member);
    }

    private void Append(LogLevel level, string message, string file, int line, string member)
    {
        // The lines of several would not be told apart.
        message = Lane != 0 && level <= LogLevel.Debug ? $"[{Lane}] {message}" : message;
        LogEvent logEvent = new(level, name, message, host.Now, file, line, member);
        lock (host.Turn)
        {
            foreach (Appender appender in appenders)
            {
                appender.Append(logEvent);
            }
        }
    }

    /// <summary>Whatever other threads log from here on comes behind what this one does. False: one is just writing.</summary>
    public bool TryTakeTurn() => host.Turn.TryEnter();

    /// <summary>Ends what <see cref="TryTakeTurn"/> has begun.</summary>
    public void EndTurn() => host.Turn.Exit();
}
