using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace GetScu.Tests.Support;

/// <summary>TLS before a server that has none, within the test's process: every connection is passed on, both ways.</summary>
internal sealed class TlsFront : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly SslServerAuthenticationOptions _options;
    private readonly int _inner;

    /// <param name="inner">Port of the server behind it.</param>
    public TlsFront(int inner, SslServerAuthenticationOptions options)
    {
        _inner = inner;
        _options = options;
        _listener.Start();
        Start(Accept);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Dispose() => _listener.Stop();

    private void Accept()
    {
        try
        {
            while (true)
            {
                Socket socket = _listener.AcceptSocket();
                Start(() => Pass(socket));
            }
        }
        catch (Exception error) when (error is SocketException or InvalidOperationException)
        {
            // It is stopped.
        }
    }

    private void Pass(Socket socket)
    {
        socket.NoDelay = true;
        using SslStream outside = new(new NetworkStream(socket, ownsSocket: true));
        using TcpClient client = new() { NoDelay = true };
        try
        {
            outside.AuthenticateAsServer(_options);
            client.Connect(IPAddress.Loopback, _inner);
            NetworkStream inside = client.GetStream();
            Thread back = Start(() =>
            {
                Pump(inside, outside);
                outside.ShutdownAsync().Wait();
            });
            Pump(outside, inside);
            client.Client.Shutdown(SocketShutdown.Send);
            back.Join();
        }
        catch (Exception error) when (error is IOException or SocketException or System.Security.Authentication.AuthenticationException)
        {
            // The other side tells what was wrong.
        }
    }

    private static void Pump(Stream from, Stream to)
    {
        try
        {
            byte[] memory = new byte[64 * 1024];
            for (int count; (count = from.Read(memory)) > 0;)
            {
                to.Write(memory.AsSpan(0, count));
            }
        }
        catch (IOException)
        {
            // That is an end, too.
        }
    }

    private static Thread Start(Action action)
    {
        Thread thread = new(() => action()) { IsBackground = true };
        thread.Start();
        return thread;
    }
}
