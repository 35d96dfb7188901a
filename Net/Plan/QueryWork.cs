using GetScu.Net.Dimse;

namespace GetScu.Net.Plan;

/// <summary>The user's own identifier.</summary>
internal sealed class QueryWork(PlanState state, StageOutcome outcome, int query) : GetWork(state, outcome)
{
    private bool _isSent;

    /// <summary>The peer has ended the retrieval with a failure.</summary>
    public bool HasEndedEarly { get; private set; }

    /// <inheritdoc/>
    public override PlannedRequest? Next(Lane lane)
    {
        if (_isSent)
        {
            return null;
        }

        _isSent = true;
        lane.Begin(query);
        QueryProgress progress = State.Queries[query];
        for (int i = 0; i < progress.InstanceCount; i++)
        {
            if (State.Instances[progress.FirstInstance + i] is { IsWanted: true, Owner: 0 })
            {
                lane.Ask(progress.FirstInstance + i);
            }
        }

        return new PlannedRequest(RequestKind.Query, query + 1, progress.Keys.Level);
    }

    /// <inheritdoc/>
    public override void Final(Lane lane, RequestEnd end)
    {
        QueryProgress progress = State.Queries[query];
        int completed = (end.Completed ?? 0) + (end.Warning ?? 0);
        int undone = (end.Failed ?? 0) + (end.Remaining ?? 0);
        progress.IsAnswered = true;
        progress.Status = end.Status;
        progress.Counted = int.Max(progress.Counted, completed + undone);
        progress.Unheld = long.Max(progress.Unheld, lane.Unheld);
        // A warned sub-operation is a completed one.
        bool isSuccess = end.Status == DimseStatus.Success || (end.IsInOrder && end is { Failed: 0, Warning: > 0 });
        progress.IsClean |= isSuccess && undone == 0 && lane.Reported.Count == 0 && lane.Refused == 0
            && completed <= lane.Taken;
        HasEndedEarly = !end.IsInOrder;
        Settle(lane, end, isAlone: false, isOfSeries: false);
    }
}
