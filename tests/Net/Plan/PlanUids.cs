namespace GetScu.Tests.Net;

/// <summary>UIDs that the played conversations speak of.</summary>
internal static class PlanUids
{
    public const string Ilittle = "1.2.840.10008.1.2";
    public const string Elittle = "1.2.840.10008.1.2.1";
    public const string Deflated = "1.2.840.10008.1.2.1.99";
    public const string Ebig = "1.2.840.10008.1.2.2";
    public const string Baseline = "1.2.840.10008.1.2.4.50";
    public const string Extended = "1.2.840.10008.1.2.4.51";
    public const string LosslessOfAll = "1.2.840.10008.1.2.4.57";
    public const string Lossless = "1.2.840.10008.1.2.4.70";
    public const string JpegLs = "1.2.840.10008.1.2.4.80";
    public const string JpegLsLossy = "1.2.840.10008.1.2.4.81";
    public const string J2kLossy = "1.2.840.10008.1.2.4.91";
    public const string J2k = "1.2.840.10008.1.2.4.90";
    public const string Mpeg2 = "1.2.840.10008.1.2.4.100";
    public const string Mpeg2High = "1.2.840.10008.1.2.4.101";
    public const string Mpeg4 = "1.2.840.10008.1.2.4.102";
    public const string Htj2k = "1.2.840.10008.1.2.4.201";
    public const string Rle = "1.2.840.10008.1.2.5";
    public const string DeflatedFrames = "1.2.840.10008.1.2.8.1";

    public const string Mr = "1.2.840.10008.5.1.4.1.1.4";
    public const string Ct = "1.2.840.10008.5.1.4.1.1.2";
    public const string UltrasoundMultiFrame = "1.2.840.10008.5.1.4.1.1.3.1";
    public const string Endoscopy = "1.2.840.10008.5.1.4.1.1.77.1.1.1";
    public const string BasicText = "1.2.840.10008.5.1.4.1.1.88.11";
    public const string Pdf = "1.2.840.10008.5.1.4.1.1.104.1";
    public const string LabelMap = "1.2.840.10008.5.1.4.1.1.66.7";
    public const string Private = "1.3.12.2.1107.5.9.1";

    public const string Get = "1.2.840.10008.5.1.4.1.2.1.3";
    public const string Find = "1.2.840.10008.5.1.4.1.2.1.1";
    public const string Verification = "1.2.840.10008.1.1";
}
