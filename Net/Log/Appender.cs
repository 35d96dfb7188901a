using System.Text;
using System.Threading;

namespace GetScu.Net.Log;

/// <summary>A place that events go to. None of them throws.</summary>
internal abstract class Appender(LogSection? section, LogHost host)
{
    private readonly Lock _lock = new();
    private readonly Layout _layout = Layout.Create(section, host);
    private readonly LogLevel _threshold = section?.Level("Threshold") ?? LogLevel.Trace;
    private readonly LogFilter? _filters = section is null ? null : LogFilter.Create(section);
    private bool _hasReported;

    protected LogHost Host => host;

    /// <summary>The file it writes to; empty where it writes to none.</summary>
    public virtual string File => "";

    public void Append(LogEvent logEvent)
    {
        if (logEvent.Level >= _threshold && _filters?.Accepts(logEvent) != false)
        {
            lock (_lock)
            {
                Write(logEvent, Encoding.UTF8.GetBytes(_layout.Format(logEvent)));
            }
        }
    }

    /// <summary>Frees what is open, once or more often.</summary>
    public virtual void Close()
    {
    }

    protected abstract void Write(LogEvent logEvent, byte[] text);

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
