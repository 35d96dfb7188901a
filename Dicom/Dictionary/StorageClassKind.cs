namespace GetScu.Dicom.Dictionary;

/// <summary>What the objects of a storage SOP class hold, which says what transfer syntaxes they may be stored in.</summary>
internal enum StorageClassKind
{
    /// <summary>Not in the table: private, or newer than it.</summary>
    Unknown,
    /// <summary>Pixel data.</summary>
    Image,
    /// <summary>Pixel data that may be a video stream; ultrasound multi-frame among them.</summary>
    Video,
    /// <summary>No pixel data.</summary>
    Other,
    /// <summary>No pixel data, and part of no study (PS3.4 GG).</summary>
    NonPatient,
}
