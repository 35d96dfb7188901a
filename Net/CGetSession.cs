using System;
using System.Text;

using GetScu.Dicom;
using GetScu.Net.Log;
using GetScu.Storage;

namespace GetScu.Net;

/// <summary>
/// The conversation of one association after its negotiation (PS3.4 C.4.3, PS3.7 9.1.3): C-GET requests out, C-STORE and
/// C-ECHO requests answered, C-GET responses taken. Every object goes to the sink as it comes.
/// </summary>
internal sealed class CGetSession(Association association, ObjectSink sink, Logging log)
{
    private const ushort PriorityMedium = 0;

    private readonly DimseCommand _command = new();
    private readonly byte[] _message = new byte[2 * Limits.Command];
    private readonly Logger _log = log.Net;
    private readonly ResponseDataSet _responseData = new(log);
    private SubOperations _done = new();
    private Outcome _outcome;
    private byte _dataSetNotAnnounced;
    private bool _warnedStrayData;
    private bool _warnedMessageId;
    private bool _warnedRole;
    private bool _warnedClass;

    /// <summary>Sends one query and stays until its final response.</summary>
    /// <param name="messageId">1 to 65535.</param>
    /// <param name="identifier">The query in the accepted transfer syntax.</param>
    /// <returns>The first thing that went wrong, or <see cref="Outcome.Complete"/>.</returns>
    /// <exception cref="NetworkException">The connection is lost, or the peer ends the association.</exception>
    /// <exception cref="ProtocolException">The peer breaks the protocol.</exception>
    public Outcome Get(ushort messageId, ReadOnlySpan<byte> identifier)
    {
        _done = new SubOperations();
        _outcome = Outcome.Complete;
        SendRequest(messageId, identifier);
        while (true)
        {
            PresentationContext context = ReceiveCommand();
            switch (_command.Field)
            {
                case CommandField.CStoreRq:
                    Store(context);
                    break;
                case CommandField.CEchoRq:
                    Echo(context);
                    break;
                case CommandField.CGetRsp:
                    if (TakeResponse(context, messageId))
                    {
                        return _outcome;
                    }
                    break;
                default:
                    _log.Write(LogLevel.Error,
                        $"Expected C-GET response or C-STORE request but received DIMSE command 0x{(ushort)_command.Field:x4}");
                    DimseDump.Detail(_log, context.Id, _command);
                    throw new ProtocolException(AbortReason.UnexpectedPduParameter, "unexpected DIMSE command");
            }
        }
    }

    /// <summary>Asks the peer to end the C-GET (PS3.7 9.3.3.3). Callable from another thread.</summary>
    /// <returns>False: it could not be sent.</returns>
    public bool Cancel(ushort messageId)
    {
        var command = new CommandWriter(stackalloc byte[64]);
        command.UInt16(CommandElement.CommandField, (ushort)CommandField.CCancelRq);
        command.UInt16(CommandElement.MessageIdBeingRespondedTo, messageId);
        command.UInt16(CommandElement.CommandDataSetType, DimseCommand.NoDataSet);
        byte contextId = association.QueryContext.Id;
        ReadOnlySpan<byte> bytes = command.Finish();
        DimseDump.Outgoing(_log, contextId, CommandField.CCancelRq, messageId, bytes);
        return association.TrySend(contextId, bytes);
    }

    private void SendRequest(ushort messageId, ReadOnlySpan<byte> identifier)
    {
        var command = new CommandWriter(_message);
        command.Uid(CommandElement.AffectedSopClassUid, Encoding.ASCII.GetBytes(association.QueryContext.AbstractSyntax));
        command.UInt16(CommandElement.CommandField, (ushort)CommandField.CGetRq);
        command.UInt16(CommandElement.MessageId, messageId);
        command.UInt16(CommandElement.Priority, PriorityMedium);
        command.UInt16(CommandElement.CommandDataSetType, 1);
        PresentationContext context = association.QueryContext;
        ReadOnlySpan<byte> bytes = command.Finish();
        DimseDump.Outgoing(
            _log, context.Id, CommandField.CGetRq, messageId, bytes, identifier,
            TransferSyntax.EncodingOf(context.AcceptedTransferSyntax), association.Settings.Dictionary);
        association.Send(context.Id, bytes, identifier);
    }

    private void Store(PresentationContext context)
    {
        DimseDump.Incoming(_log, context.Id, _command);
        _done.Received++;
        ushort status;
        if (!_command.HasDataSet)
        {
            status = Refuse(DimseStatus.CannotUnderstand, "C-STORE request without a data set");
        }
        else if (context.ProposedRole != Role.Scp || context.AbstractSyntax == Negotiation.Verification)
        {
            Drain(context);
            status = Refuse(DimseStatus.SopClassNotSupported, "C-STORE request on a presentation context that is not for storage");
        }
        else
        {
            WarnOfStrayRequest(context);
            status = Receive(context);
        }
        Respond(context, CommandField.CStoreRsp, status);
    }

    private ushort Receive(PresentationContext context)
    {
        bool complete = false;
        long length = 0;
        StoreResult result;
        sink.Begin(_command.AffectedSopClassUid, _command.AffectedSopInstanceUid, context.AcceptedTransferSyntax);
        try
        {
            bool last;
            do
            {
                Received received;
                while (!association.TryNext(out received))
                {
                    sink.Flush();
                    association.Receive();
                }
                RequireData(context, received);
                sink.Append(received.Bytes);
                length += received.Bytes.Length;
                if (received.Ends)
                {
                    _log.Write(LogLevel.Trace, $"Bytes received: {length}");
                }
                last = received.IsLast;
            }
            while (!last);
            complete = true;
            result = sink.End();
        }
        finally
        {
            if (!complete)
            {
                sink.Discard();
            }
        }
        StoreLog.Received(_log, context.Id, _command, sink);
        switch (result.Outcome)
        {
            case StoreOutcome.Stored:
                break;
            case StoreOutcome.Replaced:
                _log.Write(LogLevel.Warn, $"DICOM file already exists, overwriting: {sink.FileName}");
                break;
            case StoreOutcome.CannotWrite:
                Note(Outcome.CannotWriteObject);
                return Refuse(DimseStatus.OutOfResources, result.Reason);
            case StoreOutcome.Mismatch:
                return Refuse(DimseStatus.DataSetMismatch, result.Reason);
            default:
                return Refuse(DimseStatus.CannotUnderstand, result.Reason);
        }
        StoreLog.Stored(_log, _command, sink);
        _done.Stored++;
        return DimseStatus.Success;
    }

    private ushort Refuse(ushort status, string? reason)
    {
        Note(Outcome.Incomplete);
        string uid = Encoding.Latin1.GetString(_command.AffectedSopInstanceUid);
        _log.Write(LogLevel.Error, $"Cannot store object {uid}: {reason}");
        return status;
    }

    private void WarnOfStrayRequest(PresentationContext context)
    {
        if (context.AcceptedRole is not (Role.Scp or Role.Both) && !_warnedRole)
        {
            _warnedRole = true;
            _log.Write(LogLevel.Warn,
                $"Peer sends objects without having accepted the SCP role (presentation context {context.Id})");
        }
        if (!_warnedClass && !Ascii.Equals(_command.AffectedSopClassUid, context.AbstractSyntax))
        {
            _warnedClass = true;
            _log.Write(LogLevel.Warn,
                $"Peer sends SOP class '{Encoding.Latin1.GetString(_command.AffectedSopClassUid)}' on presentation context " +
                $"{context.Id}, which is for '{context.AbstractSyntax}'");
        }
    }

    private void Echo(PresentationContext context)
    {
        DimseDump.Incoming(_log, context.Id, _command);
        if (_command.HasDataSet)
        {
            Drain(context);
        }
        Respond(context, CommandField.CEchoRsp, DimseStatus.Success);
    }

    // PS3.7 9.3.1.2, 9.3.5.2: every response echoes the request's message id and UIDs.
    private void Respond(PresentationContext context, CommandField field, ushort status)
    {
        var command = new CommandWriter(_message);
        command.Uid(CommandElement.AffectedSopClassUid, _command.AffectedSopClassUid);
        command.UInt16(CommandElement.CommandField, (ushort)field);
        command.UInt16(CommandElement.MessageIdBeingRespondedTo, _command.MessageId);
        command.UInt16(CommandElement.CommandDataSetType, DimseCommand.NoDataSet);
        command.UInt16(CommandElement.Status, status);
        if (field == CommandField.CStoreRsp)
        {
            command.Uid(CommandElement.AffectedSopInstanceUid, _command.AffectedSopInstanceUid);
        }
        ReadOnlySpan<byte> bytes = command.Finish();
        DimseDump.Outgoing(_log, context.Id, field, status, bytes);
        association.Send(context.Id, bytes);
    }

    /// <summary>Takes a C-GET-RSP with its data set; true: it was the final one.</summary>
    private bool TakeResponse(PresentationContext context, ushort messageId)
    {
        ushort status = _command.Status ?? throw new ProtocolException(
            AbortReason.InvalidPduParameter, "C-GET response without (0000,0900) Status");
        if (_command.MessageIdBeingRespondedTo != messageId && !_warnedMessageId)
        {
            _warnedMessageId = true;
            _log.Write(LogLevel.Warn,
                $"Peer responds to message id {_command.MessageIdBeingRespondedTo}; the request's is {messageId}");
        }
        DimseDump.Incoming(_log, context.Id, _command);
        _responseData.LogFailedInstances(_command.FailedSopInstanceUids);
        if (_command.HasDataSet)
        {
            _responseData.Clear();
            ReceiveData(context, _responseData.Append);
            _responseData.LogFailedInstances(context.AcceptedTransferSyntax);
        }
        if (DimseStatus.IsPending(status))
        {
            FinalReport.Status(_log, status);
            return false;
        }
        FinalReport.Write(log, _command, status);
        Note(FinalReport.Judge(log, _command, status, _done));
        return true;
    }

    /// <summary>Waits for a whole command set, in however many fragments.</summary>
    private PresentationContext ReceiveCommand()
    {
        association.BeginMessage();
        _command.Clear();
        byte contextId = 0;
        while (true)
        {
            Received received;
            while (!association.TryNext(out received))
            {
                association.Receive();
            }
            if (!received.IsCommand)
            {
                LetStrayDataBy(received, contextId);
                continue;
            }
            if (contextId != 0 && contextId != received.ContextId)
            {
                throw new ProtocolException(AbortReason.UnexpectedPduParameter,
                    $"command on presentation context {received.ContextId} within one on {contextId}");
            }
            contextId = received.ContextId;
            _command.Append(received.Bytes);
            if (received.IsLast)
            {
                _command.Parse();
                _dataSetNotAnnounced = _command.HasDataSet ? (byte)0 : contextId;
                return association.Contexts[(contextId - 1) / 2];
            }
        }
    }

    // Servers are known to send a data set that their command denies: nothing is at risk in dropping it.
    private void LetStrayDataBy(in Received received, byte commandInProgress)
    {
        if (commandInProgress != 0 || received.ContextId != _dataSetNotAnnounced)
        {
            throw new ProtocolException(AbortReason.UnexpectedPduParameter,
                $"data set fragment on presentation context {received.ContextId} without a command");
        }
        if (!_warnedStrayData)
        {
            _warnedStrayData = true;
            _log.Write(LogLevel.Warn, "Peer sends a data set that its command says is not there; dropped");
        }
        if (received.IsLast)
        {
            _dataSetNotAnnounced = 0;
        }
    }

    private void Drain(PresentationContext context) => ReceiveData(context, static _ => { });

    private void ReceiveData(PresentationContext context, FragmentHandler take)
    {
        bool last;
        do
        {
            Received received;
            while (!association.TryNext(out received))
            {
                association.Receive();
            }
            RequireData(context, received);
            take(received.Bytes);
            last = received.IsLast;
        }
        while (!last);
    }

    private static void RequireData(PresentationContext context, in Received received)
    {
        if (received.IsCommand || received.ContextId != context.Id)
        {
            throw new ProtocolException(AbortReason.UnexpectedPduParameter,
                received.IsCommand
                    ? "command fragment within a data set"
                    : $"data set fragment on presentation context {received.ContextId} within one on {context.Id}");
        }
    }

    private void Note(Outcome outcome)
    {
        if (_outcome == Outcome.Complete)
        {
            _outcome = outcome;
        }
    }

    private delegate void FragmentHandler(ReadOnlySpan<byte> fragment);
}
