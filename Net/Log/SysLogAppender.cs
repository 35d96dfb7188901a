using System;
using System.Text;

using GetScu.Dicom;
using GetScu.Net.Transport;

namespace GetScu.Net.Log;

/// <summary>
/// Sends each event to the local syslog service, by a datagram or else on a stream, or with a host by a datagram to a remote
/// one (RFC 5424, 5426).
/// </summary>
internal sealed class SysLogAppender : Appender
{
    // RFC 5424 6.2.1; the index is the facility's number.
    private const string Facilities = "kern user mail daemon auth syslog lpr news uucp cron authpriv ftp - - - - "
        + "local0 local1 local2 local3 local4 local5 local6 local7";

    // The same clause: debug, debug, informational, warning, error, critical.
    private const string Severities = "776432";

    private readonly string _identity;
    private readonly string _server;
    private readonly int _port;
    private readonly int _facility;
    private readonly Datagrams _socket = new();
    private long _nextTry;

    public SysLogAppender(LogSection section, LogHost host)
        : base(section, host)
    {
        _identity = section.Text("ident", "getscu");
        _server = section.Text("host");
        _port = section.Number("port", otherwise: 514) & 0xffff;
        string facility = section.Text("facility", "user").ToLowerInvariant();
        _facility = Array.IndexOf(Facilities.Split(' '), facility);
        section.Check(_facility >= 0 && facility != "-", "ERROR Unknown syslog facility", section.Find("facility"));
        _facility = _facility >= 0 && facility != "-" ? _facility : 1;
    }

    protected override void CloseTarget() => _socket.Dispose();

    protected override void Write(LogEvent logEvent, byte[] text)
    {
        string head = "<" + ((_facility * 8) + Severities[(int)logEvent.Level] - '0') + ">" + (_server.Length == 0
            ? LogTime.Format("%b %e %H:%M:%S ", logEvent.Ticks, isUtc: false) + _identity + ": "
            : LogTime.Format("1 %Y-%m-%dT%H:%M:%S.%qZ ", logEvent.Ticks, isUtc: true) + LogHost.Name + " " + _identity
                + " " + Environment.ProcessId + " " + logEvent.LoggerName + " - ");
        if (!_socket.IsOpen && logEvent.Ticks < _nextTry)
        {
            return;
        }

        bool isLost = true;
        string? error = _socket.IsOpen ? null
            : _server.Length == 0 ? _socket.OpenLocal(Host.SysLogSocket)
            : _socket.OpenRemote(_server, _port);
        error ??= _socket.Send([.. Encoding.UTF8.GetBytes(head), .. text], out isLost);
        if (error is not null)
        {
            Report("WARN SysLogAppender: cannot reach " + (_server.Length > 0 ? _server : Host.SysLogSocket) + ": " + error);
        }

        if (error is not null && isLost)
        {
            CloseTarget();
            _nextTry = logEvent.Ticks + (Limits.LogRetry * TimeSpan.TicksPerSecond);
        }
    }
}
