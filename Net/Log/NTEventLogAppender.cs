using System;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;

namespace GetScu.Net.Log;

/// <summary>Reports events to the event log of Windows.</summary>
[SupportedOSPlatform("windows")]
internal sealed partial class NTEventLogAppender : Appender
{
    private nint _source;

    public NTEventLogAppender(LogSection section, LogHost host)
        : base(section, host)
    {
        _ = section.Find("log");
        string server = section.Text("server");
        _source = RegisterEventSource(server.Length > 0 ? server : null, section.Text("source", "getscu"));
        if (_source == 0)
        {
            host.Report("WARN NTEventLogAppender: the event log refuses the source");
        }
    }

    public override void Close()
    {
        _ = DeregisterEventSource(_source);
        _source = 0;
    }

    protected override unsafe void Write(LogEvent logEvent, byte[] text)
    {
        // EVENTLOG_ERROR_TYPE, EVENTLOG_WARNING_TYPE, EVENTLOG_INFORMATION_TYPE
        ushort type = logEvent.Level >= LogLevel.Error ? (ushort)1 : logEvent.Level == LogLevel.Warn ? (ushort)2 : (ushort)4;
        fixed (char* message = Encoding.UTF8.GetString(text))
        {
            char* line = message;
            _ = ReportEvent(_source, type, 0, 0, 0, 1, 0, &line, 0);
        }
    }

    [LibraryImport("advapi32", EntryPoint = "RegisterEventSourceW", StringMarshalling = StringMarshalling.Utf16)]
    private static partial nint RegisterEventSource(string? server, string source);

    [LibraryImport("advapi32", EntryPoint = "ReportEventW")]
    private static unsafe partial int ReportEvent(
        nint source, ushort type, ushort category, uint id, nint user, ushort count, uint rawSize, char** lines, nint raw);

    [LibraryImport("advapi32", EntryPoint = "DeregisterEventSource")]
    private static partial int DeregisterEventSource(nint source);
}
