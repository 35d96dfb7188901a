using System;
using System.Collections.Generic;

using GetScu.Dicom;
using GetScu.Dicom.DataSets;
using GetScu.Dicom.Query;
using GetScu.Net.Association;
using GetScu.Net.Dimse;
using GetScu.Net.Log;
using GetScu.Net.Pdu;
using GetScu.Net.Plan;
using GetScu.Net.Transport;
using GetScu.Storage;

namespace GetScu.Net.Retrieve;

/// <summary>One run: sends every query over an association, and says what became of it all.</summary>
/// <param name="report">Tells of everything that happens; null: nobody wants to know.</param>
/// <param name="tally">Counts everything that comes; null: nobody wants to know.</param>
internal sealed class Retrieval(
    RetrieveSettings settings, SinkFactory storage, Logging log, Interruption interruption, ReportWriter? report = null,
    Tally? tally = null)
{
    private readonly ObjectLog _objects = new(log);
    private readonly LineBudget _unlimited = new(Limits.LoggedRepeats, "more queries have no value for a unique key");
    private readonly LineBudget _nothing = new(Limits.LoggedRepeats, "more queries found nothing for want of a key");

    /// <summary>Retrieves; logs whatever goes wrong and goes on as long as that makes sense.</summary>
    /// <param name="source">A run that follows a plan needs one whose queries are held.</param>
    /// <returns>The worst that went wrong.</returns>
    public Outcome Run(QuerySource source)
    {
        Query[]? held = source.Held is null ? null : [.. Read(source)];
        if (held is not null)
        {
            _unlimited.End(log.App);
        }

        if (settings.NeedsPlan || storage.Existing is not null)
        {
            return End(new PlannedRun(Searching(held!), storage, log, interruption, report, tally).Run(held!));
        }

        AssociationStep step = new(settings, log, interruption)
        {
            Report = report is null ? null : new AssociationReport(report, 1, AssociationPurpose.Retrieve),
        };
        PresentationContext[] contexts = Negotiation.Propose(
            settings.Model, settings.QueryTransferSyntaxes, settings.StorageTransferSyntaxes, settings.AddedClasses);
        step.Run(contexts, association => Converse(step, association, held ?? Read(source), source.Count));
        _objects.End();
        if (held is null)
        {
            _unlimited.End(log.App);
        }

        _nothing.End(log.App);
        return End(step.Outcome);
    }

    /// <summary>What C-FIND would list for a query without a level is not what the query asks for.</summary>
    private RetrieveSettings Searching(Query[] queries)
    {
        if (!settings.Finds || Array.TrueForAll(queries, query => query.HasLevel))
        {
            return settings;
        }

        log.App.Write(LogLevel.Warn, "Query without QueryRetrieveLevel PATIENT, STUDY, SERIES or IMAGE: not asking with C-FIND what there is");
        return settings with { Finds = false };
    }

    private Outcome End(Outcome outcome)
    {
        interruption.Done();
        return interruption.Signal == 0 ? outcome : Judgement.OfSignal(interruption.Signal);
    }

    private void Converse(AssociationStep step, AssociationRequestor association, IEnumerable<Query> queries, long? count)
    {
        CGetSession session = new(association, storage.Create(), settings.Dictionary, _objects, log, planned: null, step.Report, tally: tally);
        DataEncoding encoding = TransferSyntax.EncodingOf(association.QueryContext.AcceptedTransferSyntax);
        MessageIds ids = default;
        long? left = settings.Repeat * count;
        for (int round = 0; round < settings.Repeat; round++)
        {
            using IEnumerator<Query> turn = queries.GetEnumerator();
            for (int number = 1; TryNext(step, association, turn, isWaiting: count is null); number++)
            {
                step.Report?.Query = number;
                if (!interruption.Guard("cancelling the C-GET", session.Cancel, session.TellCancel, association.Interrupt))
                {
                    return;
                }

                left--;
                // Only where it is the last one its counters tell how many objects there are in all.
                tally?.Begin(left == 0 ? tally.Objects : null);
                Get(step, session, turn.Current, ids.Next(), encoding);
                if (session.IsCancelled)
                {
                    // A signal says so itself.
                    if (left != 0 && interruption.Signal == 0)
                    {
                        log.App.Write(LogLevel.Error, $"{left?.ToString() ?? "all"} more C-GET requests are not sent");
                    }

                    return;
                }
            }
        }
    }

    /// <param name="isWaiting">Somebody may have yet to write the next query.</param>
    private bool TryNext(AssociationStep step, AssociationRequestor association, IEnumerator<Query> queries, bool isWaiting)
    {
        if (isWaiting)
        {
            _ = interruption.Guard("asking for nothing more", static () => true, static () => { }, association.Interrupt);
        }

        try
        {
            return queries.MoveNext();
        }
        catch (KeyException error)
        {
            log.App.Write(LogLevel.Error, $"{error.Message}; what follows is not asked for");
            step.Note(Outcome.KeyFileWrong);
            return false;
        }
    }

    private IEnumerable<Query> Read(QuerySource source)
    {
        foreach (DataSet identifier in source.Read())
        {
            Query query = new(identifier, settings.Model);
            WarnOfAll(query);
            yield return query;
        }
    }

    private void Get(AssociationStep step, CGetSession session, Query query, ushort messageId, DataEncoding encoding)
    {
        try
        {
            session.Get(messageId, query.Encode(encoding));
        }
        catch (NetworkException error) when (error.Failure == NetworkFailure.AbortedByPeer && !session.HasReceived)
        {
            step.Hint = $"Peer aborted right after the C-GET request: it may not allow C-GET for calling AE title {settings.CallingAet}";
            throw;
        }
        finally
        {
            step.Note(session.Outcome);
        }

        if (session.FoundNothing)
        {
            TellNothing(query);
        }
    }

    private void WarnOfAll(Query query)
    {
        if (query.IsUnlimited && _unlimited.Take())
        {
            log.App.Write(LogLevel.Warn,
                "Query has no value for PatientID, StudyInstanceUID, SeriesInstanceUID or SOPInstanceUID: the peer may send all it has");
        }
    }

    private void TellNothing(Query query)
    {
        List<string> missing = query.MissingKeys();
        if (missing.Count == 0)
        {
            log.App.Write(LogLevel.Info, "nothing matched the query");
        }
        else if (_nothing.Take())
        {
            log.App.Write(LogLevel.Warn, $"Nothing matched the query, which has no value for {string.Join(" and ", missing)}");
        }
    }
}
