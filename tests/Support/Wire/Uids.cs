namespace GetScu.Tests.Support.Wire;

/// <summary>UIDs of PS3.6 annex A that the tests use.</summary>
internal static class Uids
{
    public const string ApplicationContext = "1.2.840.10008.3.1.1.1";
    public const string Verification = "1.2.840.10008.1.1";
    public const string MediaStorageDirectory = "1.2.840.10008.1.3.10";
    public const string PatientRootGet = "1.2.840.10008.5.1.4.1.2.1.3";
    public const string StudyRootGet = "1.2.840.10008.5.1.4.1.2.2.3";
    public const string PatientStudyOnlyGet = "1.2.840.10008.5.1.4.1.2.3.3";
    public const string PatientRootFind = "1.2.840.10008.5.1.4.1.2.1.1";
    public const string StudyRootFind = "1.2.840.10008.5.1.4.1.2.2.1";
    public const string PatientStudyOnlyFind = "1.2.840.10008.5.1.4.1.2.3.1";

    public const string ImplicitLittle = "1.2.840.10008.1.2";
    public const string ExplicitLittle = "1.2.840.10008.1.2.1";
    public const string DeflatedLittle = "1.2.840.10008.1.2.1.99";
    public const string ExplicitBig = "1.2.840.10008.1.2.2";
    public const string JpegBaseline = "1.2.840.10008.1.2.4.50";
    public const string JpegExtended = "1.2.840.10008.1.2.4.51";
    public const string JpegLossless = "1.2.840.10008.1.2.4.57";
    public const string JpegLosslessSv1 = "1.2.840.10008.1.2.4.70";
    public const string JpegLsLossless = "1.2.840.10008.1.2.4.80";
    public const string JpegLsNearLossless = "1.2.840.10008.1.2.4.81";
    public const string Jpeg2000Lossless = "1.2.840.10008.1.2.4.90";
    public const string Jpeg2000 = "1.2.840.10008.1.2.4.91";
    public const string JpipReferencedDeflate = "1.2.840.10008.1.2.4.95";
    public const string Mpeg2MainLevel = "1.2.840.10008.1.2.4.100";
    public const string Mpeg2HighLevel = "1.2.840.10008.1.2.4.101";
    public const string Mpeg4High41 = "1.2.840.10008.1.2.4.102";
    public const string Mpeg4High41Bd = "1.2.840.10008.1.2.4.103";
    public const string Mpeg4High42For2D = "1.2.840.10008.1.2.4.104";
    public const string Mpeg4High42For3D = "1.2.840.10008.1.2.4.105";
    public const string Mpeg4High42Stereo = "1.2.840.10008.1.2.4.106";
    public const string HevcMain51 = "1.2.840.10008.1.2.4.107";
    public const string HevcMain10 = "1.2.840.10008.1.2.4.108";
    public const string JpegXlLossless = "1.2.840.10008.1.2.4.110";
    public const string JpegXlRecompression = "1.2.840.10008.1.2.4.111";
    public const string JpegXl = "1.2.840.10008.1.2.4.112";
    public const string Htj2kLossless = "1.2.840.10008.1.2.4.201";
    public const string Htj2kLosslessRpcl = "1.2.840.10008.1.2.4.202";
    public const string Htj2k = "1.2.840.10008.1.2.4.203";
    public const string JpipHtj2kReferencedDeflate = "1.2.840.10008.1.2.4.205";
    public const string RleLossless = "1.2.840.10008.1.2.5";
    public const string DeflatedImageFrame = "1.2.840.10008.1.2.8.1";

    public const string CtImage = "1.2.840.10008.5.1.4.1.1.2";
    public const string UltrasoundMultiFrame = "1.2.840.10008.5.1.4.1.1.3.1";
    public const string MrImage = "1.2.840.10008.5.1.4.1.1.4";
    public const string SecondaryCapture = "1.2.840.10008.5.1.4.1.1.7";
    public const string LabelMapSegmentation = "1.2.840.10008.5.1.4.1.1.66.7";
    public const string VideoEndoscopic = "1.2.840.10008.5.1.4.1.1.77.1.1.1";
    public const string ComprehensiveSr = "1.2.840.10008.5.1.4.1.1.88.33";

    /// <summary>A private storage class, as the scanners of one manufacturer send it.</summary>
    public const string PrivateNonImage = "1.3.12.2.1107.5.9.1";

    /// <summary>A root for the instances that tests make up.</summary>
    public const string TestRoot = "1.2.826.0.1.3680043.8.498";
}
