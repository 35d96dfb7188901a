using System.Collections.Generic;

namespace GetScu.Net.Plan;

/// <summary>What C-FIND has listed for one query.</summary>
internal sealed class PlanSummary
{
    /// <summary>From 1.</summary>
    public required int Query { get; init; }

    /// <summary>Null: they were not listed.</summary>
    public required long? Instances { get; init; }

    /// <summary>Of <see cref="Instances"/> those that are only counted, since there are too many.</summary>
    public required long OnlyCounted { get; init; }

    /// <summary>Null: they were not listed.</summary>
    public required int? Series { get; init; }

    /// <summary>UIDs, as far as they are known.</summary>
    public required IReadOnlyList<string> SopClasses { get; init; }

    /// <summary>The lowest level of which something was listed; null: nothing was.</summary>
    public required QueryLevel? Source { get; init; }

    /// <summary>Everything was listed.</summary>
    public required bool IsWhole { get; init; }

    /// <summary>That of a query; from 1.</summary>
    public static PlanSummary Of(PlanState state, int query)
    {
        QueryProgress progress = state.Queries[query - 1];
        bool hasInstances = progress.IsListed || progress.InstanceCount > 0;
        List<string> classes = [];
        foreach (ushort number in progress.SopClasses)
        {
            classes.Add(state.SopClasses[number].Uid);
        }

        return new PlanSummary
        {
            Query = query,
            Instances = hasInstances ? progress.InstanceCount + progress.Beyond : null,
            OnlyCounted = progress.Beyond,
            Series = progress.IsListed || progress.FoundLevel >= QueryLevel.Series ? progress.SeriesCount : null,
            SopClasses = classes,
            Source = progress.FoundLevel,
            IsWhole = progress.IsListed,
        };
    }
}
