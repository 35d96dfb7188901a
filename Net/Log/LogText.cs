using System;
using System.Runtime.CompilerServices;
using System.Text;

namespace GetScu.Net.Log;

/// <summary>Builds a log message only when its level is enabled. The logger makes it printable.</summary>
[InterpolatedStringHandler]
internal readonly ref struct LogText
{
    private readonly StringBuilder? _text;

    public LogText(int literalLength, int formattedCount, LogThreshold logger, LogLevel level, out bool enabled)
    {
        enabled = logger.IsEnabled(level);
        _text = enabled ? new StringBuilder(literalLength + (16 * formattedCount)) : null;
    }

    public bool Enabled => _text is not null;

    public void AppendLiteral(string value) => _text!.Append(value);

    public void AppendFormatted(string? value) => _text!.Append(value);

    public void AppendFormatted(string? value, int alignment)
    {
        value ??= "";
        _text!.Append(alignment < 0 ? value.PadRight(-alignment) : value.PadLeft(alignment));
    }

    public void AppendFormatted(ReadOnlySpan<char> value) => AppendFormatted(value.ToString());

    public void AppendFormatted<T>(T value, int alignment = 0, string? format = null) =>
        AppendFormatted(value is IFormattable number ? number.ToString(format, null) : value?.ToString(), alignment);

    public string ToStringAndClear() => _text!.ToString();
}
