namespace GetScu.Dicom;

/// <summary>How element headers are laid out (PS3.5 7.1.2, 7.1.3, 7.3).</summary>
internal enum HeaderLayout : byte
{
    Implicit,
    Explicit,
    ExplicitBig,
}
