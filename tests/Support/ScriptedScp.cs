using System.Net;
using System.Net.Sockets;
using System.Runtime.ExceptionServices;
using System.Security.Authentication;

using GetScu.Net.Transport;

namespace GetScu.Tests.Support;

/// <summary>
/// A peer that follows a script for each connection, one after another, on a free port. It says only what the script
/// says, and everything has a deadline.
/// </summary>
internal sealed class ScriptedScp : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    /// <summary>The process under test has ended by then, or has been killed, so every script comes to its end.</summary>
    private static readonly TimeSpan FinishDeadline = TimeSpan.FromSeconds(60);

    private readonly Socket _listener;
    private readonly Thread _thread;
    private readonly List<Conversation> _conversations = [];
    private Exception? _failure;
    private Socket? _peer;

    private readonly Func<Socket, Stream>? _secure;

    private ScriptedScp(IPAddress address, Action<Conversation>[] scripts, Func<Socket, Stream>? secure = null)
    {
        _secure = secure;
        _listener = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        _listener.Bind(new IPEndPoint(address, 0));
        _listener.Listen(8);
        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
        _thread = new Thread(() => Run(scripts)) { IsBackground = true, Name = "scripted peer" };
        _thread.Start();
    }

    public int Port { get; }

    /// <summary>Those that took place, complete after <see cref="Finish"/>.</summary>
    public IReadOnlyList<Conversation> Conversations => _conversations;

    /// <summary>Whether somebody has connected for whom there is no script.</summary>
    public bool HasUnexpectedVisitor => _listener.Poll(0, SelectMode.SelectRead);

    public static ScriptedScp Start(params Action<Conversation>[] scripts)
    {
        return new ScriptedScp(IPAddress.Loopback, scripts);
    }

    public static ScriptedScp Start(IPAddress address, params Action<Conversation>[] scripts)
    {
        return new ScriptedScp(address, scripts);
    }

    /// <summary>Each connection begins with a TLS handshake; where that fails its script is not played.</summary>
    public static ScriptedScp Start(Func<Socket, Stream>? secure, params Action<Conversation>[] scripts)
    {
        return new ScriptedScp(IPAddress.Loopback, scripts, secure);
    }

    /// <summary>Why the last handshake failed; null: it did not.</summary>
    public Exception? HandshakeFailure { get; private set; }

    /// <summary>Waits for the end of the scripts and fails where one of them failed or was never begun.</summary>
    public void Finish()
    {
        if (!_thread.Join(FinishDeadline))
        {
            throw new AssertFailedException("the scripted peer did not come to its end");
        }

        if (_failure is not null)
        {
            ExceptionDispatchInfo.Throw(_failure);
        }
    }

    public void Dispose()
    {
        _listener.Dispose();
        _peer?.Dispose();
        _thread.Join(Deadline);
    }

    private Stream? Secure(Socket peer)
    {
        peer.ReceiveTimeout = (int)Deadline.TotalMilliseconds;
        try
        {
            return _secure?.Invoke(peer);
        }
        catch (Exception error) when (error is AuthenticationException or IOException)
        {
            HandshakeFailure = error;
            // No reset is to overtake what was said of it.
            new Conversation(peer, Deadline).CutOff();
            return null;
        }
    }

    private void Run(Action<Conversation>[] scripts)
    {
        try
        {
            foreach (Action<Conversation> script in scripts)
            {
                // A socket that listens reports a connection as readable.
                if (!_listener.Poll(Deadline, SelectMode.SelectRead))
                {
                    throw new AssertFailedException($"nobody connected for script {_conversations.Count + 1} of {scripts.Length}");
                }

                using Socket peer = _listener.Accept();
                _peer = peer;
                using Stream? secured = Secure(peer);
                Conversation conversation = new(peer, Deadline, secured);
                _conversations.Add(conversation);
                if (HandshakeFailure is null)
                {
                    script(conversation);
                }
            }
        }
        catch (Exception error)
        {
            _failure = error;
        }
    }
}
