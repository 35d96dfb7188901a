using GetScu.Tests.Scp;

namespace GetScu.Tests.Support;

/// <summary>getscp over a folder, within the test's process.</summary>
internal sealed class GetScp : IDisposable
{
    private readonly ScpListener _listener;
    private readonly Thread _thread;
    private readonly List<string> _log = [];

    private GetScp(ScpOptions options)
    {
        Archive = new Archive(options.Folder);
        _listener = new ScpListener(Archive, options, Log);
        _thread = new Thread(_listener.Run) { IsBackground = true, Name = "getscp" };
        _thread.Start();
    }

    public Archive Archive { get; }

    public int Port => _listener.Port;

    /// <summary>What it has told so far, a line for each event.</summary>
    public string[] Lines
    {
        get
        {
            lock (_log)
            {
                return [.. _log];
            }
        }
    }

    public static GetScp Start(string folder)
    {
        return Start(new ScpOptions(folder));
    }

    public static GetScp Start(ScpOptions options)
    {
        return new GetScp(options);
    }

    public void Dispose()
    {
        _listener.Dispose();
        _thread.Join(TimeSpan.FromSeconds(60));
    }

    private void Log(string line)
    {
        lock (_log)
        {
            _log.Add(line);
        }
    }
}
