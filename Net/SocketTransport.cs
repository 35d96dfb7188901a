using System;
using System.Net;
using System.Net.Sockets;

namespace GetScu.Net;

/// <summary>A TCP connection, blocking, on one thread.</summary>
internal sealed class SocketTransport : Transport
{
    private readonly Socket _socket;
    private int _receiveTimeout;
    private volatile bool _interrupted;

    private SocketTransport(Socket socket)
    {
        _socket = socket;
    }

    public override bool CanSend => _socket.Poll(0, SelectMode.SelectWrite);

    /// <summary>Resolves the host and tries each of its addresses in turn.</summary>
    /// <param name="host">Name or numeric address, IPv4 or IPv6.</param>
    /// <param name="port">1 to 65535.</param>
    /// <param name="connectTimeout">Seconds for each address; null: as long as the system tries.</param>
    /// <param name="sendTimeout">Seconds the peer may leave sent bytes untaken.</param>
    /// <exception cref="NetworkException">Unknown host, or no address answers.</exception>
    public static SocketTransport Connect(string host, int port, int? connectTimeout, int sendTimeout)
    {
        string reason = "no address";
        foreach (IPAddress address in Resolve(host))
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            var transport = new SocketTransport(socket);
            try
            {
                // A blocking connect ends with the send timeout (socket(7), SO_SNDTIMEO).
                socket.SendTimeout = Milliseconds(connectTimeout ?? 0);
                socket.Connect(new IPEndPoint(address, port));
                socket.SendTimeout = Milliseconds(sendTimeout);
                // One write per message: nothing to gain from waiting for more (RFC 896).
                socket.NoDelay = true;
                return transport;
            }
            catch (SocketException error)
            {
                // The plain text of the error; the exception's own adds the address.
                reason = new SocketException((int)error.SocketErrorCode).Message;
                transport.Dispose();
            }
        }
        throw new NetworkException(NetworkFailure.NotConnected, $"TCP Initialization Error: {reason}");
    }

    public override int Receive(Span<byte> buffer, int timeout)
    {
        if (timeout != _receiveTimeout)
        {
            _socket.ReceiveTimeout = timeout;
            _receiveTimeout = timeout;
        }
        int count = _socket.Receive(buffer, SocketFlags.None, out SocketError error);
        if (_interrupted)
        {
            return 0;
        }
        return error switch
        {
            SocketError.Success => count,
            SocketError.TimedOut or SocketError.WouldBlock => TimedOut,
            _ => throw Lost(error),
        };
    }

    public override void Send(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            int count = _socket.Send(bytes, SocketFlags.None, out SocketError error);
            if (error != SocketError.Success)
            {
                throw error is SocketError.TimedOut or SocketError.WouldBlock
                    ? new NetworkException(NetworkFailure.Timeout, "peer does not take what is sent (timeout)")
                    : Lost(error);
            }
            bytes = bytes[count..];
        }
    }

    public override void FinishSending()
    {
        try
        {
            _socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // Already closed by the peer.
        }
    }

    public override void Interrupt()
    {
        _interrupted = true;
        try
        {
            _socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // Not connected any more: nothing waits.
        }
    }

    public override void Dispose() => _socket.Dispose();

    private static IPAddress[] Resolve(string host)
    {
        if (IPAddress.TryParse(host, out IPAddress? numeric))
        {
            return [numeric];
        }
        try
        {
            return Dns.GetHostAddresses(host);
        }
        catch (Exception error) when (error is SocketException or ArgumentException)
        {
            throw new NetworkException(NetworkFailure.UnknownHost, $"Attempt to connect to unknown host: {host}");
        }
    }

    private static NetworkException Lost(SocketError error) =>
        new(NetworkFailure.ConnectionLost, new SocketException((int)error).Message);

    private static int Milliseconds(int seconds) => (int)Math.Min(seconds * 1000L, int.MaxValue);
}
