using System.Net;
using System.Net.Sockets;

namespace GetScu.Tests.Scp;

/// <summary>Accepts connections, a thread for each. Everything that happened is told to a log.</summary>
internal sealed class ScpListener : IDisposable
{
    private readonly Archive _archive;
    private readonly ScpOptions _options;
    private readonly Action<string> _log;
    private readonly Socket _socket;
    private readonly List<Socket> _peers = [];
    private volatile bool _isClosed;

    public ScpListener(Archive archive, ScpOptions options, Action<string> log)
    {
        _archive = archive;
        _options = options;
        _log = log;
        _socket = new Socket(options.Address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        _socket.Bind(new IPEndPoint(options.Address, options.Port));
        _socket.Listen(128);
        Port = ((IPEndPoint)_socket.LocalEndPoint!).Port;
    }

    public int Port { get; }

    /// <summary>Serves until disposed, or for one association.</summary>
    public void Run()
    {
        while (!_isClosed)
        {
            Socket peer;
            try
            {
                peer = _socket.Accept();
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException)
            {
                return;
            }

            lock (_peers)
            {
                _peers.Add(peer);
            }

            Thread thread = new(() => Serve(peer)) { IsBackground = true };
            thread.Start();
            if (_options.IsOnce)
            {
                thread.Join();
                return;
            }
        }
    }

    public void Dispose()
    {
        _isClosed = true;
        _socket.Dispose();
        lock (_peers)
        {
            _peers.ForEach(peer => peer.Dispose());
        }
    }

    private void Serve(Socket peer)
    {
        try
        {
            using (peer)
            {
                new ScpAssociation(new PduConnection(peer, _options), _archive, _options, _log).Run();
            }
        }
        catch (Exception error) when (error is SocketException or IOException or FormatException or ObjectDisposedException)
        {
            _log($"connection ended: {error.Message}");
        }

        lock (_peers)
        {
            _peers.Remove(peer);
        }
    }
}
