using System;

namespace GetScu.Net.Plan;

/// <summary>What a pending C-FIND response says; values as they came, empty where there is none.</summary>
internal readonly ref struct FindMatch
{
    /// <summary>(0010,0020)</summary>
    public ReadOnlySpan<byte> PatientId { get; init; }

    /// <summary>(0008,0005)</summary>
    public ReadOnlySpan<byte> CharacterSet { get; init; }

    /// <summary>(0020,000D)</summary>
    public ReadOnlySpan<byte> StudyUid { get; init; }

    /// <summary>(0020,000E)</summary>
    public ReadOnlySpan<byte> SeriesUid { get; init; }

    /// <summary>(0008,0018)</summary>
    public ReadOnlySpan<byte> InstanceUid { get; init; }

    /// <summary>(0008,0062) SOP Classes in Study at STUDY and SERIES level, (0008,0016) at IMAGE level.</summary>
    public ReadOnlySpan<byte> SopClasses { get; init; }

    /// <summary>(0008,3002) Available Transfer Syntax UID</summary>
    public ReadOnlySpan<byte> TransferSyntaxes { get; init; }
}
