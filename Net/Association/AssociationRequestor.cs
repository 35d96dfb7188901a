using System;
using System.Collections.Generic;

using GetScu.Dicom;
using GetScu.Net.Log;
using GetScu.Net.Pdu;
using GetScu.Net.Transport;
using GetScu.Storage;

namespace GetScu.Net.Association;

/// <summary>
/// One association as its requestor (PS3.8 7, 9.2): negotiation, messages out, pieces in, release or abort.
/// Used by one thread; only <see cref="TrySend"/> and <see cref="Interrupt"/> may be called from another one.
/// </summary>
/// <param name="contexts">What is proposed; the first one is the C-GET model's. The answers are entered here.</param>
/// <param name="clock">Milliseconds, for what is sent; the system's when null.</param>
internal sealed class AssociationRequestor(
    Connection connection, AssociationSettings settings, PresentationContext[] contexts, Logging log, Func<long>? clock = null)
    : IDisposable
{
    private readonly PduReader _reader = new(connection, log.Net, settings.MaxPdu, settings.ReceiveAtOnce);
    private readonly Logger _log = log.Net;
    private readonly Outgoing _outgoing = new(connection, clock);

    /// <summary>All proposed contexts with their answers; the first one is the C-GET model's.</summary>
    public PresentationContext[] Contexts => contexts;

    public PresentationContext QueryContext => contexts[0];

    /// <summary>Requests the association and takes the answer.</summary>
    /// <exception cref="NetworkException">Rejected, aborted, lost, timed out, or nothing accepted.</exception>
    /// <exception cref="ProtocolException">The answer is not one.</exception>
    public void Negotiate()
    {
        byte[] request = GC.AllocateUninitializedArray<byte>(AssociateRq.MaximumSize + (settings.Identity?.Size ?? 0));
        connection.Send(AssociateRq.Encode(
            request, settings.CalledAet, settings.CallingAet, settings.MaxPdu, contexts, settings.Window, settings.Identity));
        AssociationState.Enter(_log, AssociationState.AwaitingAnswer);
        _reader.SetTimeouts(settings.AcseTimeout, settings.AcseTimeout, absolute: true);
        Received received = NextPdu();
        switch (received.Type)
        {
            case PduType.AssociateAc:
                AssociationDump.Bytes(_log, received.Bytes);
                Accept(AssociateAc.Decode(received.Bytes));
                break;
            case PduType.AssociateRj:
                // PS3.8 9.3.4: reserved | result | source | reason
                AssociationDump.Rejected(_log, received.Bytes[1], received.Bytes[2], received.Bytes[3]);
                IdentityAnswer.Rejected(_log, settings.Identity, received.Bytes[3]);
                throw Rejection.ToException(received.Bytes[1], received.Bytes[2], received.Bytes[3]);
            default:
                throw Unexpected(received.Type);
        }
    }

    /// <summary>A new message is awaited from here on, as long as the DIMSE timeout says.</summary>
    public void BeginMessage() => _reader.RestartWait();

    /// <summary>The rest of a message that has begun is awaited from here on, with a bound on every silence.</summary>
    public void ExpectRest() => _reader.ExpectRest();

    /// <summary>Waits for the next piece of a P-DATA-TF, which stays valid until the next call, or as the keeper is told.</summary>
    /// <param name="keeper">
    /// Has taken the addresses of pieces before this one: it is told before their memory is used again, and not while it
    /// would have to copy and there is room behind them.
    /// </param>
    /// <exception cref="NetworkException">Closed, lost, timed out, or the peer aborts or releases.</exception>
    /// <exception cref="ProtocolException">The peer breaks the protocol.</exception>
    public Received Next(ObjectSink? keeper = null)
    {
        Received received = NextPdu(keeper);
        switch (received.Type)
        {
            case PduType.PDataTf:
                if (Negotiation.Find(contexts, received.ContextId) is not { IsAccepted: true })
                {
                    throw new ProtocolException($"P-DATA-TF on presentation context {received.ContextId}, which is not accepted");
                }

                return received;
            case PduType.ReleaseRq:
                SendFixed(PduType.ReleaseRp, 0, 0);
                AwaitClose();
                throw new NetworkException(NetworkFailure.ReleasedByPeer, "A-RELEASE-RQ within a C-GET");
            default:
                throw Unexpected(received.Type);
        }
    }

    /// <inheritdoc cref="PduReader.IsFollowed"/>
    public bool IsFollowed(int seconds)
    {
        _outgoing.Flush();
        return _reader.IsFollowed(seconds);
    }

    /// <summary>Sends one DIMSE message with a single write.</summary>
    /// <param name="contextId">Presentation context of command and data set.</param>
    /// <param name="command">The whole command set.</param>
    /// <param name="dataSet">The whole data set; empty: none.</param>
    /// <exception cref="NetworkException">The connection is lost, or the peer does not read.</exception>
    public void Send(byte contextId, ReadOnlySpan<byte> command, ReadOnlySpan<byte> dataSet = default)
    {
        _outgoing.Send(contextId, command, dataSet);
        _log.Write(LogLevel.Trace, $"Sent on context: {contextId}, command: {command.Length} bytes, data set: {dataSet.Length} bytes");
    }

    /// <summary>
    /// Sends a response; where more of what the peer has sent in a row is here already, together with the next ones. It
    /// is never kept while anything is waited for.
    /// </summary>
    /// <exception cref="NetworkException">The connection is lost, or the peer does not read.</exception>
    public void Answer(byte contextId, ReadOnlySpan<byte> command)
    {
        _outgoing.Answer(contextId, command, mayKeep: _reader.HasMore);
        _log.Write(LogLevel.Trace, $"Sent on context: {contextId}, command: {command.Length} bytes, data set: 0 bytes");
    }

    /// <summary>Sends what <see cref="Answer"/> has kept.</summary>
    /// <exception cref="NetworkException">The connection is lost, or the peer does not read.</exception>
    public void Flush() => _outgoing.Flush();

    /// <summary>Releases in order: whatever still arrives is let by, a collision is answered (PS3.8 7.2, 9.2.3).</summary>
    /// <param name="late">Told of the pieces of messages that arrive all the same.</param>
    /// <exception cref="NetworkException">The peer aborts, closes or does not answer.</exception>
    /// <exception cref="ProtocolException">The peer breaks the protocol.</exception>
    public void Release(PieceHandler late)
    {
        _reader.SetTimeouts(settings.AcseTimeout, settings.AcseTimeout, absolute: true);
        SendFixed(PduType.ReleaseRq, 0, 0);
        AssociationState.Enter(_log, AssociationState.AwaitingRelease);
        bool hasCollided = false;
        while (true)
        {
            Received received = NextPdu();
            switch (received.Type)
            {
                case PduType.ReleaseRp:
                    return;
                case PduType.PDataTf when !hasCollided:
                    // PS3.8 table 9-10, AR-6
                    late(received);
                    break;
                case PduType.ReleaseRq when !hasCollided:
                    // The same table, AR-8 and AR-9: the requestor answers first and goes on waiting.
                    hasCollided = true;
                    SendFixed(PduType.ReleaseRp, 0, 0);
                    AssociationState.Enter(_log, AssociationState.ReleaseCollision);
                    break;
                default:
                    // AA-8, in Sta11 also for what Sta7 takes.
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
    public bool TrySend(byte contextId, ReadOnlySpan<byte> command) => _outgoing.TrySend(contextId, command);

    /// <summary>Callable from another thread: sends an A-ABORT where that does not take waiting, and ends every wait.</summary>
    public void Interrupt()
    {
        _outgoing.TryFixed(PduType.Abort, (byte)AbortSource.ServiceUser, (byte)AbortReason.NotSpecified);
        connection.Interrupt();
    }

    public void Dispose()
    {
        connection.Dispose();
        AssociationState.Enter(_log, AssociationState.Idle);
    }

    /// <summary>A moment, no more: the last PDU sent is lost where this side closes while the peer's bytes still come.</summary>
    private void AwaitClose()
    {
        AssociationState.Enter(_log, AssociationState.AwaitingClose);
        connection.FinishSending();
        Deadline deadline = new(Limits.CloseWait, isAbsolute: true);
        byte[] drain = new byte[4096];
        try
        {
            while (!deadline.HasPassed && connection.Receive(drain, deadline) > 0)
            {
            }
        }
        catch (NetworkException)
        {
            // That is an end, too.
        }
    }

    private static ProtocolException Unexpected(PduType type) =>
        new(AbortReason.UnexpectedPdu, $"unexpected PDU type {(byte)type:x2}H");

    private void Accept(AssociateAc answer)
    {
        List<string> warnings = new();
        Negotiation.Apply(answer, contexts, warnings);
        IdentityAnswer.Apply(answer, settings.Identity, warnings);
        for (int i = 0; i < warnings.Count && i < Limits.AnswerWarnings; i++)
        {
            // The peer's own words are in it.
            _log.Write(LogLevel.Warn, $"{warnings[i]}");
        }

        if (warnings.Count > Limits.AnswerWarnings)
        {
            _log.Write(LogLevel.Warn, $"Peer's answer has {warnings.Count - Limits.AnswerWarnings} more such items");
        }

        AssociationDump.Answer(_log, settings, answer, contexts);
        IdentityAnswer.Require(_log, answer, settings.Identity);
        uint maximum = answer.MaximumLength == 0
            ? Limits.LargestSentPdu
            : Math.Min(answer.MaximumLength, Limits.LargestSentPdu);
        if (maximum < Limits.SmallestMaximumLength)
        {
            throw new ProtocolException(
                $"peer takes P-DATA-TF of {maximum} bytes at most; {Limits.SmallestMaximumLength} are needed");
        }
        // PS3.8 9.3.5.1: fragments are of even length.
        _outgoing.MaxFragment = (int)(maximum - PduHeader.PdvSize) & ~1;
        if (!Array.Exists(contexts, context => context.IsAccepted))
        {
            _log.Write(LogLevel.Error, "No Acceptable Presentation Contexts");
            throw new NetworkException(NetworkFailure.NoAcceptedContext, "No acceptable Presentation Contexts");
        }

        AssociationState.Enter(_log, AssociationState.Established);
        // What logs have always shown: two headers less than the peer's maximum. Where that leaves nothing, what is sent.
        int shown = (int)(maximum - PduHeader.Size - PduHeader.PdvSize) & ~1;
        _log.Write(LogLevel.Info, $"Association Accepted (Max Send PDV: {(shown > 0 ? shown : _outgoing.MaxFragment)})");
        if (settings.Window is { } proposed)
        {
            TellWindow(proposed.Performed, answer.Window?.Performed);
        }

        _reader.SetTimeouts(settings.DimseTimeout ?? 0, settings.DimseTimeout ?? Limits.SilenceWithinPdu, absolute: false);
    }

    private void TellWindow(ushort proposed, ushort? answered)
    {
        const string Name = "Asynchronous Operations Window";
        _log.Write(LogLevel.Info, $"{Name}: {proposed} proposed, {(answered is null ? "not answered" : $"{answered} accepted")}");
        if (proposed != 0 && (answered == 0 || answered > proposed))
        {
            // PS3.7 D.3.3.3.2 does not allow it. It is served all the same.
            _log.Write(LogLevel.Warn, $"Peer answers an {Name} of {answered} operations, where {proposed} were proposed");
        }
    }

    private Received NextPdu(ObjectSink? keeper = null)
    {
        Received received;
        while (!_reader.TryNext(out received))
        {
            _outgoing.Flush();
            if (keeper?.Release(canWait: true) != false || !_reader.TryReceiveBehind())
            {
                _ = keeper?.Release(canWait: false);
                _reader.Receive();
            }
        }

        return received.Type == PduType.Abort ? throw AbortText.ToException(received.Bytes) : received;
    }

    private void SendFixed(PduType type, byte source, byte reason)
    {
        _outgoing.Fixed(type, source, reason);
        _log.Write(LogLevel.Trace, $"Sent PDU type: {(byte)type:x2}, source: {source}, reason: {reason}");
    }
}
