using System;

using GetScu.Net.Log;

namespace GetScu.Net;

/// <summary>
/// Environment variables that tune the reference's sockets. Nothing needs tuning here (data leaves without delay, the
/// system sizes the buffers), so they are only spoken of.
/// </summary>
internal static class EnvironmentOptions
{
    public static void Report(Logger log)
    {
        Report(log, "TCP_BUFFER_LENGTH");
        Report(log, "TCP_NODELAY");
    }

    private static void Report(Logger log, string name)
    {
        if (Environment.GetEnvironmentVariable(name) is { } value)
        {
            if (int.TryParse(value, out _))
            {
                log.Write(LogLevel.Trace, $"environment variable {name}={value} has no effect");
            }
            else
            {
                log.Write(LogLevel.Warn, $"DULFSM: cannot parse environment variable {name}={value}");
            }
        }
    }
}
