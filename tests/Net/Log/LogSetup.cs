using System.Text;

using GetScu.Net.Log;
using GetScu.Tests.Support;

namespace GetScu.Tests.Net.Log;

/// <summary>Loggers set up by a configuration, with their console, their folder and their clock in the test's hand.</summary>
internal sealed class LogSetup : IDisposable
{
    private readonly MemoryStream _output = new();
    private readonly MemoryStream _error = new();

    public LogSetup(string sysLogSocket = "/nonexistent")
    {
        Host = new LogHost(Clock) { Console = Take, SysLogSocket = sysLogSocket };
    }

    public HandClock Clock { get; } = new();

    public TempFolder Folder { get; } = new();

    public LogHost Host { get; }

    public string Output => Encoding.UTF8.GetString(_output.ToArray());

    public string Error => Encoding.UTF8.GetString(_error.ToArray());

    /// <summary>One appender named A on the root logger, which takes everything.</summary>
    /// <param name="type">Class without prefix.</param>
    /// <param name="settings">Its keys and values; <c>DIR</c> is the folder.</param>
    public static string OneAppender(string type, params string[] settings) => string.Join('\n',
    [
        "log4cplus.rootLogger = TRACE, A", "log4cplus.appender.A = log4cplus::" + type,
        .. settings.Select(setting => "log4cplus.appender.A." + setting),
    ]);

    public Logging Configure(string configuration)
    {
        string file = Folder.Write("log.cfg", Encoding.UTF8.GetBytes(configuration.Replace("DIR", Folder.Path)));
        Logging? logging = Logging.FromFile(file, out string error, Host);
        Assert.IsNotNull(logging, error);
        return logging;
    }

    public string Read(string name) => File.ReadAllText(Folder.File(name));

    /// <summary>Names of the files but the configuration.</summary>
    public string Names() => string.Join(' ', Folder.Names.Where(name => name != "log.cfg"));

    public void Dispose()
    {
        Folder.Dispose();
    }

    private bool Take(int descriptor, ReadOnlySpan<byte> bytes)
    {
        (descriptor == 1 ? _output : _error).Write(bytes);
        return true;
    }
}
