using System.Runtime.CompilerServices;

namespace GetScu.Net.Log;

/// <summary>One named logger. A disabled level costs one comparison: <see cref="LogText"/> builds no string then.</summary>
/// <param name="name">As configuration files name it; parts are separated by dots.</param>
/// <param name="appenders">Where events go.</param>
/// <param name="host">Stamps them.</param>
internal sealed class Logger(string name, LogLevel level, Appender[] appenders, LogHost host)
{
    /// <summary>Events below this level are dropped.</summary>
    public LogLevel Level { get; set; } = level;

    public bool IsEnabled(LogLevel level) => level >= Level;

    /// <summary>Logs a message of the program's own; line feeds in it separate lines.</summary>
    public void Write(
        LogLevel level, string message,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0, [CallerMemberName] string member = "")
    {
        if (level >= Level)
        {
            Force(level, message, file, line, member);
        }
    }

    /// <summary>Logs a message with values in it; line feeds in the values are made visible.</summary>
    public void Write(
        LogLevel level, [InterpolatedStringHandlerArgument("", nameof(level))] ref LogText text,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0, [CallerMemberName] string member = "")
    {
        if (text.Enabled)
        {
            Force(level, text.ToStringAndClear(), file, line, member);
        }
    }

    /// <summary>Logs whatever the logger's level.</summary>
    public void Force(
        LogLevel level, string message,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0, [CallerMemberName] string member = "")
    {
        LogEvent logEvent = new(level, name, Printable.Escape(message, keepLines: true), host.Now, file, line, member);
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
