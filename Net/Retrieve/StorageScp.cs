using GetScu.Net.Association;
using GetScu.Net.Dimse;
using GetScu.Net.Log;
using GetScu.Net.Pdu;
using GetScu.Net.Plan;
using GetScu.Storage;

namespace GetScu.Net.Retrieve;

/// <summary>
/// The storage SCP of a C-GET (PS3.4 B.2, C.5.3): takes the objects of C-STORE requests to the sink, and says how to answer.
/// </summary>
/// <param name="planned">Is told what became of each object, and knows which are here already.</param>
/// <param name="report">Tells of each object.</param>
/// <param name="existing">Knows which objects earlier runs have left.</param>
/// <param name="tally">Counts what comes.</param>
internal sealed class StorageScp(
    AssociationRequestor association, MessageReader reader, ObjectSink sink, ObjectLog objects, Strays strays, Logger log,
    PlannedAssociation? planned = null, AssociationReport? report = null, ExistingFiles? existing = null,
    Tally? tally = null)
{
    private readonly ReceivedCommand _request = reader.Command;
    private long _length;

    /// <summary>The objects of the C-GET in flight.</summary>
    public ObjectCounts Counts { get; } = new();

    /// <summary>The worst that became of one of them.</summary>
    public Outcome Outcome { get; private set; }

    /// <summary>Of two objects of one file the first is lost; stays so.</summary>
    public bool HasOverwritten { get; private set; }

    /// <summary>The last object could not be written.</summary>
    public bool IsUnwritable { get; private set; }

    /// <summary>A C-GET begins.</summary>
    public void Begin()
    {
        Counts.Clear();
        Outcome = Outcome.Complete;
    }

    /// <summary>A C-STORE-RQ is there: takes its data set.</summary>
    /// <returns>The status of its response.</returns>
    public ushort Take(PresentationContext context)
    {
        report?.Begin();
        _length = 0;
        // It is not written again, and is a success all the same: the peer would count a failure.
        bool isHere = _request.HasDataSet && IsHere();
        ushort status = isHere ? TakeAgain(context) : TakeNew(context);
        ObjectOutcome outcome = isHere ? ObjectOutcome.Duplicate
            : status != DimseStatus.Success ? ObjectOutcome.Refused
            : sink.FileName.Length == 0 ? ObjectOutcome.Ignored
            : ObjectOutcome.Stored;
        if (outcome is ObjectOutcome.Stored or ObjectOutcome.Ignored)
        {
            tally?.Taken(_length);
        }

        planned?.Object(context, _request.AffectedSopInstanceUid, _request.AffectedSopClassUid, outcome);
        report?.Object(
            context, _request.AffectedSopInstanceUid, _request.AffectedSopClassUid, outcome, status, _length,
            outcome == ObjectOutcome.Stored ? sink.FileName : "");
        return status;
    }

    private bool IsHere()
    {
        if (planned?.Claim(_request.AffectedSopInstanceUid) == false)
        {
            return true;
        }

        string? file = existing?.Find(_request.AffectedSopInstanceUid, _request.AffectedSopClassUid);
        if (file is not null)
        {
            report?.Existing(_request.AffectedSopInstanceUid, file);
        }

        return file is not null;
    }

    private ushort TakeAgain(PresentationContext context)
    {
        DimseDump.Incoming(log, context.Id, _request);
        Counts.Received++;
        Counts.Stored++;
        Drain(context);
        return DimseStatus.Success;
    }

    private void Drain(PresentationContext context) => reader.ReceiveData(context, bytes => _length += bytes.Length);

    private ushort TakeNew(PresentationContext context)
    {
        DimseDump.Incoming(log, context.Id, _request);
        IsUnwritable = false;
        Counts.Received++;
        if (!_request.HasDataSet)
        {
            return Refuse(DimseStatus.CannotUnderstand, "C-STORE request without a data set");
        }

        if (context.ProposedRole != Role.Scp || context.AbstractSyntax == Negotiation.Verification)
        {
            Drain(context);
            return Refuse(DimseStatus.SopClassNotSupported, "C-STORE request on a presentation context that is not for storage");
        }

        strays.Request(context, _request);
        StoreResult result = Receive(context);
        StoreLog.Received(log, context.Id, _request, sink);
        return Judge(result);
    }

    private StoreResult Receive(PresentationContext context)
    {
        sink.Begin(_request.AffectedSopClassUid, _request.AffectedSopInstanceUid, context.AcceptedTransferSyntax);
        bool isLast;
        do
        {
            Received received = association.Next(sink);
            MessageReader.RequireData(context, received);
            sink.Append(received.Bytes);
            _length += received.Bytes.Length;
            tally?.Received(received.Bytes.Length);
            if (received.Ends)
            {
                log.Write(LogLevel.Trace, $"Bytes received: {_length}");
            }

            isLast = received.IsLast;
        }
        while (!isLast);
        return sink.End();
    }

    private ushort Judge(StoreResult result)
    {
        if (result.Warning is string warning)
        {
            objects.Warned(_request.AffectedSopInstanceUid, warning);
        }

        switch (result.Outcome)
        {
            case StoreOutcome.Stored:
                break;
            case StoreOutcome.Replaced:
                objects.Replaced(sink.FileName);
                break;
            case StoreOutcome.ReplacedOther:
                HasOverwritten = true;
                Outcome = Judgement.Worst(Outcome, Outcome.Incomplete);
                objects.ReplacedOther(sink.FileName);
                break;
            case StoreOutcome.CannotWrite:
                IsUnwritable = true;
                Outcome = Judgement.Worst(Outcome, Outcome.CannotWriteObject);
                return Refuse(DimseStatus.OutOfResources, result.Reason);
            default:
                return Refuse(DimseStatus.CannotUnderstand, result.Reason);
        }

        StoreLog.Stored(log, _request, sink);
        if (!ObjectName.IsUid(_request.AffectedSopInstanceUid) && sink.FileName is { Length: > 0 } file)
        {
            objects.OddName(_request.AffectedSopInstanceUid, file);
        }

        Counts.Stored++;
        return DimseStatus.Success;
    }

    private ushort Refuse(ushort status, string? reason)
    {
        Outcome = Judgement.Worst(Outcome, Outcome.Incomplete);
        objects.Refused(_request.AffectedSopInstanceUid, reason);
        return status;
    }
}
