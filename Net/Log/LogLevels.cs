using System;

namespace GetScu.Net.Log;

/// <summary>The levels' names in log lines and configuration files.</summary>
internal static class LogLevels
{
    private static readonly string[] Names = ["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL", "OFF"];

    public static string Name(LogLevel level) => Names[(int)level];

    /// <summary>The level of a name in any case; ALL is the lowest.</summary>
    public static LogLevel? Parse(string name) => name.ToUpperInvariant() switch
    {
        "ALL" => LogLevel.Trace,
        string upper when Array.IndexOf(Names, upper) is >= 0 and int level => (LogLevel)level,
        _ => null,
    };
}
