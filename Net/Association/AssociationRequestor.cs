using System;
using System.Collections.Generic;
using System.Threading;

using GetScu.Dicom;
using GetScu.Net.Log;
using GetScu.Net.Pdu;
using GetScu.Net.Transport;

namespace GetScu.Net.Association;

/// <summary>
/// One association as its requestor (PS3.8 7, 9.2): negotiation, messages out, pieces in, release or abort.
/// Used by one thread; only <see cref="TrySend"/> and <see cref="Interrupt"/> may be called from another one.
/// </summary>
internal sealed class AssociationRequestor : IDisposable
{
    private const int PduHeader = 6;
    private const int PdvHeader = 6;

    private readonly Connection _connection;
    private readonly PduReader _reader;
    private readonly AssociationSettings _settings;
    private readonly Logger _log;
    private readonly Lock _sending = new();
    private byte[] _sendBuffer = new byte[4096];

    /// <param name="contexts">What is proposed; the first one is the C-GET model's. The answers are entered here.</param>
    public AssociationRequestor(Connection connection, AssociationSettings settings, PresentationContext[] contexts, Logging log)
    {
        _connection = connection;
        _settings = settings;
        _log = log.Net;
        _reader = new PduReader(connection, log.Net, settings.MaxPdu, settings.ReceiveAtOnce);
        Contexts = contexts;
    }

    /// <summary>All proposed contexts with their answers; the first one is the C-GET model's.</summary>
    public PresentationContext[] Contexts { get; }

    public PresentationContext QueryContext => Contexts[0];

    /// <summary>Longest fragment this side sends, in bytes of a PDV's value.</summary>
    public int MaxSendFragment { get; private set; }

    /// <summary>Requests the association and takes the answer.</summary>
    /// <exception cref="NetworkException">Rejected, aborted, lost, timed out, or nothing accepted.</exception>
    /// <exception cref="ProtocolException">The answer is not one.</exception>
    public void Negotiate()
    {
        byte[] request = GC.AllocateUninitializedArray<byte>(AssociateRq.MaximumSize);
        _connection.Send(AssociateRq.Encode(request, _settings.CalledAet, _settings.CallingAet, _settings.MaxPdu, Contexts));
        AssociationState.Enter(_log, AssociationState.AwaitingAnswer);
        _reader.SetTimeouts(_settings.AcseTimeout, _settings.AcseTimeout, absolute: true);
        Received received = Next();
        switch (received.Type)
        {
            case PduType.AssociateAc:
                AssociationDump.Bytes(_log, received.Bytes);
                Accept(AssociateAc.Decode(received.Bytes));
                break;
            case PduType.AssociateRj:
                // PS3.8 9.3.4: reserved | result | source | reason
                AssociationDump.Rejected(_log, received.Bytes[1], received.Bytes[2], received.Bytes[3]);
                throw Rejection.ToException(received.Bytes[1], received.Bytes[2], received.Bytes[3]);
            case PduType.Abort:
                throw AbortedByPeer(received.Bytes);
            default:
                throw Unexpected(received.Type);
        }
    }

    /// <summary>A new message is awaited from here on, as long as the DIMSE timeout says.</summary>
    public void BeginMessage() => _reader.RestartWait();

    /// <summary>The next piece of a P-DATA-TF in the receive buffer; false: call <see cref="Receive"/> and try again.</summary>
    /// <exception cref="NetworkException">The peer aborts or releases.</exception>
    /// <exception cref="ProtocolException">The peer breaks the protocol.</exception>
    public bool TryNext(out Received received)
    {
        if (!_reader.TryNext(out received))
        {
            return false;
        }

        switch (received.Type)
        {
            case PduType.PDataTf:
                if (Negotiation.Find(Contexts, received.ContextId) is not { IsAccepted: true })
                {
                    throw new ProtocolException(AbortReason.InvalidPduParameter,
                        $"P-DATA-TF on presentation context {received.ContextId}, which is not accepted");
                }

                return true;
            case PduType.Abort:
                throw AbortedByPeer(received.Bytes);
            case PduType.ReleaseRq:
                SendFixed(PduType.ReleaseRp, 0, 0);
                AwaitClose();
                throw new NetworkException(NetworkFailure.ReleasedByPeer, "A-RELEASE-RQ within a C-GET");
            default:
                throw Unexpected(received.Type);
        }
    }

    /// <summary>Waits for more bytes; every piece taken so far is gone.</summary>
    /// <exception cref="NetworkException">Closed, lost or timed out.</exception>
    public void Receive() => _reader.Receive();

    /// <inheritdoc cref="PduReader.IsFollowed"/>
    public bool IsFollowed(int seconds) => _reader.IsFollowed(seconds);

    /// <inheritdoc cref="PduReader.TryReceiveBehind"/>
    public bool TryReceiveBehind() => _reader.TryReceiveBehind();

    /// <summary>Sends one DIMSE message with a single write.</summary>
    /// <param name="contextId">Presentation context of command and data set.</param>
    /// <param name="command">The whole command set.</param>
    /// <param name="dataSet">The whole data set; empty: none.</param>
    /// <exception cref="NetworkException">The connection is lost, or the peer does not read.</exception>
    public void Send(byte contextId, ReadOnlySpan<byte> command, ReadOnlySpan<byte> dataSet = default)
    {
        lock (_sending)
        {
            _connection.Send(Frame(contextId, command, dataSet));
        }

        _log.Write(LogLevel.Trace, $"Sent on context: {contextId}, command: {command.Length} bytes, data set: {dataSet.Length} bytes");
    }

    /// <summary>Releases in order: whatever still arrives is let by, a collision is answered (PS3.8 7.2, 9.2.3).</summary>
    /// <exception cref="NetworkException">The peer aborts, closes or does not answer.</exception>
    public void Release()
    {
        _reader.SetTimeouts(_settings.AcseTimeout, _settings.AcseTimeout, absolute: true);
        SendFixed(PduType.ReleaseRq, 0, 0);
        AssociationState.Enter(_log, AssociationState.AwaitingRelease);
        bool said = false;
        while (true)
        {
            Received received = Next();
            switch (received.Type)
            {
                case PduType.ReleaseRp:
                    return;
                case PduType.ReleaseRq:
                    // PS3.8 table 9-10, AR-8 and AR-9: the requestor answers first and goes on waiting.
                    SendFixed(PduType.ReleaseRp, 0, 0);
                    AssociationState.Enter(_log, AssociationState.ReleaseCollision);
                    break;
                case PduType.PDataTf:
                    if (!said)
                    {
                        said = true;
                        _log.Write(LogLevel.Warn, "Peer goes on sending after its final response: dropped");
                    }

                    break;
                case PduType.Abort:
                    throw AbortedByPeer(received.Bytes);
                default:
                    throw Unexpected(received.Type);
            }
        }
    }

    /// <summary>Sends an A-ABORT and waits a moment for the peer to close, so that the abort is not lost (PS3.8 9.1.4).</summary>
    public void Abort(AbortSource source, AbortReason reason)
    {
        try
        {
            SendFixed(PduType.Abort, (byte)source, (byte)reason);
            AwaitClose();
        }
        catch (NetworkException)
        {
            // Nothing left to abort.
        }
    }

    /// <summary>Callable from another thread: sends a short message where that does not take waiting.</summary>
    /// <returns>False: it was not sent.</returns>
    public bool TrySend(byte contextId, ReadOnlySpan<byte> command)
    {
        if (!_sending.TryEnter(Limits.CloseWait * 1000))
        {
            return false;
        }

        try
        {
            return _connection.TrySend(Frame(contextId, command, default));
        }
        finally
        {
            _sending.Exit();
        }
    }

    /// <summary>Callable from another thread: sends an A-ABORT where that does not take waiting, and ends every wait.</summary>
    public void Interrupt()
    {
        if (_sending.TryEnter())
        {
            _connection.TrySend(Fixed(PduType.Abort, (byte)AbortSource.ServiceUser, (byte)AbortReason.NotSpecified));
            _sending.Exit();
        }

        _connection.Interrupt();
    }

    public void Dispose()
    {
        _connection.Dispose();
        AssociationState.Enter(_log, AssociationState.Idle);
    }

    /// <summary>A moment, no more: the last PDU sent is lost where this side closes while the peer's bytes still come.</summary>
    private void AwaitClose()
    {
        AssociationState.Enter(_log, AssociationState.AwaitingClose);
        _connection.FinishSending();
        long end = Environment.TickCount64 + Limits.CloseWait * 1000;
        byte[] drain = new byte[4096];
        try
        {
            while (Environment.TickCount64 < end && _connection.Receive(drain, Limits.CloseWait * 1000) > 0)
            {
            }
        }
        catch (NetworkException)
        {
            // That is an end, too.
        }
    }

    private static NetworkException AbortedByPeer(ReadOnlySpan<byte> body) =>
        // PS3.8 9.3.8: reserved | reserved | source | reason
        new(NetworkFailure.AbortedByPeer, $"A-ABORT, source {body[2]}, reason {body[3]}");

    private static ProtocolException Unexpected(PduType type) =>
        new(AbortReason.UnexpectedPdu, $"unexpected PDU type {(byte)type:x2}H");

    private void Accept(AssociateAc answer)
    {
        List<string> warnings = new();
        Negotiation.Apply(answer, Contexts, warnings);
        for (int i = 0; i < warnings.Count && i < Limits.AnswerWarnings; i++)
        {
            // The peer's own words are in it.
            _log.Write(LogLevel.Warn, $"{warnings[i]}");
        }

        if (warnings.Count > Limits.AnswerWarnings)
        {
            _log.Write(LogLevel.Warn, $"Peer's answer has {warnings.Count - Limits.AnswerWarnings} more such items");
        }

        AssociationDump.Answer(_log, _settings, answer, Contexts);
        uint maximum = answer.MaximumLength == 0
            ? Limits.LargestSentPdu
            : Math.Min(answer.MaximumLength, Limits.LargestSentPdu);
        if (maximum < Limits.SmallestMaximumLength)
        {
            throw new ProtocolException(AbortReason.InvalidPduParameter,
                $"peer takes P-DATA-TF of {maximum} bytes at most; {Limits.SmallestMaximumLength} are needed");
        }
        // PS3.8 9.3.5.1: fragments are of even length.
        MaxSendFragment = (int)(maximum - PdvHeader) & ~1;
        bool any = false;
        foreach (PresentationContext context in Contexts)
        {
            any |= context.IsAccepted;
        }

        if (!any)
        {
            _log.Write(LogLevel.Error, "No Acceptable Presentation Contexts");
            throw new NetworkException(NetworkFailure.NoAcceptedContext, "No acceptable Presentation Contexts");
        }

        AssociationState.Enter(_log, AssociationState.Established);
        // What logs have always shown: two headers less than the peer's maximum.
        _log.Write(LogLevel.Info, $"Association Accepted (Max Send PDV: {maximum - PduHeader - PdvHeader})");
        _reader.SetTimeouts(_settings.DimseTimeout ?? 0, _settings.DimseTimeout ?? Limits.SilenceWithinPdu, absolute: false);
    }

    private Received Next()
    {
        Received received;
        while (!_reader.TryNext(out received))
        {
            _reader.Receive();
        }

        return received;
    }

    private int FramedLength(int length) =>
        length + (length + MaxSendFragment - 1) / MaxSendFragment * (PduHeader + PdvHeader);

    private ReadOnlySpan<byte> Frame(byte contextId, ReadOnlySpan<byte> command, ReadOnlySpan<byte> dataSet)
    {
        int needed = FramedLength(command.Length) + FramedLength(dataSet.Length);
        if (_sendBuffer.Length < needed)
        {
            _sendBuffer = new byte[needed];
        }

        SpanWriter writer = new(_sendBuffer);
        Frame(ref writer, contextId, 1, command);
        Frame(ref writer, contextId, 0, dataSet);
        return writer.Written;
    }

    // One PDV in each P-DATA-TF (PS3.8 9.3.5): 04H | 00H | length (4) | PDV length (4) | context id | header | fragment
    private void Frame(ref SpanWriter writer, byte contextId, byte commandBit, ReadOnlySpan<byte> message)
    {
        while (!message.IsEmpty)
        {
            ReadOnlySpan<byte> fragment = message[..Math.Min(message.Length, MaxSendFragment)];
            message = message[fragment.Length..];
            writer.Byte((byte)PduType.PDataTf);
            writer.Byte(0);
            writer.UInt32((uint)(fragment.Length + PdvHeader));
            writer.UInt32((uint)(fragment.Length + 2));
            writer.Byte(contextId);
            writer.Byte((byte)(commandBit | (message.IsEmpty ? 2 : 0)));
            writer.Bytes(fragment);
        }
    }

    private void SendFixed(PduType type, byte source, byte reason)
    {
        lock (_sending)
        {
            _connection.Send(Fixed(type, source, reason));
        }

        _log.Write(LogLevel.Trace, $"Sent PDU type: {(byte)type:x2}, source: {source}, reason: {reason}");
    }

    // PS3.8 9.3.6 to 9.3.8: type | reserved | length = 4 | reserved (2) | source | reason
    private static byte[] Fixed(PduType type, byte source, byte reason) =>
        [(byte)type, 0, 0, 0, 0, 4, 0, 0, source, reason];
}
