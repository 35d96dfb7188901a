using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

using GetScu.Tests.Scp;

namespace GetScu.Tests.Support;

/// <summary>
/// The scripted side of one connection. Each step waits within the deadline, records what comes, and fails with a dump
/// of it where it is not what the script expects.
/// </summary>
internal sealed partial class Conversation
{
    private readonly Socket _socket;
    private readonly PduConnection _connection;
    private readonly MemoryStream _received = new();

    private readonly Stream? _secured;

    /// <param name="secured">TLS on that socket; null: there is none.</param>
    public Conversation(Socket socket, TimeSpan deadline, Stream? secured = null)
    {
        _socket = socket;
        _secured = secured;
        _connection = new PduConnection(socket, new ScpOptions("") { Timeout = deadline }, secured) { Tap = _received };
    }

    /// <summary>TLS on the connection.</summary>
    public Stream Secured => _secured ?? throw new InvalidOperationException("no TLS");

    /// <summary>Every byte received so far.</summary>
    public byte[] Received => _received.ToArray();

    /// <summary>All whole PDUs received so far.</summary>
    public List<Pdu> ReceivedPdus => Pdu.Split(Received, out _);

    /// <summary>The last A-ASSOCIATE-RQ.</summary>
    public AssociateRq Request { get; private set; } = new();

    /// <summary>Id of the C-GET context: the first one proposed.</summary>
    public int GetContext => Request.Contexts[0].Id;

    /// <summary>Message id of the last C-GET-RQ.</summary>
    public int GetMessageId { get; private set; } = 1;

    /// <summary>Id of the context proposed for a class.</summary>
    public int ContextOf(string sopClass)
    {
        return Request.Contexts.Find(context => context.AbstractSyntax == sopClass)?.Id
            ?? throw new AssertFailedException($"no context proposed for {sopClass}");
    }

    public Pdu Expect(int type)
    {
        Pdu? pdu = _connection.ReceivePdu();
        return pdu?.Type == type ? pdu : throw Unexpected($"PDU {type}", pdu);
    }

    public AssociateRq ExpectRequest()
    {
        return Request = AssociateRq.Parse(Expect(Pdu.AssociateRqType).Body);
    }

    /// <summary>Takes the request and accepts every context with its first transfer syntax, save what is changed.</summary>
    public void Accept(Action<AssociateAc>? change = null)
    {
        AssociateAc answer = ExpectRequest().AcceptAll();
        change?.Invoke(answer);
        Send(answer.Build());
    }

    /// <summary>A whole message with this command field.</summary>
    public Message ExpectMessage(int field)
    {
        Message? message = _connection.ReceiveMessage(out Pdu? other);
        if (message is null || message.Command.Us(Command.Field) != field)
        {
            throw Unexpected($"message {field:x4}H", other);
        }

        return message;
    }

    public Message ExpectGet()
    {
        Message message = ExpectMessage(Command.CGetRq);
        GetMessageId = message.Command.Us(Command.MessageId);
        return message;
    }

    /// <summary>Takes the C-GET-RQ; false where the program ends the association instead. A release is answered.</summary>
    public bool TryExpectGet()
    {
        Message? message = _connection.ReceiveMessage(out Pdu? other);
        GetMessageId = message?.Command.Us(Command.MessageId) ?? GetMessageId;
        if (other?.Type == Pdu.ReleaseRqType)
        {
            Send(Pdu.ReleaseRp());
        }

        return message is not null;
    }

    /// <summary>The answer to a C-STORE-RQ; its status is checked.</summary>
    public Message ExpectStoreResponse(int status)
    {
        Message message = ExpectMessage(Command.CStoreRsp);
        Assert.AreEqual($"{status:x4}", $"{message.Command.Us(Command.Status):x4}", "status of the C-STORE-RSP");
        return message;
    }

    public void Send(ReadOnlySpan<byte> bytes)
    {
        _connection.Send(bytes);
    }

    /// <summary>Past TLS, if there is any.</summary>
    public void SendBare(ReadOnlySpan<byte> bytes)
    {
        for (int at = 0; at < bytes.Length;)
        {
            at += _socket.Send(bytes[at..]);
        }
    }

    /// <summary>A record of TLS as it comes (RFC 8446 5.1); it is not among <see cref="Received"/>.</summary>
    public byte[] ExpectRecord()
    {
        byte[] head = new byte[5];
        Fill(head);
        byte[] content = new byte[(head[3] << 8) + head[4]];
        Fill(content);
        return [.. head, .. content];

        void Fill(Span<byte> memory)
        {
            for (int count; memory.Length > 0; memory = memory[count..])
            {
                count = _socket.Receive(memory);
                Assert.AreNotEqual(0, count, "the connection has ended within a record");
            }
        }
    }

    /// <summary>Sends FIN, without any word of TLS before it, and waits for the program's.</summary>
    public void CutOff()
    {
        _socket.Shutdown(SocketShutdown.Send);
        byte[] rest = new byte[4096];
        Quietly(() =>
        {
            while (_socket.Receive(rest) > 0)
            {
            }
        });
    }

    /// <summary>In pieces of so many bytes, each a segment of its own.</summary>
    public void Send(ReadOnlySpan<byte> bytes, int size)
    {
        for (; bytes.Length > size; bytes = bytes[size..])
        {
            Send(bytes[..size]);
        }

        Send(bytes);
    }

    /// <summary>Waits until the program's system has acknowledged all that was sent.</summary>
    /// <returns>How long that took.</returns>
    public TimeSpan AwaitAcknowledgement()
    {
        Stopwatch clock = Stopwatch.StartNew();
        while (true)
        {
            // tcp(7), SIOCOUTQ: bytes that are not sent or not acknowledged.
            Assert.AreEqual(0, Control(_socket.SafeHandle, 0x5411, out int waiting));
            if (waiting == 0)
            {
                return clock.Elapsed;
            }

            Assert.IsLessThan(10, clock.Elapsed.TotalSeconds, "what was sent is never acknowledged");
            Thread.Yield();
        }
    }

    /// <summary>As far as the peer still takes it.</summary>
    public void SendQuietly(byte[] bytes)
    {
        Quietly(() => _connection.Send(bytes));
    }

    /// <summary>A C-STORE-RQ on the context of its class.</summary>
    public void SendStore(string sopClass, string sopInstance, byte[] data, int messageId = 1)
    {
        Send(Pdu.Message(ContextOf(sopClass), Command.StoreRq(messageId, sopClass, sopInstance).Build(), data));
    }

    /// <summary>A C-GET-RSP to the last request.</summary>
    public void SendGetResponse(int status, int? remaining = null, int? completed = null, int? failed = null, int? warning = null)
    {
        Command response = Command.GetRsp(
            GetMessageId, Request.Contexts[0].AbstractSyntax, status, remaining, completed, failed, warning);
        Send(Pdu.Message(GetContext, response.Build()));
    }

    /// <summary>A-RELEASE-RQ, answered, then the end of the connection.</summary>
    public void ExpectRelease()
    {
        Expect(Pdu.ReleaseRqType);
        Send(Pdu.ReleaseRp());
        ExpectClose();
    }

    /// <summary>A-ABORT with this source and reason.</summary>
    public void ExpectAbort(int source, int reason)
    {
        Pdu abort = Expect(Pdu.AbortType);
        Assert.AreEqual($"{source}/{reason}", $"{abort.Body[2]}/{abort.Body[3]}", "source/reason of the A-ABORT");
    }

    /// <summary>Nothing more comes: the peer closes in order.</summary>
    public void ExpectClose()
    {
        Pdu? pdu = _connection.ReceivePdu();
        if (pdu is not null)
        {
            throw Unexpected("the end of the connection", pdu);
        }
    }

    /// <summary>Sends FIN and reads on until the peer has closed too.</summary>
    public void Close()
    {
        Quietly(_connection.Finish);
    }

    /// <summary>Sends RST, and returns when the program's side has got it, so that nothing it does from then on comes before.</summary>
    public void ResetAndWait()
    {
        int port = ((IPEndPoint)_socket.RemoteEndPoint!).Port;
        Reset();

        // Columns: slot, local and remote address as hex, state. 01 is an established connection.
        string local = $":{port:X4}";
        long end = Environment.TickCount64 + 10_000;
        while (File.ReadLines("/proc/net/tcp").Any(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is
            [_, string address, _, "01", ..] && address.EndsWith(local, StringComparison.Ordinal)))
        {
            Assert.IsLessThan(end, Environment.TickCount64, "the reset does not arrive");
            Thread.Yield();
        }
    }

    /// <summary>Sends RST.</summary>
    public void Reset()
    {
        _socket.LingerState = new LingerOption(true, 0);
        _socket.Close();
    }

    /// <summary>Says nothing more; what comes is recorded until the peer closes or the deadline passes.</summary>
    public void Stall()
    {
        byte[] rest = new byte[4096];
        Quietly(() =>
        {
            while (_connection.Receive(rest) > 0)
            {
            }
        });
    }

    public void Stall(TimeSpan deadline)
    {
        _socket.ReceiveTimeout = (int)deadline.TotalMilliseconds;
        Stall();
    }

    /// <summary>Reads on until the peer closes; a release is answered.</summary>
    public void Serve()
    {
        Quietly(() =>
        {
            while (_connection.ReceivePdu() is Pdu pdu)
            {
                if (pdu.Type == Pdu.ReleaseRqType)
                {
                    Send(Pdu.ReleaseRp());
                }
            }
        });
    }

    [LibraryImport("libc", EntryPoint = "ioctl")]
    private static partial int Control(SafeHandle descriptor, nuint request, out int value);

    private static void Quietly(Action action)
    {
        try
        {
            action();
        }
        catch (SocketException)
        {
            // Reset by the peer, or the deadline: the run under test tells the rest.
        }
    }

    private AssertFailedException Unexpected(string expected, Pdu? pdu)
    {
        string got = pdu is null ? "the end of the connection or another message" : $"PDU {pdu.Type}";
        IEnumerable<string> before = Pdu.Split(Received, out int rest).Select(received => $"{received.Type} ({received.Body.Length} bytes)");
        return new AssertFailedException(
            $"the peer expected {expected}, but got {got}; received PDUs {string.Join(", ", before)} and {rest} bytes, " +
            $"the last of them:\n{Hex.Dump(Received.AsSpan(Math.Max(0, Received.Length - 256)))}");
    }
}
