using System.Net;
using System.Net.Sockets;
using System.Text;

using GetScu.Net.Log;
using GetScu.Net.Transport;

namespace GetScu.Tests.Net.Log;

[TestClass]
public sealed class SysLogAppenderTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    [TestMethod]
    [DataRow("", "14")]
    [DataRow("facility =", "14", DisplayName = "empty")]
    [DataRow("facility = user", "14")]
    [DataRow("facility = KERN", "6")]
    [DataRow("facility = authpriv", "86")]
    [DataRow("facility = ftp", "94")]
    [DataRow("facility = local0", "134")]
    [DataRow("facility = local7", "190")]
    public void Facilities(string setting, string priority)
    {
        string text = Local([setting], logging => logging.Net.Write(LogLevel.Info, "a"), out string error);
        StringAssert.StartsWith(text, $"<{priority}>");
        Assert.AreEqual("", error);
    }

    [TestMethod]
    [DataRow("facility = foo")]
    [DataRow("facility = -")]
    public void Unknown_facilities_are_reported_and_taken_for_user(string setting)
    {
        string text = Local([setting], logging => logging.Net.Write(LogLevel.Info, "a"), out string error);
        StringAssert.StartsWith(text, "<14>");
        StringAssert.StartsWith(error, "log4cplus:ERROR Unknown syslog facility (line 3: ");
    }

    [TestMethod]
    [DataRow("Fatal", 2)]
    [DataRow("Error", 3)]
    [DataRow("Warn", 4)]
    [DataRow("Info", 6)]
    [DataRow("Debug", 7)]
    [DataRow("Trace", 7)]
    public void Severities(string level, int severity)
    {
        string text = Local([], logging => logging.Net.Write(Enum.Parse<LogLevel>(level), "a"), out _);
        StringAssert.StartsWith(text, $"<{8 + severity}>");
    }

    [TestMethod]
    [DataRow("", "getscu: INFO - a message\n")]
    [DataRow("ident =", "getscu: INFO - a message\n")]
    [DataRow("ident = my id", "my id: INFO - a message\n")]
    [DataRow("layout = log4cplus::PatternLayout|layout.ConversionPattern = %c %m", "getscu: dcmtk.dcmnet a message")]
    public void Local_format(string settings, string expected)
    {
        string text = Local(settings.Split('|'), logging => logging.Net.Write(LogLevel.Info, "a message"), out _);
        string time = LogTime.Format("%b %e %H:%M:%S", new HandClock().Now.Ticks, isUtc: false);
        Assert.AreEqual($"<14>{time} {expected}", text);
    }

    [TestMethod]
    [DataRow("", "getscu", "INFO - a message\n")]
    [DataRow("ident = id|layout = log4cplus::PatternLayout|layout.ConversionPattern = %P: %m", "id", "I: a message")]
    public void Remote_format(string settings, string identity, string expected)
    {
        using Socket server = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        server.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        using LogSetup setup = new();
        using Logging logging = setup.Configure(LogSetup.OneAppender("SysLogAppender",
            ["host = 127.0.0.1", $"port = {((IPEndPoint)server.LocalEndPoint!).Port}", .. settings.Split('|', StringSplitOptions.RemoveEmptyEntries)]));
        logging.Net.Write(LogLevel.Info, "a message");
        Assert.AreEqual(
            $"<14>1 2026-03-04T10:58:30.123Z {Dns.GetHostName()} {identity} {Environment.ProcessId} dcmtk.dcmnet - {expected}", Receive(server));
        Assert.AreEqual("", setup.Error);
    }

    [TestMethod]
    public void A_dump_is_one_datagram()
    {
        string text = Local([], logging => logging.Net.Force(LogLevel.Info, ["one", "two"]), out _);
        StringAssert.EndsWith(text, "getscu: INFO - one\ntwo\n");
    }

    [TestMethod]
    public void A_service_that_listens_on_a_stream_gets_events_that_end_in_NUL()
    {
        string path = Path.Combine(Path.GetTempPath(), $"getscu-{Guid.NewGuid():n}");
        try
        {
            using Socket server = Bind(path, SocketType.Stream);
            server.Listen(1);
            using LogSetup setup = new(path);
            using (Logging logging = setup.Configure(LogSetup.OneAppender("SysLogAppender", "ident = me")))
            {
                logging.Net.Write(LogLevel.Info, "one");
                logging.Net.Write(LogLevel.Error, new string('x', 300_000));
                // Nobody reads yet: what does not fit is given up after a second, and the service is tried again later.
                setup.Clock.Now += TimeSpan.FromSeconds(60);
                logging.Net.Write(LogLevel.Info, "three");
            }

            byte[] received = [.. ReadAll(server), .. ReadAll(server)];
            string time = LogTime.Format("%b %e %H:%M:", new HandClock().Now.Ticks, isUtc: false);
            string[] events = Encoding.UTF8.GetString(received).Split('\0');
            StringAssert.StartsWith(events[0], $"<14>{time}");
            StringAssert.EndsWith(events[0], "me: INFO - one\n");
            StringAssert.EndsWith(events[^2], "me: INFO - three\n");
            Assert.AreEqual("", events[^1]);
            Assert.AreEqual(1, setup.Error.Count(c => c == '\n'), setup.Error);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [TestMethod]
    public void A_service_that_is_not_there_is_reported_once()
    {
        using LogSetup setup = new();
        using Logging logging = setup.Configure(LogSetup.OneAppender("SysLogAppender"));
        logging.Net.Write(LogLevel.Info, "lost");
        logging.Net.Write(LogLevel.Info, "lost");
        StringAssert.StartsWith(setup.Error, "log4cplus:WARN SysLogAppender: cannot reach /nonexistent: ");
        Assert.AreEqual(1, setup.Error.Count(c => c == '\n'), setup.Error);
    }

    [TestMethod]
    [DataRow("host = no.such.host.invalid", "no.such.host.invalid")]
    [DataRow("host = 127.0.0.1", "127.0.0.1",
        DisplayName = "too long for a datagram")]
    public void A_remote_service_that_cannot_be_reached_is_reported_once(string settings, string name)
    {
        using LogSetup setup = new();
        using Logging logging = setup.Configure(LogSetup.OneAppender("SysLogAppender", settings.Split('|')));
        logging.Net.Write(LogLevel.Info, new string('x', 70_000));
        logging.Net.Write(LogLevel.Info, new string('x', 70_000));
        StringAssert.StartsWith(setup.Error, $"log4cplus:WARN SysLogAppender: cannot reach {name}: ");
        Assert.AreEqual(1, setup.Error.Count(c => c == '\n'), setup.Error);
    }

    [TestMethod]
    public void A_service_that_comes_back_is_used_again()
    {
        string path = Path.Combine(Path.GetTempPath(), $"getscu-{Guid.NewGuid():n}");
        try
        {
            using LogSetup setup = new(path);
            using Logging logging = setup.Configure(LogSetup.OneAppender("SysLogAppender"));
            using (Socket server = Bind(path))
            {
                logging.Net.Write(LogLevel.Info, "one");
                StringAssert.EndsWith(Receive(server), "one\n");
            }

            // A process that another test starts has the closed socket for a moment, until it runs its own program.
            SpinWait.SpinUntil(
                () =>
                {
                    logging.Net.Write(LogLevel.Info, "lost");
                    return setup.Error.Length > 0;
                },
                Deadline);
            File.Delete(path);
            using Socket next = Bind(path);
            setup.Clock.Now += TimeSpan.FromSeconds(9);
            logging.Net.Write(LogLevel.Info, "lost");
            setup.Clock.Now += TimeSpan.FromSeconds(1);
            logging.Net.Write(LogLevel.Info, "two");
            logging.Net.Write(LogLevel.Info, "three");
            StringAssert.EndsWith(Receive(next), "two\n");
            StringAssert.EndsWith(Receive(next), "three\n");
            Assert.AreEqual(1, setup.Error.Count(c => c == '\n'), setup.Error);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [TestMethod]
    public void An_event_too_long_for_a_datagram_loses_only_itself()
    {
        using Socket server = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        server.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        using LogSetup setup = new();
        using Logging logging = setup.Configure(LogSetup.OneAppender(
            "SysLogAppender", "host = 127.0.0.1", $"port = {((IPEndPoint)server.LocalEndPoint!).Port}"));
        logging.Net.Write(LogLevel.Info, new string('x', 70_000));
        logging.Net.Write(LogLevel.Info, "short");
        StringAssert.EndsWith(Receive(server), "INFO - short\n");
    }

    private static byte[] ReadAll(Socket server)
    {
        Assert.IsTrue(server.Poll(Deadline, SelectMode.SelectRead), "nobody connects");
        using Socket peer = server.Accept();
        using NetworkStream stream = new(peer) { ReadTimeout = (int)Deadline.TotalMilliseconds };
        using MemoryStream bytes = new();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static Socket Bind(string path, SocketType type = SocketType.Dgram)
    {
        Socket server = new(AddressFamily.Unix, type, ProtocolType.Unspecified);
        server.Bind(new UnixDomainSocketEndPoint(path));
        return server;
    }

    private static string Local(string[] settings, Action<Logging> log, out string error)
    {
        string path = Path.Combine(Path.GetTempPath(), $"getscu-{Guid.NewGuid():n}");
        try
        {
            using Socket server = Bind(path);
            using LogSetup setup = new(path);
            using Logging logging = setup.Configure(LogSetup.OneAppender("SysLogAppender", [.. settings.Where(setting => setting.Length > 0)]));
            log(logging);
            error = setup.Error;
            return Receive(server);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static string Receive(Socket server)
    {
        server.ReceiveTimeout = (int)Deadline.TotalMilliseconds;
        byte[] buffer = new byte[65536];
        return Encoding.UTF8.GetString(buffer, 0, server.Receive(buffer));
    }
}
