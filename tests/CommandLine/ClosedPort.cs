using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace GetScu.Tests.CommandLine;

/// <summary>A port of 127.0.0.1 that nobody else gets and that refuses connections.</summary>
internal sealed class ClosedPort : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public ClosedPort()
    {
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Number = ((IPEndPoint)_socket.LocalEndPoint!).Port.ToString(CultureInfo.InvariantCulture);
    }

    public string Number { get; }

    public void Dispose()
    {
        _socket.Dispose();
    }
}
