namespace GetScu.Net.Plan;

/// <summary>What the associations of a stage have to do; each takes the next piece when it has done its last one.</summary>
internal abstract class WorkSource
{
    /// <summary>The next piece for an association, null when there is none left.</summary>
    public abstract Work? Take(Lane lane);
}
