using System;
using System.Text;

using GetScu.Dicom;
using GetScu.Dicom.Dictionary;
using GetScu.Net.Association;
using GetScu.Net.Dimse;
using GetScu.Net.Log;
using GetScu.Net.Pdu;
using GetScu.Net.Transport;
using GetScu.Storage;

namespace GetScu.Net.Retrieve;

/// <summary>
/// The conversation of one association after its negotiation (PS3.4 C.4.3, PS3.7 9.1.3): C-GET requests out, C-STORE and
/// C-ECHO requests answered, C-GET responses taken. Every object goes to the sink as it comes.
/// </summary>
internal sealed class CGetSession
{
    private const ushort PriorityMedium = 0;

    private readonly AssociationRequestor _association;
    private readonly ObjectSink _sink;
    private readonly DataDictionary _dictionary;
    private readonly Logging _logging;
    private readonly byte[] _message = GC.AllocateUninitializedArray<byte>(2 * Limits.Command);
    private readonly Logger _log;
    private readonly Strays _strays;
    private readonly MessageReader _reader;
    private readonly DimseCommand _command;
    private readonly ResponseDataSet _responseData;
    private readonly Cancellation _cancellation;
    private SubOperations _done = new();
    private Outcome _outcome;

    /// <param name="dictionary">Gives the names of the query's elements in the log.</param>
    public CGetSession(AssociationRequestor association, ObjectSink sink, DataDictionary dictionary, Logging log)
    {
        _association = association;
        _sink = sink;
        _dictionary = dictionary;
        _logging = log;
        _log = log.Net;
        _strays = new Strays(log.Net);
        _reader = new MessageReader(association, _strays);
        _command = _reader.Command;
        _responseData = new ResponseDataSet(log.App);
        _cancellation = new Cancellation(association, log.Net);
    }

    /// <summary>Asks the peer to end the C-GET in flight. Callable from another thread.</summary>
    /// <returns>False: that could not be sent.</returns>
    public bool Cancel() => _cancellation.Ask();

    /// <summary>Logs what <see cref="Cancel"/> has sent.</summary>
    public void TellCancel() => _cancellation.Tell();

    /// <summary>A C-GET was to be ended early, by <see cref="Cancel"/> or because nothing can be written any more.</summary>
    public bool IsCancelled => _cancellation.IsAsked;

    /// <summary>The first thing that went wrong in the last C-GET, also where that ended in an exception.</summary>
    public Outcome Outcome => _outcome;

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
        _cancellation.Begin(messageId);
        try
        {
            while (!Take(_reader.ReceiveCommand(), messageId))
            {
            }
        }
        finally
        {
            // Whatever was not complete by then, and what was prepared for one more object.
            _sink.Discard();
        }

        _cancellation.End();
        return _outcome;
    }

    /// <summary>Does what a message asks for; true: it was the final response.</summary>
    private bool Take(PresentationContext context, ushort messageId)
    {
        switch (_command.Field)
        {
            case CommandField.CStoreRq:
                Store(context);
                return false;
            case CommandField.CEchoRq:
                Echo(context);
                return false;
            case CommandField.CGetRsp:
                return TakeResponse(context, messageId);
            default:
                DimseDump.Detail(_log, context.Id, _command);
                throw new ProtocolException(AbortReason.UnexpectedPduParameter,
                    $"Expected C-GET response or C-STORE request but received DIMSE command 0x{(ushort)_command.Field:x4}");
        }
    }

    private void SendRequest(ushort messageId, ReadOnlySpan<byte> identifier)
    {
        CommandWriter command = new(_message);
        command.Uid(CommandElement.AffectedSopClassUid, Encoding.ASCII.GetBytes(_association.QueryContext.AbstractSyntax));
        command.UInt16(CommandElement.CommandField, (ushort)CommandField.CGetRq);
        command.UInt16(CommandElement.MessageId, messageId);
        command.UInt16(CommandElement.Priority, PriorityMedium);
        command.UInt16(CommandElement.CommandDataSetType, 1);
        PresentationContext context = _association.QueryContext;
        ReadOnlySpan<byte> bytes = command.Finish();
        DimseDump.Outgoing(
            _log, context.Id, CommandField.CGetRq, messageId, bytes, identifier,
            TransferSyntax.EncodingOf(context.AcceptedTransferSyntax), _dictionary);
        try
        {
            _association.Send(context.Id, bytes, identifier);
        }
        catch (NetworkException error)
        {
            throw new NetworkException(error.Failure, error.Message) { IsOfRequest = true };
        }
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
            _reader.Drain(context);
            status = Refuse(DimseStatus.SopClassNotSupported, "C-STORE request on a presentation context that is not for storage");
        }
        else
        {
            _strays.Request(context, _command);
            status = Receive(context);
        }

        Respond(context, CommandField.CStoreRsp, status);
        if (status == DimseStatus.Success)
        {
            _sink.Prepare();
        }
    }

    private ushort Receive(PresentationContext context)
    {
        long length = 0;
        _sink.Begin(_command.AffectedSopClassUid, _command.AffectedSopInstanceUid, context.AcceptedTransferSyntax);
        bool isLast;
        do
        {
            Received received = _association.Next(_sink);
            MessageReader.RequireData(context, received);
            _sink.Append(received.Bytes);
            length += received.Bytes.Length;
            if (received.Ends)
            {
                _log.Write(LogLevel.Trace, $"Bytes received: {length}");
            }

            isLast = received.IsLast;
        }
        while (!isLast);
        StoreResult result = _sink.End();
        StoreLog.Received(_log, context.Id, _command, _sink);
        if (result.Warning is string warning)
        {
            _log.Write(LogLevel.Warn, $"Object {Encoding.Latin1.GetString(_command.AffectedSopInstanceUid)}: {warning}");
        }

        switch (result.Outcome)
        {
            case StoreOutcome.Stored:
                break;
            case StoreOutcome.Replaced:
                _log.Write(LogLevel.Warn, $"DICOM file already exists, overwriting: {_sink.FileName}");
                break;
            case StoreOutcome.ReplacedOther:
                Note(Outcome.Incomplete);
                _log.Write(LogLevel.Warn, $"DICOM file already exists, overwriting: {_sink.FileName}");
                _log.Write(LogLevel.Warn, $"Two different objects of one SOP Instance UID, the first is lost: {_sink.FileName}");
                break;
            case StoreOutcome.CannotWrite:
                Note(Outcome.CannotWriteObject);
                return GiveUpWhereNothingCanBeWritten(Refuse(DimseStatus.OutOfResources, result.Reason));
            default:
                return Refuse(DimseStatus.CannotUnderstand, result.Reason);
        }

        StoreLog.Stored(_log, _command, _sink);
        if (!ObjectName.IsUid(_command.AffectedSopInstanceUid) && _sink.FileName is { Length: > 0 } file)
        {
            string uid = Encoding.Latin1.GetString(_command.AffectedSopInstanceUid);
            _log.Write(LogLevel.Warn, $"SOP Instance UID '{uid}' is not a UID; stored as {file}");
        }

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

    // One object that cannot be written says nothing about the next; a probe does.
    private ushort GiveUpWhereNothingCanBeWritten(ushort status)
    {
        if (!_cancellation.IsAsked && !_sink.CanStillWrite() && _cancellation.AskAndWait())
        {
            _log.Write(LogLevel.Error, "Nothing can be written any more: cancelling the C-GET");
        }

        return status;
    }

    private void Echo(PresentationContext context)
    {
        DimseDump.Incoming(_log, context.Id, _command);
        if (_command.HasDataSet)
        {
            _reader.Drain(context);
        }

        Respond(context, CommandField.CEchoRsp, DimseStatus.Success);
    }

    // PS3.7 9.3.1.2, 9.3.5.2: every response echoes the request's message id and UIDs.
    private void Respond(PresentationContext context, CommandField field, ushort status)
    {
        CommandWriter command = new(_message);
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
        _association.Send(context.Id, bytes);
    }

    /// <summary>Takes a C-GET-RSP with its data set; true: it was the final one.</summary>
    private bool TakeResponse(PresentationContext context, ushort messageId)
    {
        ushort status = _command.Status ?? throw new ProtocolException(
            AbortReason.InvalidPduParameter, "C-GET response without (0000,0900) Status");
        ushort respondedTo = _command.MessageIdBeingRespondedTo;
        bool isLate = respondedTo != 0 && respondedTo < messageId;
        _strays.Response(context, _association.QueryContext, respondedTo, messageId, isLate);
        DimseDump.Incoming(_log, context.Id, _command);
        _responseData.Clear(_command.FailedSopInstanceUids);
        if (_command.HasDataSet)
        {
            ReceiveResponseData(context, isFinal: !isLate && !DimseStatus.IsPending(status));
        }

        if (isLate)
        {
            // It is about a request that has had its final response: taken for this one's, it would hide what is missing.
            return false;
        }

        if (DimseStatus.IsPending(status))
        {
            FinalReport.Status(_log, status);
            return false;
        }

        FinalReport.Write(_logging, _command, status, isExpected: IsCancelled && status == DimseStatus.Cancelled);
        Note(FinalReport.Judge(_logging, _command, status, _done, _responseData.FailedInstances));
        return true;
    }

    private void ReceiveResponseData(PresentationContext context, bool isFinal)
    {
        _responseData.Begin(context.AcceptedTransferSyntax);
        _association.ExpectRest();
        try
        {
            _reader.ReceiveData(context, _responseData.Append);
            _responseData.End();
        }
        catch (NetworkException error) when (isFinal && error.Failure == NetworkFailure.Timeout)
        {
            // Its status says what has become of the C-GET; no more than a list of failed instances is lost.
            _log.Write(LogLevel.Warn, $"Data set of the final C-GET response does not come ({error.Message})");
        }
    }

    private void Note(Outcome outcome)
    {
        if (_outcome == Outcome.Complete)
        {
            _outcome = outcome;
        }
    }
}
