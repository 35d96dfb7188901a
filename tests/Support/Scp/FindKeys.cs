namespace GetScu.Tests.Scp;

/// <summary>Optional return keys that a server fills in.</summary>
[Flags]
internal enum FindKeys
{
    None = 0,

    /// <summary>(0008,0062) SOP Classes in Study, at STUDY level.</summary>
    StudyClasses = 1,

    /// <summary>(0008,0062) at SERIES level.</summary>
    SeriesClasses = 2,

    /// <summary>(0008,0016) SOP Class UID, at IMAGE level.</summary>
    ImageClass = 4,

    /// <summary>(0008,3002) Available Transfer Syntax UID, at SERIES level.</summary>
    SeriesSyntaxes = 8,

    /// <summary>(0008,3002) at IMAGE level.</summary>
    ImageSyntaxes = 16,

    /// <summary>(0020,1200) to (0020,1209), numbers of related entities; (0008,0061) Modalities in Study.</summary>
    Counts = 32,

    All = StudyClasses | SeriesClasses | ImageClass | SeriesSyntaxes | ImageSyntaxes | Counts,
}
