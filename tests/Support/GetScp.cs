using GetScu.Tests.Scp;

namespace GetScu.Tests.Support;

/// <summary>getscp within the test's process.</summary>
internal sealed class GetScp : IDisposable
{
    /// <summary>A client that has ended has also closed its connections.</summary>
    private static readonly TimeSpan EndDeadline = TimeSpan.FromSeconds(30);

    private readonly ScpListener _listener;
    private readonly Thread _thread;
    private readonly ScpLog _log;
    private readonly List<string> _lines = [];

    private GetScp(Archive archive, ScpOptions options)
    {
        Archive = archive;
        _log = new ScpLog(Add);
        _listener = new ScpListener(archive, options, _log);
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
            lock (_lines)
            {
                return [.. _lines];
            }
        }
    }

    public static GetScp Start(string folder)
    {
        return Start(new ScpOptions(folder));
    }

    public static GetScp Start(ScpOptions options)
    {
        return Start(new Archive(options.Folder), options);
    }

    /// <summary>Over these objects; the folder of the options is not read.</summary>
    public static GetScp Start(Archive archive, ScpOptions options)
    {
        return new GetScp(archive, options);
    }

    /// <summary>Waits until every connection has ended, and returns all associations that were asked for so far.</summary>
    public IReadOnlyList<AssociationRecord> EndedAssociations()
    {
        return _log.WaitForEnd(EndDeadline)
            ?? throw new AssertFailedException($"a connection is still open: {string.Join('\n', Lines)}");
    }

    public void Dispose()
    {
        _listener.Dispose();
        _thread.Join(TimeSpan.FromSeconds(60));
    }

    private void Add(string line)
    {
        lock (_lines)
        {
            _lines.Add(line);
        }
    }
}
