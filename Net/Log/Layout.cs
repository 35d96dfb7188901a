using System;
using System.Text;

using GetScu.Dicom;
using GetScu.Storage.Posix;

namespace GetScu.Net.Log;

/// <summary>
/// Turns an event into text by a pattern of conversions, each with a field width: <c>%-20.30m</c> fills up to 20 characters
/// on the right and keeps the last 30.
/// </summary>
internal sealed class Layout
{
    private const string Simple = "%p - %m%n";

    private readonly string _pattern;
    private readonly bool _formatsEachLine;
    private readonly LogHost _host;

    /// <summary>Set while a pattern is tried out.</summary>
    private readonly LogSection? _section;

    private Layout(string pattern, bool formatsEachLine, LogHost host, LogSection? section, LogProperty? property)
    {
        _pattern = pattern;
        _formatsEachLine = formatsEachLine;
        _host = host;
        if (section is not null)
        {
            _section = section;
            Format(new StringBuilder(), new LogEvent(LogLevel.Off, "root", "", host.Now, "", 0, ""), "", property);
            _section = null;
        }
    }

    /// <summary>Reads <c>layout</c> and what is below it; the SimpleLayout is the default.</summary>
    /// <param name="appender">null without a configuration file: the level's initial stands before each line then.</param>
    public static Layout Create(LogSection? appender, LogHost host)
    {
        if (appender is null)
        {
            return new Layout("%P: %m%n", formatsEachLine: true, host, null, null);
        }

        LogSection section = appender.Below("layout");
        LogProperty? property = appender.Find("layout");
        // The older name still works.
        LogProperty? given = section.Find("ConversionPattern") ?? section.Find("Pattern");
        bool formatsEachLine = section.Flag("FormatEachLine", otherwise: true);
        string date = section.Text("DateFormat");
        string time = section.Flag("Use_gmtime", otherwise: false) ? "%d{" : "%D{";
        string type = property?.Class("log4cplus::") ?? "SimpleLayout";
        string? pattern = type switch
        {
            "SimpleLayout" => Simple,
            "TTCCLayout" => (date.Length == 0 ? "%r" : time + date + "}") + " [%t] %p %c <%x> - %m%n",
            // As the reference: the message alone, without a line end.
            "PatternLayout" when given?.Value.Length == 0 => "%m",
            "PatternLayout" when given is not null => given.Value,
            _ => null,
        };
        if (pattern is null)
        {
            section.Check(isGood: false, type == "PatternLayout"
                ? "ERROR ConversionPattern not specified in properties"
                : "ERROR Cannot find LayoutFactory: " + property!.Value, property);
            section.Ignore();
        }

        section.Check(type != "PatternLayout" || given?.Value.Length != 0, "WARN PatternLayout pattern is empty, taken for %m", given);
        return new Layout(pattern ?? Simple, formatsEachLine && type == "PatternLayout", host, section, given ?? property);
    }

    public string Format(LogEvent logEvent)
    {
        StringBuilder text = new();
        foreach (string line in _formatsEachLine ? logEvent.Message.Split('\n') : [logEvent.Message])
        {
            Format(text, logEvent, line, null);
        }

        return text.ToString();
    }

    /// <param name="property">Where the pattern comes from, for what is wrong with it.</param>
    private void Format(StringBuilder text, LogEvent logEvent, string message, LogProperty? property)
    {
        for (int i = 0; i < _pattern.Length;)
        {
            int start = i++;
            if (_pattern[start] != '%')
            {
                text.Append(_pattern[start]);
                continue;
            }

            bool isLeft = Skip('-', ref i);
            int least = Math.Max(ReadNumber(ref i), 0);
            bool isCut = Skip('.', ref i);
            int most = isCut ? ReadNumber(ref i) : int.MaxValue;
            char conversion = i < _pattern.Length ? _pattern[i++] : '\0';
            string argument = "";
            if (conversion is 'c' or 'd' or 'D' or 'X' && Skip('{', ref i))
            {
                int end = _pattern.IndexOf('}', i);
                argument = end < 0 ? "" : _pattern[i..end];
                i = end < 0 ? _pattern.Length : end + 1;
                if (end < 0)
                {
                    _section?.Check(isGood: false, "ERROR No matching '}' found in conversion pattern string", property);
                }
            }

            string? value = most < 0 || (conversion == '%' && i > start + 2) ? null : Convert(conversion, argument, logEvent, message);
            if (value is null)
            {
                _section?.Check(isGood: false, $"ERROR Unexpected char [{conversion}] at position {i} in conversion pattern.", property);
                text.Append(_pattern, start, i - start);
                continue;
            }

            text.Append(value.Length > most ? value[^most..] : isLeft ? value.PadRight(least) : value.PadLeft(least));
        }
    }

    /// <summary>null when there is no such conversion.</summary>
    private string? Convert(char conversion, string argument, LogEvent logEvent, string message) => conversion switch
    {
        'b' => logEvent.File[(logEvent.File.LastIndexOf('/') + 1)..],
        'c' => LastNames(logEvent.LoggerName, argument),
        'd' or 'D' => LogTime.Format(
            argument.Length > 0 ? argument : "%Y-%m-%d %H:%M:%S", logEvent.Ticks, isUtc: conversion == 'd'),
        'F' => logEvent.File,
        'h' => LogHost.Name,
        'H' => _host.FullName,
        'i' => Environment.ProcessId.ToString(),
        'l' => logEvent.File + ":" + logEvent.Line,
        'L' => logEvent.Line.ToString(),
        'm' => message,
        'M' => logEvent.Member,
        'n' => "\n",
        'p' => LogLevels.Name(logEvent.Level),
        'P' => LogLevels.Name(logEvent.Level)[..1],
        'r' => ((logEvent.Ticks - _host.Start) / TimeSpan.TicksPerMillisecond).ToString(),
        't' => SystemCalls.ThreadHandle().ToString(),
        'T' => SystemCalls.ThreadId().ToString(),
        // Diagnostic contexts: this program has none.
        'x' or 'X' => "",
        '%' => "%",
        _ => null,
    };

    /// <summary>The last parts of a logger's name, as many as a number says.</summary>
    private static string LastNames(string logger, string argument)
    {
        _ = int.TryParse(argument, out int count);
        int start = logger.Length;
        for (int i = 0; i < count && start > 0; i++)
        {
            start = logger.LastIndexOf('.', start - 1);
        }

        return count > 0 ? logger[(start + 1)..] : logger;
    }

    private bool Skip(char c, ref int i)
    {
        bool found = i < _pattern.Length && _pattern[i] == c;
        i += found ? 1 : 0;
        return found;
    }

    /// <summary>-1 when there is none.</summary>
    private int ReadNumber(ref int i)
    {
        int number = -1;
        for (; i < _pattern.Length && char.IsAsciiDigit(_pattern[i]); i++)
        {
            number = Math.Min((Math.Max(number, 0) * 10) + _pattern[i] - '0', Limits.LogFieldWidth);
        }

        return number;
    }
}
