using System;

namespace GetScu.Net.Plan;

/// <summary>An expected instance that is not here.</summary>
internal readonly ref struct MissingInstance
{
    /// <summary>Number of its query, from 1.</summary>
    public required int Query { get; init; }

    public required ReadOnlySpan<byte> Uid { get; init; }

    public required ReadOnlySpan<byte> SeriesUid { get; init; }

    /// <summary>Empty: not known.</summary>
    public required ReadOnlySpan<byte> SopClass { get; init; }

    public required MissingReason Reason { get; init; }
}
