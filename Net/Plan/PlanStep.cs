using System.Collections.Generic;

namespace GetScu.Net.Plan;

/// <summary>The associations to be made next, all at once.</summary>
/// <param name="associations">The first one must be had; of the others a peer may refuse as many as it likes.</param>
/// <param name="waitSeconds">To be waited before.</param>
internal sealed class PlanStep(IReadOnlyList<PlannedAssociation> associations, int waitSeconds)
{
    public IReadOnlyList<PlannedAssociation> Associations { get; } = associations;

    public int WaitSeconds { get; } = waitSeconds;
}
