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

    public const string ImplicitLittle = "1.2.840.10008.1.2";
    public const string ExplicitLittle = "1.2.840.10008.1.2.1";
    public const string DeflatedLittle = "1.2.840.10008.1.2.1.99";
    public const string ExplicitBig = "1.2.840.10008.1.2.2";
    public const string JpegBaseline = "1.2.840.10008.1.2.4.50";
    public const string RleLossless = "1.2.840.10008.1.2.5";

    public const string CtImage = "1.2.840.10008.5.1.4.1.1.2";
    public const string MrImage = "1.2.840.10008.5.1.4.1.1.4";
    public const string SecondaryCapture = "1.2.840.10008.5.1.4.1.1.7";

    /// <summary>A root for the instances that tests make up.</summary>
    public const string TestRoot = "1.2.826.0.1.3680043.8.498";
}
