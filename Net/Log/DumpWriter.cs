using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace GetScu.Net.Log;

/// <summary>
/// Collects the lines of a dump, which is one event: it reaches appenders whole, and filters look at all of it. Nothing is
/// collected while the level is disabled.
/// </summary>
/// <param name="log">Takes the event.</param>
/// <param name="level">Its level.</param>
internal readonly struct DumpWriter(Logger log, LogLevel level)
{
    private readonly List<string>? _lines = log.IsEnabled(level) ? [] : null;

    public bool IsEnabled => _lines is not null;

    public void Line(string text) => _lines?.Add(text);

    /// <summary>A value that may come from a peer: it is cut.</summary>
    public void Line(string label, string value) => Line(label + Printable.Cut(value));

    public void Line(string label, int value) => Line(label + value);

    public void Lines(List<string> lines) => _lines?.AddRange(lines);

    /// <summary>Logs what has been collected.</summary>
    public void Write(
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0, [CallerMemberName] string member = "")
    {
        if (_lines is { Count: > 0 })
        {
            log.Force(level, _lines, file, line, member);
        }
    }
}
