using System;

namespace GetScu.Net.Plan;

/// <summary>One study that C-FIND lists.</summary>
/// <param name="query">Index of the query.</param>
/// <param name="uid">Its number among the study UIDs.</param>
internal sealed class StudyEntry(int query, int uid)
{
    public int Query { get; } = query;

    public int Uid { get; } = uid;

    /// <summary>(0010,0020) as the peer writes it; empty: not known.</summary>
    public ReadOnlyMemory<byte> PatientId { get; init; }

    /// <summary>(0008,0005)</summary>
    public ReadOnlyMemory<byte> CharacterSet { get; init; }

    /// <summary>The peer lists the SOP classes in it.</summary>
    public bool HasClasses { get; init; }

    public int FirstSeries { get; set; }

    public int SeriesCount { get; set; }
}
