using System;
using System.Runtime.InteropServices;

using GetScu.Dicom;
using GetScu.Storage.Posix;

using static GetScu.Storage.Posix.SocketCalls;

namespace GetScu.Net.Transport;

/// <summary>A TCP connection, blocking, on one thread. Every call to the system waits for one slice of a deadline at most.</summary>
internal sealed unsafe class SocketConnection : Connection
{
    private readonly int _descriptor;
    private readonly Deadline _sending;
    private volatile bool _interrupted;

    private SocketConnection(int descriptor, int sendTimeout)
    {
        _descriptor = descriptor;
        SendTimeout = sendTimeout;
        _sending = new Deadline(sendTimeout);
        TimeValue slice = new() { Seconds = Limits.WaitSlice / 1000 };
        // socket(7): bounds connect as well.
        SetOption(SOL_SOCKET, SO_SNDTIMEO, &slice, (uint)sizeof(TimeValue));
        SetOption(SOL_SOCKET, SO_RCVTIMEO, &slice, (uint)sizeof(TimeValue));
    }

    /// <summary>Of the socket, for whoever reads and writes it instead.</summary>
    public int Descriptor => _descriptor;

    /// <summary>Seconds the peer may leave sent bytes untaken.</summary>
    public int SendTimeout { get; }

    /// <summary>Resolves the host and tries each of its addresses in turn.</summary>
    /// <param name="host">Name or numeric address, IPv4 or IPv6.</param>
    /// <param name="port">1 to 65535.</param>
    /// <param name="connectTimeout">Seconds for the name, and for each address; null: as long as the system tries.</param>
    /// <param name="sendTimeout">Seconds the peer may leave sent bytes untaken.</param>
    /// <exception cref="NetworkException">Unknown host, or no address answers.</exception>
    public static SocketConnection Connect(string host, int port, int? connectTimeout, int sendTimeout)
    {
        AddressInfo* addresses = NameLookup.Resolve(host, port, connectTimeout);
        int error = 0;
        NetworkFailure failure = NetworkFailure.NotInitialized;
        try
        {
            for (AddressInfo* address = addresses; address != null; address = address->Next)
            {
                int descriptor = SocketCalls.Open(address->Family, address->SocketType | SOCK_CLOEXEC, address->Protocol);
                if (descriptor >= 0)
                {
                    failure = NetworkFailure.NotConnected;
                    SocketConnection connection = new(descriptor, sendTimeout);
                    error = connection.ConnectTo(address, new Deadline(connectTimeout ?? 0));
                    if (error == 0)
                    {
                        // One write per message: nothing to gain from waiting for more (RFC 896).
                        connection.Switch(TCP_NODELAY);
                        return connection;
                    }

                    connection.Dispose();
                }
                else
                {
                    error = Marshal.GetLastPInvokeError();
                }
            }
        }
        finally
        {
            FreeAddressInfo(addresses);
        }

        throw new NetworkException(failure,
            $"TCP Initialization Error: {Marshal.GetPInvokeErrorMessage(error)}");
    }

    public override int Receive(Span<byte> buffer, Deadline deadline)
    {
        fixed (byte* start = buffer)
        {
            while (true)
            {
                deadline.Begin();
                // The system waits for whole slices by itself; the rest of a wait is waited for before.
                bool isRest = deadline.Next < Limits.WaitSlice;
                if (isRest)
                {
                    _ = IsReady(POLLIN, deadline.Next);
                }

                nint count = SocketCalls.Receive(_descriptor, start, (nuint)buffer.Length, isRest ? MSG_DONTWAIT : 0);
                int error = count < 0 ? Marshal.GetLastPInvokeError() : 0;
                deadline.End();
                if (_interrupted || error == 0)
                {
                    return _interrupted ? 0 : (int)count;
                }

                if (error is not (EAGAIN or EINTR))
                {
                    throw Lost(error);
                }

                if (error == EAGAIN && deadline.HasPassed)
                {
                    return TimedOut;
                }
            }
        }
    }

    public override void Send(ReadOnlySpan<byte> bytes)
    {
        _sending.Restart();
        while (!bytes.IsEmpty)
        {
            _sending.Begin();
            nint count = SendOnce(bytes, MSG_NOSIGNAL, out int error);
            _sending.End();
            if (error is not (0 or EAGAIN or EINTR))
            {
                throw Lost(error);
            }

            if (count > 0)
            {
                _sending.Restart();
            }
            else if (error == EAGAIN && _sending.HasPassed)
            {
                throw new NetworkException(NetworkFailure.Timeout, "peer does not take what is sent");
            }

            bytes = bytes[(int)count..];
        }
    }

    public override bool TrySend(ReadOnlySpan<byte> bytes) =>
        SendOnce(bytes, MSG_NOSIGNAL | MSG_DONTWAIT, out _) == bytes.Length;

    public override void FinishSending() => _ = Shutdown(_descriptor, SHUT_WR);

    public override void Interrupt()
    {
        _interrupted = true;
        _ = Shutdown(_descriptor, SHUT_RDWR);
    }

    public override void Dispose() => _ = Libc.Close(_descriptor);

    /// <summary>No call waits any more, save <see cref="IsReady"/>.</summary>
    public void DoNotWait()
    {
        int on = 1;
        _ = Control(_descriptor, FIONBIO, &on);
    }

    /// <summary>Waits until the socket can be read or written, or is closed.</summary>
    /// <param name="events">POLLIN, POLLOUT.</param>
    /// <returns>False: the time has passed, or a signal has come.</returns>
    public bool IsReady(short events, int milliseconds)
    {
        PollDescriptor poll = new() { Descriptor = _descriptor, Events = events };
        return Poll(&poll, 1, milliseconds) > 0;
    }

    /// <summary>
    /// Until the next send the system acknowledges at once what is received. tcp(7): a side that has just sent delays that by
    /// 40 ms, and a peer that writes its message in pieces waits for it (RFC 896).
    /// </summary>
    public void AcknowledgeAtOnce() => Switch(TCP_QUICKACK);

    private int ConnectTo(AddressInfo* address, Deadline deadline)
    {
        deadline.Begin();
        int error = SocketCalls.Connect(_descriptor, address->Address, address->AddressLength) < 0 ? Marshal.GetLastPInvokeError() : 0;
        deadline.End();
        // connect(2): it goes on whether a slice has passed or a signal has come, and may not be called again.
        while (error is EINPROGRESS or EINTR)
        {
            deadline.Begin();
            if (IsReady(POLLOUT, deadline.Next))
            {
                uint size = sizeof(int);
                _ = GetOption(_descriptor, SOL_SOCKET, SO_ERROR, &error, &size);
                return error;
            }

            deadline.End();
            error = deadline.HasPassed && !IsReady(POLLOUT, 0) ? ETIMEDOUT : error;
        }

        return error;
    }

    private nint SendOnce(ReadOnlySpan<byte> bytes, int flags, out int error)
    {
        fixed (byte* start = bytes)
        {
            nint count = SocketCalls.Send(_descriptor, start, (nuint)bytes.Length, flags);
            error = count < 0 ? Marshal.GetLastPInvokeError() : 0;
            AcknowledgeAtOnce();
            return Math.Max(count, 0);
        }
    }

    private void Switch(int option)
    {
        int on = 1;
        SetOption(IPPROTO_TCP, option, &on, sizeof(int));
    }

    private void SetOption(int level, int option, void* value, uint length) =>
        _ = SocketCalls.SetOption(_descriptor, level, option, value, length);

    private static NetworkException Lost(int error) =>
        new(NetworkFailure.ConnectionLost, Marshal.GetPInvokeErrorMessage(error));
}
