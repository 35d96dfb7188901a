using System;
using System.Runtime.InteropServices;
using System.Threading;

using static GetScu.Storage.Posix.OpenSsl;
using static GetScu.Storage.Posix.OpenSslSession;
using static GetScu.Storage.Posix.SocketCalls;

namespace GetScu.Net.Transport.Tls;

/// <summary>
/// TLS over a socket that does not wait: whatever OpenSSL wants is waited for here, by the deadlines of every connection. Its
/// calls are made one at a time, since another thread may send a C-CANCEL while this one reads: between them, never within a
/// record, and nothing is waited for with the gate closed.
/// </summary>
internal sealed unsafe class TlsConnection : Connection
{
    private readonly SocketConnection _socket;
    private readonly Deadline _sending;
    private readonly Lock _gate = new();
    private void* _session;
    private NetworkException? _failure;
    private bool _isStanding;
    private bool _isStuck;
    private bool _isFinished;
    private volatile bool _interrupted;

    /// <param name="socket">Belongs to this connection from here on.</param>
    /// <param name="session">An SSL of that socket's; likewise.</param>
    public TlsConnection(SocketConnection socket, void* session)
    {
        _socket = socket;
        _session = session;
        _sending = new Deadline(socket.SendTimeout);
    }

    /// <summary>The handshake (RFC 8446 4).</summary>
    /// <param name="seconds">For all of it.</param>
    /// <exception cref="NetworkException">It failed, or took longer.</exception>
    public void Handshake(int seconds)
    {
        Deadline deadline = new(seconds, isAbsolute: true);
        while (true)
        {
            ClearErrors();
            int result = Connect(_session);
            int number = Marshal.GetLastPInvokeError();
            if (result == 1)
            {
                _isStanding = true;
                return;
            }

            int error = ErrorOf(_session, result);
            if (Wanted(error) is 0)
            {
                throw TlsErrors.ToException(_session, error, number, isHandshake: true);
            }

            Wait(error, deadline);
            if (deadline.HasPassed)
            {
                throw new NetworkException(NetworkFailure.Timeout, $"no whole TLS handshake from peer for {seconds} s");
            }
        }
    }

    public override int Receive(Span<byte> buffer, Deadline deadline)
    {
        while (true)
        {
            deadline.Begin();
            int count = Read(buffer, out int error, out bool isDry);
            bool isOver = _interrupted || count > 0 || error == SSL_ERROR_NONE || deadline.HasPassed;
            if (!isOver && isDry)
            {
                _ = _socket.IsReady(Wanted(error), deadline.Next);
            }

            deadline.End();
            if (isOver)
            {
                return _interrupted ? 0
                    : count > 0 || (error == SSL_ERROR_NONE && _failure is null) ? count
                    : error == SSL_ERROR_NONE ? throw _failure!
                    : TimedOut;
            }
        }
    }

    public override void Send(ReadOnlySpan<byte> bytes)
    {
        _sending.Restart();
        while (!bytes.IsEmpty)
        {
            if (_isStuck)
            {
                throw new NetworkException(NetworkFailure.Timeout, "peer does not take what is sent");
            }

            int count = Write(bytes, out int error);
            if (count > 0)
            {
                bytes = bytes[count..];
                _sending.Restart();
            }
            else if (_sending.HasPassed)
            {
                _isStuck = true;
            }
            else
            {
                Wait(error, _sending);
            }
        }
    }

    /// <summary>A record of which part has gone is not followed by anything else.</summary>
    public override bool TrySend(ReadOnlySpan<byte> bytes)
    {
        try
        {
            while (!_isStuck && !bytes.IsEmpty)
            {
                int count = Write(bytes, out _);
                _isStuck = count == 0;
                bytes = bytes[count..];
            }

            return bytes.IsEmpty;
        }
        catch (NetworkException)
        {
            return false;
        }
    }

    public override void FinishSending()
    {
        Finish();
        _socket.FinishSending();
    }

    public override void Interrupt()
    {
        _interrupted = true;
        _socket.Interrupt();
    }

    public override void Dispose()
    {
        Finish();
        lock (_gate)
        {
            Free(_session);
            _session = null;
        }

        _socket.Dispose();
    }

    /// <summary>Says that nothing more comes (RFC 8446 6.1), where that does not take waiting.</summary>
    private void Finish()
    {
        lock (_gate)
        {
            if (_session is not null && _isStanding && !_isFinished && !_isStuck && _failure is null)
            {
                ClearErrors();
                _ = Shutdown(_session);
                ClearErrors();
            }

            _isFinished = true;
        }
    }

    /// <summary>Everything that is there, record by record, as far as it fits.</summary>
    /// <param name="error">SSL_ERROR_NONE, or what OpenSSL waits for.</param>
    /// <param name="isDry">The socket has been asked and has no more; else a record that is not for this side was taken.</param>
    /// <returns>Bytes; 0 with SSL_ERROR_NONE: the connection has ended, by a failure or in order.</returns>
    private int Read(Span<byte> buffer, out int error, out bool isDry)
    {
        int total = 0;
        error = SSL_ERROR_NONE;
        isDry = false;
        fixed (byte* start = buffer)
        {
            lock (_gate)
            {
                do
                {
                    int count = ReadOnce(start + total, buffer.Length - total, out error, out isDry);
                    if (count <= 0)
                    {
                        error = total > 0 ? SSL_ERROR_NONE : error;
                        break;
                    }

                    total += count;
                }
                while (total < buffer.Length && HasPending(_session) == 1);
            }
        }

        return total;
    }

    // Within the gate. A failure is kept for when everything before it has been taken.
    private int ReadOnce(byte* start, int length, out int error, out bool isDry)
    {
        error = SSL_ERROR_NONE;
        isDry = false;
        if (_failure is not null || _session is null)
        {
            return 0;
        }

        ClearErrors();
        int count = Storage.Posix.OpenSslSession.Read(_session, start, length);
        int number = Marshal.GetLastPInvokeError();
        if (count > 0)
        {
            return count;
        }

        error = ErrorOf(_session, count);
        isDry = number != 0;
        if (Wanted(error) == 0)
        {
            _failure = error == SSL_ERROR_ZERO_RETURN ? null : TlsErrors.ToException(_session, error, number, isHandshake: false);
            error = SSL_ERROR_NONE;
        }

        return 0;
    }

    /// <returns>Bytes that OpenSSL has taken, one record at most; 0: it wants what <paramref name="error"/> says first.</returns>
    private int Write(ReadOnlySpan<byte> bytes, out int error)
    {
        error = SSL_ERROR_NONE;
        fixed (byte* start = bytes)
        {
            lock (_gate)
            {
                if (_session is null || _isFinished)
                {
                    throw new NetworkException(NetworkFailure.ConnectionLost, "connection is closed");
                }

                ClearErrors();
                int count = Storage.Posix.OpenSslSession.Write(_session, start, bytes.Length);
                int number = Marshal.GetLastPInvokeError();
                _socket.AcknowledgeAtOnce();
                if (count > 0)
                {
                    return count;
                }

                error = ErrorOf(_session, count);
                return Wanted(error) != 0 ? 0 : throw Refused(error, number);
            }
        }
    }

    // Within the gate. A peer that refuses this side says so (RFC 8446 6.2) before it closes, and that may be here already.
    private NetworkException Refused(int error, int number)
    {
        NetworkException failure = TlsErrors.ToException(_session, error, number, isHandshake: false);
        if (failure.Failure != NetworkFailure.NotSecured)
        {
            byte left;
            ClearErrors();
            int count = Storage.Posix.OpenSslSession.Read(_session, &left, 1);
            number = Marshal.GetLastPInvokeError();
            error = count > 0 ? SSL_ERROR_NONE : ErrorOf(_session, count);
            if (error == SSL_ERROR_SSL && TlsErrors.ToException(_session, error, number, isHandshake: false) is { Failure: NetworkFailure.NotSecured } said)
            {
                failure = said;
            }
        }

        return _failure = failure;
    }

    private void Wait(int error, Deadline deadline)
    {
        deadline.Begin();
        _ = _socket.IsReady(Wanted(error), deadline.Next);
        deadline.End();
    }

    private static short Wanted(int error) => error switch
    {
        SSL_ERROR_WANT_READ => POLLIN,
        SSL_ERROR_WANT_WRITE => POLLOUT,
        _ => 0,
    };
}
