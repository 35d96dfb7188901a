namespace GetScu.Net.Plan;

/// <summary>What all retrievals have in common: which instances a final response says something of.</summary>
internal abstract class GetWork(PlanState state, StageOutcome outcome) : Work
{
    protected PlanState State => state;

    protected StageOutcome Outcome => outcome;

    /// <summary>
    /// Enters what a request has come to. A response with a failure status names as failed what was never tried, so its list
    /// counts where one instance was asked for.
    /// </summary>
    /// <param name="isAlone">One instance was asked for.</param>
    /// <param name="isOfSeries">Hinted ones are asked for alone from here on.</param>
    protected void Settle(Lane lane, RequestEnd end, bool isAlone, bool isOfSeries)
    {
        int left = 0;
        foreach (int number in lane.Asked)
        {
            left += state.Instances[number].Has(InstanceFlags.Here) ? 0 : 1;
        }

        // Without a list the number stands for it, where it is that of those that did not come; some peers miscount.
        int failed = end.IsInOrder && lane.Reported.Count == 0 ? end.Failed ?? 0 : 0;
        bool isFailed = failed == left || (isAlone && (end.IsFailure || failed > 0));
        foreach (int number in lane.Reported)
        {
            Report(ref state.Instances[number], end.IsInOrder || isAlone, isOfSeries);
        }

        foreach (int number in lane.Asked)
        {
            ref Instance instance = ref state.Instances[number];
            if (instance.Has(InstanceFlags.Here))
            {
                continue;
            }

            if (isFailed)
            {
                Report(ref instance, counts: true, isOfSeries);
            }
            else if (end.IsInOrder && !instance.Has(InstanceFlags.Marked))
            {
                instance.Flags |= failed > left ? InstanceFlags.Hinted : InstanceFlags.NotSent;
            }

            instance.Flags |= isAlone ? InstanceFlags.Tried : InstanceFlags.None;
            instance.Flags = end.IsBusy ? instance.Flags | InstanceFlags.Busy : instance.Flags & ~InstanceFlags.Busy;
        }

        outcome.Note(end.IsBusy, lane.Came > 0);
        outcome.IsEmpty |= end.IsInOrder && left > 0 && lane.Came == 0 && lane.Reported.Count == 0 && !isFailed;
        lane.End();
    }

    private void Report(ref Instance instance, bool counts, bool isOfSeries)
    {
        if (instance.Has(InstanceFlags.Here))
        {
            // Reported failed, and sent all the same.
            return;
        }

        bool isExpected = instance.Has(InstanceFlags.Expected);
        state.HasFailures |= isExpected;
        if (!counts)
        {
            instance.Flags |= InstanceFlags.Hinted | (isOfSeries ? InstanceFlags.Alone : InstanceFlags.None);
            return;
        }

        if (!isExpected && !instance.Has(InstanceFlags.Reported))
        {
            state.Queries[instance.Query].Outstanding++;
        }

        instance.Flags |= InstanceFlags.Reported | InstanceFlags.Tried;
    }
}
