namespace GetScu.Tests.Support;

/// <summary>What came back to a C-FIND.</summary>
/// <param name="Status">Of the final response.</param>
/// <param name="Matches">Texts of each pending response by tag.</param>
/// <param name="PendingStatuses">Their statuses.</param>
internal sealed record FindOutcome(
    int Status, IReadOnlyList<Dictionary<uint, string>> Matches, IReadOnlyList<int> PendingStatuses);
