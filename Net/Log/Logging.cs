using System;
using System.Collections.Generic;

namespace GetScu.Net.Log;

/// <summary>The loggers of the program, by the names the reference's configuration files use.</summary>
internal sealed class Logging : IDisposable
{
    private readonly LogConfiguration? _configuration;
    private readonly LogHost _host;

    /// <summary>Everything from a level on goes to standard error.</summary>
    public Logging(LogLevel level, LogHost? host = null)
        : this(null, level, host ?? new LogHost())
    {
    }

    private Logging(LogConfiguration? configuration, LogLevel level, LogHost host)
    {
        _configuration = configuration;
        _host = host;
        Appender[] console = configuration is null ? [new ConsoleAppender(null, host)] : [];
        Root = Create("root");
        App = Create("dcmtk.apps.getscu");
        Net = Create("dcmtk.dcmnet");
        Data = Create("dcmtk.dcmdata");

        Logger Create(string name) => configuration?.CreateLogger(name) ?? new Logger(name, level, console, host);
    }

    /// <summary>The files that are written to.</summary>
    public IReadOnlyList<string> Files => _configuration?.Files ?? [];

    /// <inheritdoc cref="LogHost.Status"/>
    public StatusLine Status => _host.Status;

    /// <summary>The parent of all.</summary>
    public Logger Root { get; }

    /// <summary>The program itself.</summary>
    public Logger App { get; }

    /// <summary>Association, PDUs, DIMSE.</summary>
    public Logger Net { get; }

    /// <summary>Data sets and the dictionary.</summary>
    public Logger Data { get; }

    /// <summary>
    /// Sets up logging by a configuration file. What is wrong within it goes to standard error, the rest works.
    /// </summary>
    /// <param name="error">Why the file cannot be used at all, in the reference's words: a command line error.</param>
    /// <returns>null when <paramref name="error"/> says why.</returns>
    public static Logging? FromFile(string path, out string error, LogHost? host = null)
    {
        host ??= new LogHost();
        LogProperties properties = new(host);
        error = properties.Read(path);
        if (error.Length > 0)
        {
            return null;
        }

        LogConfiguration configuration = new(properties, host);
        Logging logging = new(configuration, LogLevel.Warn, host);
        error = configuration.Error;
        if (error.Length == 0)
        {
            return logging;
        }

        logging.Dispose();
        return null;
    }

    /// <summary>Writes out and closes every appender, and takes away the line below them.</summary>
    public void Dispose()
    {
        _host.End();
        _configuration?.Close();
    }
}
