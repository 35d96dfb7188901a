using System;

namespace GetScu.Net.Plan;

/// <summary>The unique keys of one query (PS3.4 C.6), as bytes without padding; empty: not given. Lists are separated by backslashes.</summary>
internal sealed record PlanQuery
{
    public QueryLevel Level { get; init; } = QueryLevel.Study;

    /// <summary>(0010,0020)</summary>
    public ReadOnlyMemory<byte> PatientId { get; init; }

    /// <summary>(0008,0005), in which the Patient ID is.</summary>
    public ReadOnlyMemory<byte> CharacterSet { get; init; }

    /// <summary>(0020,000D)</summary>
    public ReadOnlyMemory<byte> StudyUids { get; init; }

    /// <summary>(0020,000E)</summary>
    public ReadOnlyMemory<byte> SeriesUids { get; init; }

    /// <summary>(0008,0018)</summary>
    public ReadOnlyMemory<byte> InstanceUids { get; init; }
}
