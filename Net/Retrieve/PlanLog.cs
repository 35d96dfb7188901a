using System.Collections.Generic;
using System.Threading;

using GetScu.Dicom;
using GetScu.Dicom.Dictionary;
using GetScu.Net.Association;
using GetScu.Net.Log;
using GetScu.Net.Pdu;
using GetScu.Net.Plan;

namespace GetScu.Net.Retrieve;

/// <summary>What log and report say of a plan: what there is, and at the end what is missing.</summary>
internal sealed class PlanLog(RetrievalPlan plan, int queries, Logger log, ReportWriter? report)
{
    private readonly LineBudget _missing = new(Limits.LoggedRepeats, "more kinds of missing objects are not shown");
    private bool _isTold;
    private int _isReported;

    /// <summary>The line of the log that announces an association.</summary>
    public static string Requesting(PlannedAssociation planned)
    {
        HashSet<string> classes = [];
        foreach (PresentationContext context in planned.Contexts)
        {
            if (context.ProposedRole == Role.Scp && context.AbstractSyntax != Negotiation.Verification)
            {
                classes.Add(context.AbstractSyntax);
            }
        }

        return classes.Count == 0
            ? "Requesting Association"
            : $"Requesting Association ({planned.Contexts.Length} presentation contexts for {classes.Count} SOP classes)";
    }

    /// <summary>What C-FIND has listed; said once, when it has listed all.</summary>
    public void Plan()
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
                log.Write(LogLevel.Info, "Archive does not tell what it has: what is missing is known by what it reports");
            }
            else if (instances == 0)
            {
                log.Write(LogLevel.Info, "nothing matched the query");
            }
            else
            {
                string classes = summary.SopClasses.Count > 0 ? $" of {summary.SopClasses.Count} SOP classes" : "";
                log.Write(LogLevel.Info, $"Archive has {instances} objects{classes} in {summary.Series ?? 0} series");
            }

            if (summary.OnlyCounted > 0)
            {
                log.Write(LogLevel.Warn, $"{summary.OnlyCounted} objects are more than can be followed one by one: they are only counted");
            }
        }

        long existing = plan.Totals().Existing;
        if (existing > 0)
        {
            log.Write(LogLevel.Info, $"{existing} of them are here already");
        }
    }

    /// <summary>What is missing, and how many came.</summary>
    public void End()
    {
        foreach (MissingGroup group in plan.MissingGroups())
        {
            if (_missing.Take())
            {
                string name = group.SopClass is null ? "unknown SOP class" : UidNames.Find(group.SopClass) ?? Printable.Cut(group.SopClass);
                log.Write(LogLevel.Warn, $"Missing {group.Count} objects of {name}: {MissingText.Of(group.Reason)}");
            }
        }

        _missing.End(log);
        PlanTotals totals = plan.Totals();
        string of = totals.Expected is { } expected ? $" of {expected}" : "";
        long came = (totals.Expected - totals.Missing - totals.Existing) ?? totals.Stored;
        string existing = totals.Existing > 0 ? $", {totals.Existing} were here already," : "";
        log.Write(LogLevel.Info, $"Retrieved {came}{of} objects{existing} over {totals.Associations} associations");
    }

    /// <summary>Every instance that is missing, and what the report's end is to say; once, and from any thread.</summary>
    public void ReportMissing()
    {
        if (report is null || Interlocked.Exchange(ref _isReported, 1) != 0)
        {
            return;
        }

        for (int cursor = 0; plan.NextMissing(ref cursor, out MissingInstance missing);)
        {
            report.Missing(missing);
        }

        report.Totals = plan.Totals();
    }
}
