using static GetScu.Dicom.TransferSyntax;

namespace GetScu.Net.Association;

/// <summary>Which transfer syntaxes a presentation context proposes, in order of preference. Pure data.</summary>
internal static class TransferSyntaxPreference
{
    // PS3.6 table A-1: the compressed transfer syntaxes that can be preferred.
    public const string JpegBaseline8Bit = "1.2.840.10008.1.2.4.50";
    public const string JpegExtended12Bit = "1.2.840.10008.1.2.4.51";
    public const string JpegLosslessSV1 = "1.2.840.10008.1.2.4.70";
    public const string JpegLSLossless = "1.2.840.10008.1.2.4.80";
    public const string JpegLSNearLossless = "1.2.840.10008.1.2.4.81";
    public const string Jpeg2000Lossless = "1.2.840.10008.1.2.4.90";
    public const string Jpeg2000 = "1.2.840.10008.1.2.4.91";
    public const string Mpeg2MainLevel = "1.2.840.10008.1.2.4.100";
    public const string Mpeg2HighLevel = "1.2.840.10008.1.2.4.101";
    public const string Mpeg4Level41 = "1.2.840.10008.1.2.4.102";
    public const string Mpeg4Level41BD = "1.2.840.10008.1.2.4.103";
    public const string Mpeg4Level42For2D = "1.2.840.10008.1.2.4.104";
    public const string Mpeg4Level42For3D = "1.2.840.10008.1.2.4.105";
    public const string Mpeg4Level42Stereo = "1.2.840.10008.1.2.4.106";
    public const string HevcMain = "1.2.840.10008.1.2.4.107";
    public const string HevcMain10 = "1.2.840.10008.1.2.4.108";
    public const string RleLossless = "1.2.840.10008.1.2.5";

    /// <summary>
    /// The preferred transfer syntax first, then the uncompressed ones, explicit before implicit; implicit stands alone.
    /// </summary>
    /// <param name="preferred">UID of the preferred transfer syntax.</param>
    public static string[] Proposal(string preferred) => preferred switch
    {
        ImplicitVRLittleEndian => [ImplicitVRLittleEndian],
        ExplicitVRLittleEndian => [ExplicitVRLittleEndian, ExplicitVRBigEndian, ImplicitVRLittleEndian],
        ExplicitVRBigEndian => [ExplicitVRBigEndian, ExplicitVRLittleEndian, ImplicitVRLittleEndian],
        _ => [preferred, ExplicitVRLittleEndian, ExplicitVRBigEndian, ImplicitVRLittleEndian],
    };
}
