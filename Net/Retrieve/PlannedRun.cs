using System;
using System.Runtime.ExceptionServices;
using System.Threading;

using GetScu.Dicom;
using GetScu.Net.Association;
using GetScu.Net.Dimse;
using GetScu.Net.Log;
using GetScu.Net.Plan;
using GetScu.Storage;

namespace GetScu.Net.Retrieve;

/// <summary>
/// A run that follows a plan: association by association, or several at a time, request by request, as the plan says, which is told
/// of everything that happens.
/// </summary>
/// <param name="report">Tells of all of it.</param>
/// <param name="tally">Counts all of it.</param>
internal sealed class PlannedRun(
    RetrieveSettings settings, SinkFactory storage, Logging log, Interruption interruption, ReportWriter? report,
    Tally? tally)
{
    private readonly Lock _gate = new();
    private readonly ObjectLog _objects = new(log) { FailureLevel = LogLevel.Info };
    private readonly ObjectSink?[] _sinks = new ObjectSink?[Limits.Associations];
    private Outcome _unwritten;
    private Outcome _unreleased;
    private bool _hasOverwritten;

    /// <summary>Retrieves; logs whatever goes wrong and goes on as long as that makes sense.</summary>
    /// <returns>The worst that no later association has repaired.</returns>
    public Outcome Run(Query[] queries)
    {
        RetrievalPlan plan = new(
            new PlanSettings
            {
                Model = settings.Model,
                QueryTransferSyntaxes = settings.QueryTransferSyntaxes,
                StorageTransferSyntaxes = settings.StorageTransferSyntaxes,
                AddedClasses = settings.AddedClasses,
                AcceptsAll = settings.AcceptsAll,
                Finds = settings.Finds,
                MaxAssociations = settings.MaxAssociations,
                Associations = settings.Associations,
                Retries = settings.Retries,
                RetryWait = settings.RetryWait,
                Exists = storage.Existing is null ? null : Exists,
            },
            Array.ConvertAll(queries, query => query.ForPlan()));
        storage.Existing?.IsStopped = () => interruption.Signal != 0;
        tally?.Plan = plan;
        PlanLog told = new(plan, queries.Length, log.App, report);
        report?.BeforeEnd = told.ReportMissing;
        while (plan.Next() is { } step)
        {
            told.Plan();
            if (step.WaitSeconds > 0)
            {
                log.App.Write(LogLevel.Warn, $"Trying again in {step.WaitSeconds} s");
            }

            if (step.WaitSeconds == 0 || interruption.Wait(step.WaitSeconds))
            {
                Make(plan, step, queries);
            }

            if (interruption.Signal != 0)
            {
                plan.Stop(bySignal: true);
            }
        }

        told.Plan();
        _objects.End();
        told.End();
        // The plan goes by requests, and two of them may have had one file.
        Outcome outcome = Judgement.Worst(plan.Outcome, _hasOverwritten ? Outcome.Incomplete : Outcome.Complete);
        // What was refused here and came all the same later is no failure.
        return Judgement.Worst(_unreleased, outcome == Outcome.Complete ? outcome : Judgement.Worst(outcome, _unwritten));
    }

    private bool Exists(int query, ReadOnlySpan<byte> instanceUid, ReadOnlySpan<byte> sopClassUid)
    {
        string? file = storage.Existing!.Find(instanceUid, sopClassUid);
        if (file is not null)
        {
            report?.Existing(query, instanceUid, file);
        }

        return file is not null;
    }

    /// <summary>Makes all associations of a step, each but the first on a thread of its own.</summary>
    private void Make(RetrievalPlan plan, PlanStep step, Query[] queries)
    {
        Exception? failure = null;
        Thread[] others = new Thread[step.Associations.Count - 1];
        for (int i = 0; i < others.Length; i++)
        {
            int lane = i + 1;
            others[i] = new Thread(() => Keep(lane)) { IsBackground = true };
            others[i].Start();
        }

        Keep(0);
        Array.ForEach(others, thread => thread.Join());
        // What comes until the next association begins ends by itself.
        _ = interruption.GuardNothing();
        if (failure is not null)
        {
            ExceptionDispatchInfo.Throw(failure);
        }

        void Keep(int lane)
        {
            // Only where there are several does the log have to tell which one it is.
            Logger.Lane = others.Length > 0 ? step.Associations[lane].Number : 0;
            try
            {
                Make(plan, step.Associations[lane], lane, queries);
            }
            catch (Exception error)
            {
                failure = error;
                plan.Stop(bySignal: false);
            }

            Logger.Lane = 0;
            // Others may still be connecting, which nothing but leaving ends.
            _ = interruption.Unguard(lane);
        }
    }

    private void Make(RetrievalPlan plan, PlannedAssociation planned, int lane, Query[] queries)
    {
        AssociationStep step = new(settings, log, interruption)
        {
            IsPlanned = true,
            // What earlier associations have brought stands, and what others bring.
            NegotiationLevel = planned.Number == 1 && settings.Retries == 0 ? LogLevel.Fatal : lane == 0 ? LogLevel.Error : LogLevel.Warn,
            Requesting = PlanLog.Requesting(planned),
            Report = report is null ? null : new AssociationReport(report, planned.Number, planned.Purpose),
            Lane = lane,
        };
        step.Run(planned.Contexts, association => Converse(plan, planned, step, association, queries));
        if (!step.IsEstablished)
        {
            planned.Failed(step.MayPass);
        }
        else if (step.IsLost)
        {
            planned.Lost();
        }

        lock (_gate)
        {
            _unreleased = Judgement.Worst(_unreleased, step.Outcome == Outcome.CannotRelease ? step.Outcome : Outcome.Complete);
        }
    }

    private void Converse(
        RetrievalPlan plan, PlannedAssociation planned, AssociationStep step, AssociationRequestor association, Query[] queries)
    {
        planned.Accepted();
        ObjectSink sink = _sinks[step.Lane] ??= storage.Create();
        CGetSession session = new(association, sink, settings.Dictionary, _objects, log, planned, step.Report, storage.Existing, tally);
        MessageIds ids = default;
        while (planned.Next() is { } request)
        {
            step.Report?.Query = request.Query;
            string asking = request.Kind == RequestKind.Find ? "cancelling the C-FIND" : "cancelling the C-GET";
            if (!interruption.Guard(asking, session.Cancel, session.TellCancel, association.Interrupt, step.Lane))
            {
                return;
            }

            try
            {
                planned.Final(Send(session, planned, association, request, queries, ids.Next()));
            }
            finally
            {
                lock (_gate)
                {
                    _unwritten = Judgement.Worst(_unwritten, session.Outcome);
                    _hasOverwritten |= session.HasOverwritten;
                }
            }

            if (session.IsCancelled)
            {
                plan.Stop(interruption.Signal != 0);
                return;
            }
        }
    }

    private RequestEnd Send(
        CGetSession session, PlannedAssociation planned, AssociationRequestor association, PlannedRequest request, Query[] queries,
        ushort messageId)
    {
        if (request.Kind == RequestKind.Find)
        {
            return session.Find.Find(planned, request, messageId);
        }

        if (request.RestCount > 0)
        {
            log.App.Write(LogLevel.Warn, $"Peer ended the C-GET early, asking for {request.RestCount} objects series by series");
        }

        tally?.Begin(request.Kind == RequestKind.Query && queries.Length == 1 ? 0 : null);
        DataEncoding encoding = TransferSyntax.EncodingOf(association.QueryContext.AcceptedTransferSyntax);
        _ = session.Get(messageId, request.Kind == RequestKind.Query
            ? queries[request.Query - 1].Encode(encoding)
            : PlannedIdentifier.Encode(request, encoding));
        return session.End;
    }
}
