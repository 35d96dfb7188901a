using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace GetScu.Tests.Support;

/// <summary>One connection of a TLS server within the test's process; its script runs on a thread of its own.</summary>
internal sealed class TlsPeer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Thread _thread;
    private Exception? _failure;

    /// <param name="options">Certificate and versions; null: the script gets the bare connection, before any TLS.</param>
    /// <param name="script">What it does once the handshake is done.</param>
    public TlsPeer(SslServerAuthenticationOptions? options, Action<Socket, SslStream> script)
    {
        _listener.Start();
        _thread = new Thread(() => Serve(options, script)) { IsBackground = true };
        _thread.Start();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>A server with this certificate that asks for none.</summary>
    public static SslServerAuthenticationOptions With(TestIdentity identity) => new()
    {
        ServerCertificate = identity.Certificate,
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
    };

    /// <summary>Waits for the end of the script; what it threw is thrown.</summary>
    public void Join()
    {
        Assert.IsTrue(_thread.Join(TimeSpan.FromSeconds(60)), "the peer's script does not end");
        if (_failure is not null)
        {
            throw new AssertFailedException($"the peer's script failed: {_failure}", _failure);
        }
    }

    public void Dispose()
    {
        _listener.Stop();
        _ = _thread.Join(TimeSpan.FromSeconds(60));
    }

    private void Serve(SslServerAuthenticationOptions? options, Action<Socket, SslStream> script)
    {
        try
        {
            using Socket socket = _listener.AcceptSocket();
            using SslStream stream = new(new NetworkStream(socket));
            if (options is not null)
            {
                stream.AuthenticateAsServer(options);
            }

            script(socket, stream);
        }
        catch (Exception error)
        {
            _failure = error;
        }
    }
}
