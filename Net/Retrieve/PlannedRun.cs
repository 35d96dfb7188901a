using System;
using System.Collections.Generic;

using GetScu.Dicom;
using GetScu.Dicom.Dictionary;
using GetScu.Net.Association;
using GetScu.Net.Dimse;
using GetScu.Net.Log;
using GetScu.Net.Plan;
using GetScu.Storage;

namespace GetScu.Net.Retrieve;

/// <summary>
/// A run that follows a plan: association by association, request by request, as the plan says, which is told of everything
/// that happens.
/// </summary>
/// <param name="report">Tells of all of it.</param>
internal sealed class PlannedRun(RetrieveSettings settings, ObjectSink sink, Logging log, Interruption interruption, ReportWriter? report)
{
    private readonly ObjectLog _objects = new(log) { FailureLevel = LogLevel.Info };
    private readonly LineBudget _missing = new(Limits.LoggedRepeats, "more kinds of missing objects are not shown");
    private Outcome _unwritten;
    private Outcome _unreleased;
    private bool _isTold;
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
            },
            Array.ConvertAll(queries, query => query.ForPlan()));
        while (plan.Next() is { } step)
        {
            foreach (PlannedAssociation planned in step.Associations)
            {
                TellPlan(plan, queries.Length);
                Make(plan, planned, queries);
            }

            if (interruption.Signal != 0)
            {
                plan.Stop(bySignal: true);
            }
        }

        TellPlan(plan, queries.Length);
        _objects.End();
        TellEnd(plan);
        // The plan goes by requests, and two of them may have had one file.
        Outcome outcome = Judgement.Worst(plan.Outcome, _hasOverwritten ? Outcome.Incomplete : Outcome.Complete);
        // What was refused here and came all the same later is no failure.
        return Judgement.Worst(_unreleased, outcome == Outcome.Complete ? outcome : Judgement.Worst(outcome, _unwritten));
    }

    private void Make(RetrievalPlan plan, PlannedAssociation planned, Query[] queries)
    {
        AssociationStep step = new(settings, log, interruption)
        {
            IsPlanned = true,
            // What earlier associations have brought stands.
            NegotiationLevel = planned.Number == 1 ? LogLevel.Fatal : LogLevel.Error,
            Requesting = RequestingText(planned),
            Report = report is null ? null : new AssociationReport(report, planned.Number, planned.Purpose),
        };
        step.Run(planned.Contexts, association => Converse(plan, planned, step.Report, association, queries));
        if (!step.IsEstablished)
        {
            planned.Failed(step.MayPass);
        }
        else if (step.IsLost)
        {
            planned.Lost();
        }

        _unreleased = Judgement.Worst(_unreleased, step.Outcome == Outcome.CannotRelease ? step.Outcome : Outcome.Complete);
    }

    private void Converse(
        RetrievalPlan plan, PlannedAssociation planned, AssociationReport? told, AssociationRequestor association, Query[] queries)
    {
        planned.Accepted();
        CGetSession session = new(association, sink, settings.Dictionary, _objects, log, planned, told);
        MessageIds ids = default;
        while (planned.Next() is { } request)
        {
            told?.Query = request.Query;
            string asking = request.Kind == RequestKind.Find ? "cancelling the C-FIND" : "cancelling the C-GET";
            if (!interruption.Guard(asking, session.Cancel, session.TellCancel, association.Interrupt))
            {
                return;
            }

            try
            {
                planned.Final(Send(session, planned, association, request, queries, ids.Next()));
            }
            finally
            {
                _unwritten = Judgement.Worst(_unwritten, session.Outcome);
                _hasOverwritten |= session.HasOverwritten;
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

        DataEncoding encoding = TransferSyntax.EncodingOf(association.QueryContext.AcceptedTransferSyntax);
        _ = session.Get(messageId, request.Kind == RequestKind.Query
            ? queries[request.Query - 1].Encode(encoding)
            : PlannedIdentifier.Encode(request, encoding));
        return session.End;
    }

    private static string RequestingText(PlannedAssociation planned)
    {
        HashSet<string> classes = [];
        foreach (Pdu.PresentationContext context in planned.Contexts)
        {
            if (context.ProposedRole == Pdu.Role.Scp && context.AbstractSyntax != Negotiation.Verification)
            {
                classes.Add(context.AbstractSyntax);
            }
        }

        return classes.Count == 0
            ? "Requesting Association"
            : $"Requesting Association ({planned.Contexts.Length} presentation contexts for {classes.Count} SOP classes)";
    }

    private void TellPlan(RetrievalPlan plan, int queries)
    {
        if (_isTold || !plan.IsSearched)
        {
            return;
        }

        _isTold = true;
        for (int query = 1; query <= queries; query++)
        {
            PlanSummary summary = plan.Summary(query);
            report?.Plan(summary);
            if (summary.Instances is not { } instances)
            {
                log.App.Write(LogLevel.Info, "Archive does not tell what it has: what is missing is known by what it reports");
            }
            else if (instances == 0)
            {
                log.App.Write(LogLevel.Info, "nothing matched the query");
            }
            else
            {
                string classes = summary.SopClasses.Count > 0 ? $" of {summary.SopClasses.Count} SOP classes" : "";
                log.App.Write(LogLevel.Info, $"Archive has {instances} objects{classes} in {summary.Series ?? 0} series");
            }

            if (summary.OnlyCounted > 0)
            {
                log.App.Write(LogLevel.Warn, $"{summary.OnlyCounted} objects are more than can be followed one by one: they are only counted");
            }
        }
    }

    private void TellEnd(RetrievalPlan plan)
    {
        foreach (MissingGroup group in plan.MissingGroups())
        {
            if (_missing.Take())
            {
                string name = group.SopClass is null ? "unknown SOP class" : UidNames.Find(group.SopClass) ?? Printable.Cut(group.SopClass);
                log.App.Write(LogLevel.Warn, $"Missing {group.Count} objects of {name}: {MissingText.Of(group.Reason)}");
            }
        }

        _missing.End(log.App);
        for (int cursor = 0; report is not null && plan.NextMissing(ref cursor, out MissingInstance missing);)
        {
            report.Missing(missing);
        }

        PlanTotals totals = plan.Totals();
        report?.Totals = totals;
        string of = totals.Expected is { } expected ? $" of {expected}" : "";
        long here = totals.Expected - totals.Missing ?? totals.Stored;
        log.App.Write(LogLevel.Info, $"Retrieved {here}{of} objects over {totals.Associations} associations");
    }
}
