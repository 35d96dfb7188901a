using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

using GetScu.Tests.Support.Wire;

namespace GetScu.Tests.Scp;

/// <summary>PDUs and messages over a socket. Data sets are sent from a stream, one PDU at a time.</summary>
internal sealed class PduConnection
{
    /// <summary>Arbitrary: an SCU sends requests and responses, all of them small.</summary>
    private const int ReceiveLimit = 1 << 24;

    private readonly Socket _socket;
    private readonly MessageAssembler _assembler = new();
    private readonly Queue<Message> _messages = new();
    private readonly int _ownSendLength;
    private readonly DelayLine? _delay;
    private readonly Stream? _secured;
    private byte[] _buffer = [];

    /// <param name="secured">TLS on that socket; null: there is none.</param>
    public PduConnection(Socket socket, ScpOptions options, Stream? secured = null)
    {
        _socket = socket;
        _secured = secured;
        _ownSendLength = options.SendLength;
        SendLength = options.SendLength;
        socket.NoDelay = true;
        socket.ReceiveTimeout = (int)options.Timeout.TotalMilliseconds;
        socket.SendTimeout = (int)options.Timeout.TotalMilliseconds;
        if (options.Delay > TimeSpan.Zero)
        {
            _delay = new DelayLine(socket, options.Delay, options.Timeout);
        }
    }

    /// <summary>Takes a copy of every byte received.</summary>
    public Stream? Tap { get; init; }

    /// <summary>Longest PDU to send, without its header.</summary>
    public int SendLength { get; private set; }

    /// <summary>Whether a message, part of one or the end of the connection is there to be received.</summary>
    public bool IsReadable => _messages.Count > 0 || (_delay?.IsReadable ?? _socket.Poll(0, SelectMode.SelectRead));

    /// <summary>PS3.8 D.1: the peer's maximum length, 0 for any.</summary>
    public void LimitSend(uint maximumLength)
    {
        SendLength = maximumLength == 0 ? _ownSendLength : (int)Math.Min(maximumLength, _ownSendLength);
    }

    /// <summary>Null when the peer closed the connection between PDUs.</summary>
    public Pdu? ReceivePdu()
    {
        byte[] head = new byte[6];
        if (!Fill(head, mayEnd: true))
        {
            return null;
        }

        WireReader reader = new(head);
        int type = reader.U8();
        reader.Skip(1);
        uint length = reader.U32Big();
        if (length > ReceiveLimit)
        {
            throw new FormatException($"PDU {type} of {length} bytes");
        }

        byte[] body = new byte[length];
        Fill(body, mayEnd: false);
        return new Pdu(type, body);
    }

    /// <summary>The next message, or the PDU that is no P-DATA in <paramref name="other"/>, or neither at the end.</summary>
    public Message? ReceiveMessage(out Pdu? other)
    {
        other = null;
        while (_messages.Count == 0)
        {
            Pdu? pdu = ReceivePdu();
            if (pdu is null || pdu.Type != Pdu.DataType)
            {
                other = pdu;
                return null;
            }

            foreach (Pdv value in pdu.Pdvs)
            {
                if (_assembler.Add(value) is Message message)
                {
                    _messages.Enqueue(message);
                }
            }
        }

        return _messages.Dequeue();
    }

    public void Send(ReadOnlySpan<byte> bytes)
    {
        if (_delay is not null)
        {
            _delay.Send(bytes);
            return;
        }

        if (_secured is not null)
        {
            try
            {
                _secured.Write(bytes);
            }
            catch (Exception error) when (error is IOException or AuthenticationException)
            {
                throw Lost(error);
            }

            return;
        }

        for (int at = 0; at < bytes.Length;)
        {
            at += _socket.Send(bytes[at..]);
        }
    }

    /// <summary>A command and the rest of a stream as its data set.</summary>
    public void Send(int context, byte[] command, Stream data, long length)
    {
        // The command and the first piece of the data set leave in one write.
        ByteBuilder first = new ByteBuilder().Raw(Pdu.Message(context, command, null, SendLength));
        int size = SendLength - 6;
        long left = length;
        do
        {
            int count = (int)Math.Min(size, left);
            left -= count;
            int start = first.Length;
            if (_buffer.Length < start + count + 12)
            {
                _buffer = new byte[start + count + 12];
            }

            byte[] head = first.U8(Pdu.DataType).U8(0).U32Big(count + 6).U32Big(count + 2).U8(context)
                .U8(left == 0 ? 2 : 0).ToArray();
            head.CopyTo(_buffer, 0);
            data.ReadExactly(_buffer, head.Length, count);
            Send(_buffer.AsSpan(0, head.Length + count));
            first = new ByteBuilder();
        }
        while (left > 0);
    }

    /// <summary>A command and the first part of a data set that goes on.</summary>
    public void SendBeginning(int context, byte[] command, Stream data, long length)
    {
        byte[] part = new byte[Math.Min(length / 2, SendLength - 6)];
        data.ReadExactly(part);
        Send([.. Pdu.Message(context, command, null, SendLength), .. Pdu.Data(new Pdv(context, false, false, part))]);
    }

    /// <summary>Ends the connection at once; what was sent before arrives, save by a reset.</summary>
    public void Lose(LossKind kind)
    {
        if (kind == LossKind.Reset)
        {
            Drop();
            _socket.LingerState = new LingerOption(true, 0);
            _socket.Close();
            return;
        }

        if (kind == LossKind.Abort)
        {
            Send(Pdu.Abort(2, 0));
        }

        Flush();
        _socket.Shutdown(SocketShutdown.Both);
    }

    /// <summary>Nothing more is sent: returns when all has left that is still held back.</summary>
    public void Flush()
    {
        _delay?.Flush();
    }

    /// <summary>What is held back is held no more, and not sent.</summary>
    public void Drop()
    {
        _delay?.Drop();
    }

    /// <summary>Waits until the peer has closed, so that no reset overtakes what was sent last.</summary>
    public void Finish()
    {
        if (_delay is not null)
        {
            _delay.Shutdown();
        }
        else
        {
            (_secured as SslStream)?.ShutdownAsync().Wait();
            _socket.Shutdown(SocketShutdown.Send);
        }

        byte[] rest = new byte[4096];
        while (Receive(rest) > 0)
        {
        }
    }

    /// <summary>Bytes as they come; 0 at the end.</summary>
    public int Receive(Span<byte> target)
    {
        int count = _delay?.Receive(target) ?? (_secured is null ? _socket.Receive(target) : ReceiveSecured(target));
        Tap?.Write(target[..count]);
        return count;
    }

    private int ReceiveSecured(Span<byte> target)
    {
        try
        {
            return _secured!.Read(target);
        }
        catch (Exception error) when (error is IOException or AuthenticationException)
        {
            throw Lost(error);
        }
    }

    /// <summary>What a socket without TLS would have thrown.</summary>
    private static SocketException Lost(Exception error) =>
        error.InnerException as SocketException ?? new SocketException((int)SocketError.ConnectionAborted, error.Message);

    private bool Fill(Span<byte> target, bool mayEnd)
    {
        for (int at = 0; at < target.Length;)
        {
            int count = Receive(target[at..]);
            if (count == 0)
            {
                return mayEnd && at == 0 ? false : throw new FormatException("connection closed within a PDU");
            }

            at += count;
        }

        return true;
    }
}
