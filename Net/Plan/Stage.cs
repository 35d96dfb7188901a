using System.Collections.Generic;

namespace GetScu.Net.Plan;

/// <summary>Associations that are made for one thing: one, or several at once.</summary>
/// <param name="purpose">What they are for.</param>
/// <param name="contexts">What each of them proposes.</param>
/// <param name="isTrial">One instance of a series first.</param>
internal sealed class Stage(AssociationPurpose purpose, IReadOnlyList<ContextProposal> contexts, bool isTrial)
{
    public AssociationPurpose Purpose { get; } = purpose;

    public IReadOnlyList<ContextProposal> Contexts { get; } = contexts;

    public bool IsTrial { get; } = isTrial;

    /// <summary>It lists what there is, and retrieves nothing.</summary>
    public bool IsSearch { get; init; }

    public StageOutcome Outcome { get; } = new();

    /// <summary>The same once more.</summary>
    public Stage Again() => new(AssociationPurpose.Retry, Contexts, IsTrial) { IsSearch = IsSearch };
}
