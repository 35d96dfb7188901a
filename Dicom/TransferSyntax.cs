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

    /// <summary>The encoding of a transfer syntax; anything not listed is explicit little endian (PS3.5 A.4).</summary>
    public static DataEncoding EncodingOf(string uid) => uid switch
    {
        ImplicitVRLittleEndian => DataEncoding.ImplicitLittle,
        ExplicitVRBigEndian => DataEncoding.ExplicitBig,
        DeflatedExplicitVRLittleEndian or JpipReferencedDeflate or JpipHtj2kReferencedDeflate => DataEncoding.DeflatedLittle,
        _ => DataEncoding.ExplicitLittle,
    };
}
