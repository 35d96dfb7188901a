using System;

namespace GetScu.Net.Log;

/// <summary>Severity of a log event, least to most severe.</summary>
internal enum LogLevel
{
    Trace,
    Debug,
    Info,
    Warn,
    Error,
    Fatal,
    Off,
}
