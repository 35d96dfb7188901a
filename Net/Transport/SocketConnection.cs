using System;
using System.Runtime.InteropServices;

using GetScu.Storage.Posix;

using static GetScu.Storage.Posix.SocketCalls;

namespace GetScu.Net.Transport;

/// <summary>A TCP connection, blocking, on one thread.</summary>
internal sealed unsafe class SocketConnection : Connection
{
    private readonly int _descriptor;
    private int _receiveTimeout;
    private volatile bool _interrupted;

    private SocketConnection(int descriptor)
    {
        _descriptor = descriptor;
    }

    /// <summary>Resolves the host and tries each of its addresses in turn.</summary>
    /// <param name="host">Name or numeric address, IPv4 or IPv6.</param>
    /// <param name="port">1 to 65535.</param>
    /// <param name="connectTimeout">Seconds for each address; null: as long as the system tries.</param>
    /// <param name="sendTimeout">Seconds the peer may leave sent bytes untaken.</param>
    /// <exception cref="NetworkException">Unknown host, or no address answers.</exception>
    public static SocketConnection Connect(string host, int port, int? connectTimeout, int sendTimeout)
    {
        AddressInfo hints = new() { Family = AF_UNSPEC, SocketType = SOCK_STREAM, Protocol = IPPROTO_TCP };
        AddressInfo* addresses = null;
        if (NameServices.Resolve(host, port, &hints, &addresses) != 0)
        {
            throw new NetworkException(NetworkFailure.UnknownHost, $"Attempt to connect to unknown host: {host}");
        }

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
                    SocketConnection connection = new(descriptor);
                    error = connection.ConnectTo(address, connectTimeout ?? 0);
                    if (error == 0)
                    {
                        connection.SetTimeout(SO_SNDTIMEO, sendTimeout * 1000L);
                        connection.SetNoDelay();
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

    public override int Receive(Span<byte> buffer, int timeout)
    {
        if (timeout != _receiveTimeout)
        {
            SetTimeout(SO_RCVTIMEO, timeout);
            _receiveTimeout = timeout;
        }

        fixed (byte* start = buffer)
        {
            while (true)
            {
                nint count = SocketCalls.Receive(_descriptor, start, (nuint)buffer.Length, 0);
                int error = count < 0 ? Marshal.GetLastPInvokeError() : 0;
                if (_interrupted || error == 0)
                {
                    return _interrupted ? 0 : (int)count;
                }

                if (error == EAGAIN)
                {
                    return TimedOut;
                }

                if (error != EINTR)
                {
                    throw Lost(error);
                }
            }
        }
    }

    public override void Send(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            nint count = SendOnce(bytes, MSG_NOSIGNAL, out int error);
            if (error == EAGAIN)
            {
                throw new NetworkException(NetworkFailure.Timeout, "peer does not take what is sent");
            }

            if (error != 0 && error != EINTR)
            {
                throw Lost(error);
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

    public override void Dispose() => _ = Close(_descriptor);

    private int ConnectTo(AddressInfo* address, int timeout)
    {
        // socket(7): a blocking connect ends with the send timeout, as EINPROGRESS.
        SetTimeout(SO_SNDTIMEO, timeout * 1000L);
        if (SocketCalls.Connect(_descriptor, address->Address, address->AddressLength) == 0)
        {
            return 0;
        }

        int error = Marshal.GetLastPInvokeError();
        return error == EINPROGRESS ? ETIMEDOUT : error;
    }

    private nint SendOnce(ReadOnlySpan<byte> bytes, int flags, out int error)
    {
        fixed (byte* start = bytes)
        {
            nint count = SocketCalls.Send(_descriptor, start, (nuint)bytes.Length, flags);
            error = count < 0 ? Marshal.GetLastPInvokeError() : 0;
            return Math.Max(count, 0);
        }
    }

    private void SetTimeout(int option, long milliseconds)
    {
        TimeValue value = new() { Seconds = (nint)(milliseconds / 1000), Microseconds = (nint)(milliseconds % 1000 * 1000) };
        _ = SetOption(_descriptor, SOL_SOCKET, option, &value, (uint)sizeof(TimeValue));
    }

    // One write per message: nothing to gain from waiting for more (RFC 896).
    private void SetNoDelay()
    {
        int on = 1;
        _ = SetOption(_descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(int));
    }

    private static NetworkException Lost(int error) =>
        new(NetworkFailure.ConnectionLost, Marshal.GetPInvokeErrorMessage(error));
}
