using System;
using System.Threading;

using GetScu.Dicom;

namespace GetScu.Net.Log;

/// <summary>A place that events go to, whole and one after the other, from any thread. None of them throws.</summary>
internal abstract class Appender(LogSection? section, LogHost host)
{
    private readonly Lock _lock = new();
    private readonly Layout _layout = Layout.Create(section, host);
    private readonly LogLevel _threshold = section?.Level("Threshold") ?? LogLevel.Trace;
    private readonly LogFilter? _filters = section is null ? null : LogFilter.Create(section);
    private bool _hasReported;

    /// <summary>The setting that it comes from.</summary>
    public string Key { get; set; } = "";

    protected LogHost Host => host;

    /// <summary>The file it writes to; empty where it writes to none.</summary>
    public virtual string File => "";

    public void Append(LogEvent logEvent)
    {
        if (logEvent.Level >= _threshold && _filters?.Accepts(logEvent) != false)
        {
            // A pattern may hold bytes that are no UTF-8.
            byte[] text = RawText.Encode(_layout.Format(logEvent));
            lock (_lock)
            {
                Write(logEvent, text);
            }
        }
    }

    /// <summary>
    /// Frees what is open, once or more often. A thread that hangs in a write, into a pipe that nobody reads, does not hold
    /// up the end of the program: the system closes what it writes to.
    /// </summary>
    public void Close()
    {
        if (_lock.TryEnter(TimeSpan.FromSeconds(Limits.LogCloseWait)))
        {
            try
            {
                CloseTarget();
            }
            finally
            {
                _lock.Exit();
            }
        }
    }

    /// <summary>Writes an event; no other call runs at the same time.</summary>
    protected abstract void Write(LogEvent logEvent, byte[] text);

    protected virtual void CloseTarget()
    {
    }

    /// <summary>Tells of the first failure.</summary>
    protected void Report(string problem)
    {
        if (!_hasReported)
        {
            host.Report(problem);
        }

        _hasReported = true;
    }
}
