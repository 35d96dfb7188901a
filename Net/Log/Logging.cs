using System;

namespace GetScu.Net.Log;

/// <summary>The loggers of the program, by the names the reference's configuration files use.</summary>
internal sealed class Logging(LogLevel level) : IDisposable
{
    /// <summary>The program itself.</summary>
    public Logger App { get; } = new("dcmtk.apps.getscu", level);

    /// <summary>Association, PDUs, DIMSE.</summary>
    public Logger Net { get; } = new("dcmtk.dcmnet", level);

    /// <summary>Data sets and the dictionary.</summary>
    public Logger Data { get; } = new("dcmtk.dcmdata", level);

    /// <summary>Writes out and closes every appender.</summary>
    public void Dispose()
    {
    }
}
