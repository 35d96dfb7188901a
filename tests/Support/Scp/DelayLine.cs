using System.Net.Sockets;

namespace GetScu.Tests.Scp;

/// <summary>
/// A connection behind a long link: each write leaves, and everything that comes is seen, a fixed time later. It adds no
/// limit to what is under way, so whoever sends in advance is served as over a real distance. The handshake of TCP is
/// not delayed.
/// </summary>
internal sealed class DelayLine
{
    private readonly Socket _socket;
    private readonly TimeSpan _timeout;
    private readonly DelayQueue _out;
    private readonly DelayQueue _in;
    private readonly Thread _sender;
    private byte[] _rest = [];
    private bool _hasEnded;
    private volatile SocketException? _failure;

    /// <param name="socket">Of the connection.</param>
    /// <param name="delay">Each way.</param>
    /// <param name="timeout">Longest wait in <see cref="Receive"/>.</param>
    public DelayLine(Socket socket, TimeSpan delay, TimeSpan timeout)
    {
        (_socket, _timeout) = (socket, timeout);
        (_out, _in) = (new DelayQueue(delay), new DelayQueue(delay));
        socket.ReceiveTimeout = 0;
        _sender = Start(SendAll);
        Start(ReceiveAll);
    }

    public bool IsReadable => _rest.Length > 0 || _hasEnded || _in.IsReady;

    public void Send(ReadOnlySpan<byte> bytes)
    {
        if (_failure is { } failure)
        {
            throw new SocketException((int)failure.SocketErrorCode);
        }

        if (bytes.Length > 0)
        {
            _out.Put(bytes.ToArray());
        }
    }

    /// <summary>FIN behind all that was sent.</summary>
    public void Shutdown()
    {
        _out.Put([]);
    }

    /// <summary>Sends all that is on its way, and FIN; returns when it is done.</summary>
    public void Flush()
    {
        Shutdown();
        _sender.Join();
    }

    /// <summary>Drops all that is on its way.</summary>
    public void Drop()
    {
        _out.Close();
        _in.Close();
    }

    /// <summary>0 at the end.</summary>
    public int Receive(Span<byte> target)
    {
        if (_rest.Length == 0 && !_hasEnded)
        {
            _rest = _in.Take(_timeout) ?? throw new SocketException((int)SocketError.TimedOut);
            _hasEnded = _rest.Length == 0;
        }

        int count = Math.Min(target.Length, _rest.Length);
        _rest.AsSpan(0, count).CopyTo(target);
        _rest = _rest[count..];
        return count;
    }

    private static Thread Start(Action work)
    {
        Thread thread = new(() => work()) { IsBackground = true, Name = "delay line" };
        thread.Start();
        return thread;
    }

    private void SendAll()
    {
        try
        {
            while (_out.Take(TimeSpan.MaxValue) is { } bytes)
            {
                if (bytes.Length == 0)
                {
                    _socket.Shutdown(SocketShutdown.Send);
                    break;
                }

                for (int at = 0; at < bytes.Length;)
                {
                    at += _socket.Send(bytes.AsSpan(at));
                }
            }
        }
        catch (SocketException error)
        {
            _failure = error;
        }
        catch (ObjectDisposedException)
        {
            // Reset by this side.
        }

        _out.Close();
    }

    /// <summary>A reset ends it like a close: what came before is still seen.</summary>
    private void ReceiveAll()
    {
        byte[] buffer = new byte[1 << 17];
        try
        {
            for (int count; (count = _socket.Receive(buffer)) > 0;)
            {
                _in.Put(buffer[..count]);
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // The end, all the same.
        }

        _in.Put([]);
    }
}
