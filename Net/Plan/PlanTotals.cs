namespace GetScu.Net.Plan;

/// <summary>What a run has come to.</summary>
internal sealed class PlanTotals
{
    /// <summary>Instances that C-FIND lists; null: it lists none.</summary>
    public required long? Expected { get; init; }

    /// <summary>Objects that came and were not here before, listed or not.</summary>
    public required long Stored { get; init; }

    /// <summary>Expected instances whose file was there.</summary>
    public required long Existing { get; init; }

    /// <summary>Objects that came and were here already.</summary>
    public required long Duplicates { get; init; }

    /// <summary>Expected instances that are not here; null where <see cref="Expected"/> is.</summary>
    public required long? Missing { get; init; }

    /// <summary>Associations that were had or tried.</summary>
    public required int Associations { get; init; }

    public static PlanTotals Of(PlanState state)
    {
        bool isPlanned = false;
        long expected = 0;
        long missing = 0;
        foreach (QueryProgress query in state.Queries)
        {
            isPlanned |= query.IsListed || query.InstanceCount > 0;
            expected += query.InstanceCount + query.Beyond;
            missing += query.Missing + long.Max(query.Beyond - query.Unheld, 0);
        }

        return new PlanTotals
        {
            Expected = isPlanned ? expected : null,
            Stored = state.New,
            Existing = state.Existing,
            Duplicates = state.Duplicates,
            Missing = isPlanned ? missing : null,
            Associations = state.Associations,
        };
    }
}
