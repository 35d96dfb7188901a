using System.Collections.Generic;

using GetScu.Net.Dimse;

namespace GetScu.Net.Plan;

/// <summary>What a run has come to: the worst of its queries, and what is missing by reason.</summary>
internal static class PlanOutcome
{
    /// <summary>A cause that a later association has repaired does not count.</summary>
    public static Outcome Of(PlanState state, bool hasNoAssociation, bool hasNoGet, bool isLost)
    {
        bool isAnyMissing = false;
        bool isAnyFailed = false;
        bool isAnyRefused = false;
        foreach (QueryProgress query in state.Queries)
        {
            isAnyMissing |= !query.IsComplete;
            isAnyRefused |= query.Refused > 0;
            // Where nothing is listed, the final status is all there is to go by.
            isAnyFailed |= !query.IsComplete && !query.IsListed && query.InstanceCount == 0 && query.IsAnswered
                && !new RequestEnd(query.Status).IsInOrder;
        }

        bool isAnythingHere = state.New + state.Existing > 0;
        return !isAnyMissing ? Outcome.Complete
            : hasNoAssociation ? Outcome.NoAssociation
            : hasNoGet ? Outcome.NoGetContext
            : isLost ? Outcome.AssociationBroken
            // What this side has refused did come.
            : isAnyFailed || !(isAnythingHere || isAnyRefused) ? Outcome.FinalFailure
            : Outcome.Incomplete;
    }

    /// <summary>The missing instances by SOP class and reason, in the order they are met.</summary>
    public static List<MissingGroup> Groups(PlanState state, bool isCancelled, bool isLost)
    {
        List<MissingGroup> groups = [];
        for (int i = 0; i < state.Instances.Count; i++)
        {
            Instance instance = state.Instances[i];
            if (!instance.Has(InstanceFlags.Expected) || instance.Has(InstanceFlags.Here))
            {
                continue;
            }

            string? sopClass = instance.SopClass == 0 ? null : state.SopClasses[instance.SopClass].Uid;
            MissingReason reason = MissingReasons.Of(state, instance, isCancelled, isLost);
            int place = groups.FindIndex(group => group.SopClass == sopClass && group.Reason == reason);
            if (place < 0)
            {
                groups.Add(new MissingGroup(sopClass, reason, 1));
            }
            else
            {
                groups[place] = groups[place] with { Count = groups[place].Count + 1 };
            }
        }

        return groups;
    }
}
