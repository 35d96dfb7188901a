using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace GetScu.Tests.Scp;

/// <summary>Accepts connections, a thread for each. Everything that happened is told to a log.</summary>
internal sealed class ScpListener : IDisposable
{
    private readonly Archive _archive;
    private readonly ScpOptions _options;
    private readonly ScpLog _log;
    private readonly Admission _admission;
    private readonly List<Socket> _peers = [];
    private readonly ManualResetEventSlim _closed = new();
    private readonly Socket? _holder;
    private Socket _socket;
    private long _awaySince;
    private volatile bool _isAway;

    public ScpListener(Archive archive, ScpOptions options, ScpLog log)
    {
        (_archive, _options, _log, _admission) = (archive, options, log, new Admission(options));
        _socket = Bind(options.Port);
        Port = ((IPEndPoint)_socket.LocalEndPoint!).Port;

        // While nobody listens the port stays this server's: a socket is bound to it that never listens.
        _holder = options.ReturnsAfter is null ? null : Bind(Port);
        _socket.Listen(128);
    }

    public int Port { get; }

    /// <summary>Serves until disposed, or for one association.</summary>
    public void Run()
    {
        while (true)
        {
            if (TryAccept() is not { } peer)
            {
                if (!_isAway || !StayAway())
                {
                    return;
                }

                Return();
                continue;
            }

            _log.OpenConnection();
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
        _closed.Set();
        lock (_peers)
        {
            _socket.Dispose();
            _peers.ForEach(peer => peer.Dispose());
        }

        _holder?.Dispose();
    }

    private Socket Bind(int port)
    {
        Socket socket = new(_options.Address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (_options.ReturnsAfter is not null)
        {
            const int SocketLevel = 1; // SOL_SOCKET of Linux
            const int ReusePort = 15; // SO_REUSEPORT
            socket.SetRawSocketOption(SocketLevel, ReusePort, BitConverter.GetBytes(1));
        }

        socket.Bind(new IPEndPoint(_options.Address, port));
        return socket;
    }

    /// <summary>Null when the socket has been closed.</summary>
    private Socket? TryAccept()
    {
        try
        {
            return _socket.Accept();
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            return null;
        }
    }

    private void GoAway()
    {
        lock (_peers)
        {
            if (_options.ReturnsAfter is not null && !_isAway)
            {
                _awaySince = Stopwatch.GetTimestamp();
                _isAway = true;
                _socket.Dispose();
            }
        }
    }

    /// <summary>False when disposed meanwhile. Timers may end early: the clock decides.</summary>
    private bool StayAway()
    {
        TimeSpan left;
        while ((left = _options.ReturnsAfter!.Value - Stopwatch.GetElapsedTime(_awaySince)) > TimeSpan.Zero)
        {
            if (_closed.Wait((int)Math.Ceiling(Math.Min(left.TotalMilliseconds, int.MaxValue))))
            {
                return false;
            }
        }

        return true;
    }

    private void Return()
    {
        lock (_peers)
        {
            if (!_closed.IsSet)
            {
                _socket = Bind(Port);
                _socket.Listen(128);
                _isAway = false;
                _log.Tell("listening again");
            }
        }
    }

    private void Serve(Socket peer)
    {
        try
        {
            using (peer)
            {
                using SslStream? secured = _options.Tls is null ? null : new SslStream(new NetworkStream(peer));
                secured?.AuthenticateAsServer(_options.Tls!);
                PduConnection connection = new(peer, _options, secured);
                try
                {
                    new ScpAssociation(connection, _archive, _options, _log, _admission).Run(GoAway);
                    connection.Flush();
                }
                finally
                {
                    connection.Drop();
                }
            }
        }
        catch (Exception error)
        {
            // Whatever a peer or a policy has brought about ends this connection alone.
            _log.Tell($"connection ended: {error.GetType().Name}: {error.Message}");
        }

        lock (_peers)
        {
            _peers.Remove(peer);
        }

        _log.CloseConnection();
    }
}
