using System;

using GetScu.Dicom;
using GetScu.Dicom.Dictionary;
using GetScu.Net.Association;
using GetScu.Net.Dimse;
using GetScu.Net.Log;
using GetScu.Net.Pdu;
using GetScu.Net.Plan;
using GetScu.Net.Transport;
using GetScu.Storage;

namespace GetScu.Net.Retrieve;

/// <summary>
/// The C-GETs of one association (PS3.4 C.4.3, PS3.7 9.1.3): requests out, C-STORE and C-ECHO requests answered, responses
/// taken. Every object goes to the sink as it comes.
/// </summary>
internal sealed class CGetSession
{
    private readonly AssociationRequestor _association;
    private readonly ObjectSink _sink;
    private readonly DataDictionary _dictionary;
    private readonly Logging _logging;
    private readonly byte[] _message = GC.AllocateUninitializedArray<byte>(2 * Limits.Command);
    private readonly Logger _log;
    private readonly Strays _strays;
    private readonly MessageReader _reader;
    private readonly ReceivedCommand _command;
    private readonly ResponseDataSet _responseData;
    private readonly ReportedCounts _reported = new();
    private readonly ResponseIds _ids = new();
    private readonly StorageScp _storage;
    private readonly Cancellation _cancellation;
    private readonly PlannedAssociation? _planned;
    private readonly AssociationReport? _report;
    private readonly Tally? _tally;
    private Outcome _outcome;

    /// <param name="dictionary">Gives the names of the query's elements in the log.</param>
    /// <param name="objects">What the log of the run says of single objects.</param>
    /// <param name="planned">Is told of every object and response, and judges them; null: each C-GET is judged for itself.</param>
    /// <param name="report">Tells of every object and final response.</param>
    /// <param name="existing">Objects that are not written again.</param>
    /// <param name="tally">Counts every object.</param>
    public CGetSession(
        AssociationRequestor association, ObjectSink sink, DataDictionary dictionary, ObjectLog objects, Logging log,
        PlannedAssociation? planned = null, AssociationReport? report = null, ExistingFiles? existing = null,
        Tally? tally = null)
    {
        _association = association;
        _sink = sink;
        _dictionary = dictionary;
        _logging = log;
        _log = log.Net;
        _strays = new Strays(log.Net);
        _reader = new MessageReader(association, _strays);
        _command = _reader.Command;
        _planned = planned;
        _report = report;
        _tally = tally;
        _responseData = new ResponseDataSet(objects, planned, report);
        _storage = new StorageScp(association, _reader, sink, objects, _strays, log.Net, planned, report, existing, tally);
        _cancellation = new Cancellation(association, log.Net);
        Find = new FindSession(association, _reader, _cancellation, dictionary, log.Net);
        objects.Begin(association.Contexts);
    }

    /// <summary>The C-FINDs of the same association.</summary>
    public FindSession Find { get; }

    /// <summary>Asks the peer to end the C-GET or C-FIND in flight. Callable from another thread.</summary>
    /// <returns>False: that could not be sent.</returns>
    public bool Cancel() => _cancellation.Ask();

    /// <summary>Logs what <see cref="Cancel"/> has sent.</summary>
    public void TellCancel() => _cancellation.Tell();

    /// <summary>A C-GET was to be ended early, by <see cref="Cancel"/> or because nothing can be written any more.</summary>
    public bool IsCancelled => _cancellation.IsAsked;

    /// <summary>The worst of the last C-GET so far, also where that ended in an exception.</summary>
    public Outcome Outcome => Judgement.Worst(_outcome, _storage.Outcome);

    /// <inheritdoc cref="StorageScp.HasOverwritten"/>
    public bool HasOverwritten => _storage.HasOverwritten;

    /// <summary>The objects of the last C-GET.</summary>
    public ObjectCounts Counts => _storage.Counts;

    /// <summary>The last C-GET was a success, and neither brought nor reported any object.</summary>
    public bool FoundNothing => Outcome == Outcome.Complete && _storage.Counts.Received == 0 && !_reported.IsAny;

    /// <summary>The final response of the last C-GET.</summary>
    public RequestEnd End { get; private set; }

    /// <summary>Any message has come on this association.</summary>
    public bool HasReceived { get; private set; }

    /// <summary>Sends one query and stays until its final response.</summary>
    /// <param name="messageId">1 to 65535, see <see cref="ResponseIds.Begin"/>.</param>
    /// <param name="identifier">The query in the accepted transfer syntax.</param>
    /// <returns>The worst that went wrong, or <see cref="Outcome.Complete"/>.</returns>
    /// <exception cref="NetworkException">The connection is lost, or the peer ends the association.</exception>
    /// <exception cref="ProtocolException">The peer breaks the protocol.</exception>
    public Outcome Get(ushort messageId, ReadOnlySpan<byte> identifier)
    {
        _storage.Begin();
        _reported.Clear();
        _ids.Begin(messageId);
        _outcome = Outcome.Complete;
        SendRequest(messageId, identifier);
        _cancellation.Begin(messageId, _association.QueryContext.Id);
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
        return Outcome;
    }

    /// <summary>Does what a message asks for; true: it was the final response.</summary>
    private bool Take(PresentationContext context, ushort messageId)
    {
        HasReceived = true;
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
        PresentationContext context = _association.QueryContext;
        ReadOnlySpan<byte> bytes = RequestWriter.CGet(_message, context.AbstractSyntax, messageId);
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
        _ids.IsAtWork();
        ushort status = _storage.Take(context);
        if (_storage.IsUnwritable)
        {
            GiveUpWhereNothingCanBeWritten();
        }

        Respond(context, CommandField.CStoreRsp, status);
        if (status == DimseStatus.Success)
        {
            _sink.Prepare();
        }
    }

    // One object that cannot be written says nothing about the next; a probe does.
    private void GiveUpWhereNothingCanBeWritten()
    {
        if (!_cancellation.IsAsked && !_sink.CanStillWrite() && _cancellation.AskAndWait())
        {
            _log.Write(LogLevel.Error, "Nothing can be written any more: cancelling the C-GET");
        }
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

    private void Respond(PresentationContext context, CommandField field, ushort status)
    {
        ReadOnlySpan<byte> bytes = ResponseWriter.Write(_message, field, _command, status);
        DimseDump.Outgoing(_log, context.Id, field, status, bytes);
        _association.Answer(context.Id, bytes);
    }

    /// <summary>Takes a C-GET-RSP with its data set; true: it was the final one.</summary>
    private bool TakeResponse(PresentationContext context, ushort messageId)
    {
        ushort status = _command.Status ?? throw new ProtocolException("C-GET response without (0000,0900) Status");
        bool isFinal = !DimseStatus.IsPending(status);
        DimseDump.Incoming(_log, context.Id, _command);
        if (isFinal)
        {
            // The peer is told of every object before its outcome is judged.
            _association.Flush();
        }

        _responseData.Clear(_command.FailedSopInstanceUids);
        if (_command.HasDataSet)
        {
            ReceiveResponseData(context, isFinal);
        }

        bool isLate = IsLate(isFinal);
        _strays.Response(context, _association.QueryContext, _command.MessageIdBeingRespondedTo, messageId, isLate);
        if (isLate)
        {
            // It is about a request that has had its final response: taken for this one's, it would hide what is missing.
            return false;
        }

        _reported.Add(_command, _responseData.FailedInstances, isFinal);
        End = new RequestEnd(status, _command.Remaining, _command.Completed, _command.Failed, _command.Warning);
        if (!isFinal)
        {
            _ids.IsAtWork();
            _tally?.Counted(_command);
            FinalReport.Status(_log, status);
            return false;
        }

        _report?.Response(End);
        bool isCancelled = IsCancelled;
        bool isExpected = _planned is not null || (isCancelled && status == DimseStatus.Cancelled);
        FinalReport.Write(_logging, _command, status, isExpected);
        if (_planned is null)
        {
            _outcome = Judgement.Of(_logging.App, status, _reported, _storage.Counts, isCancelled);
        }

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

    private bool IsLate(bool isFinal)
    {
        ResponseOrigin origin = _ids.OriginOf(_command.MessageIdBeingRespondedTo);
        if (origin == ResponseOrigin.Either)
        {
            // Whoever still works on the request sends more; whoever is done waits for the next one, or the release.
            origin = isFinal && _association.IsFollowed(Limits.LateResponseWait) ? ResponseOrigin.Earlier : ResponseOrigin.Current;
        }

        if (origin == ResponseOrigin.Current)
        {
            _ids.IsTaken(_command.MessageIdBeingRespondedTo);
        }

        return origin == ResponseOrigin.Earlier;
    }
}
