namespace GetScu.Dicom;

/// <summary>Transfer syntax UIDs this program names itself, and the encoding each one means.</summary>
internal static class TransferSyntax
{
    public const string ImplicitVRLittleEndian = "1.2.840.10008.1.2";
    public const string ExplicitVRLittleEndian = "1.2.840.10008.1.2.1";
    public const string DeflatedExplicitVRLittleEndian = "1.2.840.10008.1.2.1.99";
    public const string ExplicitVRBigEndian = "1.2.840.10008.1.2.2";
    public const string JpipReferencedDeflate = "1.2.840.10008.1.2.4.95";
    public const string JpipHtj2kReferencedDeflate = "1.2.840.10008.1.2.4.205";
    public const string DeflatedImageFrame = "1.2.840.10008.1.2.8.1";

    /// <summary>
    /// The encoding of a transfer syntax. All that is not listed is explicit little endian: whatever is encapsulated (PS3.5
    /// A.4), each frame a deflate stream of its own in Deflated Image Frame Compression (A.4.13), and what refers to pixel
    /// data elsewhere (A.6, A.8 to A.11). Data sets that are deflated as a whole: A.5, A.7, A.12.
    /// </summary>
    public static DataEncoding EncodingOf(string uid) => uid switch
    {
        ImplicitVRLittleEndian => DataEncoding.ImplicitLittle,
        ExplicitVRBigEndian => DataEncoding.ExplicitBig,
        DeflatedExplicitVRLittleEndian or JpipReferencedDeflate or JpipHtj2kReferencedDeflate => DataEncoding.DeflatedLittle,
        _ => DataEncoding.ExplicitLittle,
    };
}
