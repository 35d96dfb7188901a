namespace GetScu.Dicom;

/// <summary>How the elements of a data set are laid out (PS3.5 annex A).</summary>
internal enum DataEncoding
{
    ImplicitLittle,
    ExplicitLittle,
    ExplicitBig,
    /// <summary>Explicit little endian inside a raw deflate stream (PS3.5 A.5).</summary>
    DeflatedLittle,
}
