namespace GetScu.Net.Plan;

/// <summary>What is left to ask for when a stage did not get through.</summary>
internal static class UnfinishedWork
{
    /// <summary>Whether something is wanted that the stage could still bring.</summary>
    public static bool IsLeft(PlanState state, Stage stage)
    {
        InstanceFlags again = Again(stage.Outcome);
        for (int i = 0; i < state.Instances.Count; i++)
        {
            Instance instance = state.Instances[i];
            if (instance.IsWanted && (!instance.Has(InstanceFlags.Tried) || instance.Has(again)) && IsOpen(state, instance))
            {
                return true;
            }
        }

        foreach (QueryProgress query in state.Queries)
        {
            // Success with nothing says nothing where it is not known what there is.
            if (stage.IsTrial ? query.IsOpen && stage.Outcome.IsLost : query.IsToBeSent)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Lets the next try ask for what the last one did not bring for a cause that may pass.</summary>
    public static void Prepare(PlanState state, StageOutcome outcome)
    {
        InstanceFlags again = Again(outcome);
        if (again != InstanceFlags.None)
        {
            state.ForgetTries(again);
        }
    }

    private static InstanceFlags Again(StageOutcome outcome) =>
        (outcome.IsBusy ? InstanceFlags.Busy : InstanceFlags.None) | (outcome.IsEmpty ? InstanceFlags.NotSent : InstanceFlags.None);

    /// <summary>A class that the peer has never accepted brings nothing.</summary>
    private static bool IsOpen(PlanState state, in Instance instance) =>
        instance.SopClass == 0 || state.SopClasses[instance.SopClass] is { IsAccepted: true } or { IsProposed: false };
}
