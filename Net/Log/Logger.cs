using System;
using System.Runtime.CompilerServices;
using System.Text;

namespace GetScu.Net.Log;

/// <summary>One named logger. A disabled level costs one comparison: the handler below builds no string then.</summary>
internal sealed class Logger(string name, LogLevel level)
{
    public string Name { get; } = name;

    /// <summary>Events below this level are dropped.</summary>
    public LogLevel Level { get; set; } = level;

    public bool IsEnabled(LogLevel level) => level >= Level;

    public void Write(LogLevel level, string message)
    {
        if (level >= Level)
        {
            Emit(level, message);
        }
    }

    public void Write(LogLevel level, [InterpolatedStringHandlerArgument("", nameof(level))] ref LogText text)
    {
        if (text.Enabled)
        {
            Emit(level, text.ToStringAndClear());
        }
    }

    private static void Emit(LogLevel level, string message)
    {
        byte[] line = Encoding.UTF8.GetBytes($"{"TDIWEF"[(int)level]}: {message}\n");
        StandardStreams.Error(line);
    }
}

/// <summary>Builds a log message only when its level is enabled.</summary>
[InterpolatedStringHandler]
internal ref struct LogText
{
    private DefaultInterpolatedStringHandler _text;

    public LogText(int literalLength, int formattedCount, Logger logger, LogLevel level, out bool enabled)
    {
        enabled = Enabled = logger.IsEnabled(level);
        _text = enabled ? new DefaultInterpolatedStringHandler(literalLength, formattedCount) : default;
    }

    public bool Enabled { get; }

    public void AppendLiteral(string value) => _text.AppendLiteral(value);

    public void AppendFormatted(string? value) => _text.AppendFormatted(value);

    public void AppendFormatted(ReadOnlySpan<char> value) => _text.AppendFormatted(value);

    public void AppendFormatted<T>(T value) => _text.AppendFormatted(value);

    public void AppendFormatted<T>(T value, string? format) => _text.AppendFormatted(value, format);

    public string ToStringAndClear() => _text.ToStringAndClear();
}
