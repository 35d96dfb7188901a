using System.Globalization;

using GetScu.Tests.Scp;

namespace GetScu.Tests.Support;

/// <summary>
/// One study as archives hold them: 45 objects of seven classes in 15 series, among them one class newer than the 120 that
/// are proposed and a private one, in every transfer syntax that a whole study is asked for in: 20 for images, nine more
/// for video, four for the rest. UIDs follow from series and instance number.
/// </summary>
internal static class MixedStudy
{
    public const string Patient = "MIXED45";

    public const string Study = Uids.TestRoot + ".45";

    /// <summary>
    /// The series by number from 1. Of the known classes (the first 13) twelve objects are uncompressed, three in JPEG
    /// lossless of first order prediction, and one in each of the others.
    /// </summary>
    private static readonly (string SopClass, string Modality, string[] TransferSyntaxes)[] Series =
    [
        (Uids.CtImage, "CT", [Uids.ExplicitLittle, Uids.ImplicitLittle, Uids.ExplicitBig]),
        (Uids.CtImage, "CT", [Uids.JpegLosslessSv1, Uids.JpegLosslessSv1, Uids.JpegLosslessSv1]),
        (Uids.CtImage, "CT", [Uids.Jpeg2000Lossless, Uids.Jpeg2000, Uids.JpegLsLossless]),
        (Uids.CtImage, "CT", [Uids.JpegLossless, Uids.JpegLsNearLossless, Uids.RleLossless]),
        (Uids.MrImage, "MR", [Uids.ExplicitLittle, Uids.ImplicitLittle, Uids.ExplicitBig]),
        (Uids.MrImage, "MR", [Uids.Htj2kLossless, Uids.Htj2kLosslessRpcl, Uids.Htj2k]),
        (Uids.MrImage, "MR", [Uids.JpegXlLossless, Uids.JpegXlRecompression, Uids.JpegXl]),
        (Uids.UltrasoundMultiFrame, "US", [Uids.JpegBaseline, Uids.JpegExtended]),
        (Uids.UltrasoundMultiFrame, "US", [Uids.ExplicitLittle, Uids.ImplicitLittle, Uids.ExplicitBig]),
        (Uids.UltrasoundMultiFrame, "US", [Uids.Mpeg2MainLevel, Uids.Mpeg2HighLevel, Uids.Mpeg4High41]),
        (Uids.VideoEndoscopic, "ES", [Uids.Mpeg4High41Bd, Uids.Mpeg4High42For2D, Uids.Mpeg4High42For3D]),
        (Uids.VideoEndoscopic, "ES", [Uids.Mpeg4High42Stereo, Uids.HevcMain51, Uids.HevcMain10]),
        (Uids.ComprehensiveSr, "SR", [Uids.ExplicitLittle, Uids.ImplicitLittle, Uids.ExplicitBig, Uids.DeflatedLittle]),
        (Uids.LabelMapSegmentation, "SEG", [Uids.DeflatedImageFrame, Uids.DeflatedLittle, Uids.RleLossless]),
        (Uids.PrivateNonImage, "OT", [Uids.ExplicitLittle, Uids.DeflatedLittle, Uids.Jpeg2000Lossless]),
    ];

    /// <summary>All objects, series by series.</summary>
    public static IReadOnlyList<MixedObject> Objects { get; } =
    [
        .. Series.SelectMany((series, at) => series.TransferSyntaxes.Select((syntax, index) =>
            new MixedObject(at + 1, index + 1, series.SopClass, series.Modality, syntax))),
    ];

    /// <summary>They as getscp serves them, without files.</summary>
    public static Archive Archive { get; } =
        new(Objects.Select(mixed => StoredObject.Of(mixed.TransferSyntax, mixed.DataSet())));

    /// <summary>Writes every object as a file; the order of the names is that of <see cref="Objects"/>.</summary>
    public static void WriteTo(string folder)
    {
        foreach (MixedObject mixed in Objects)
        {
            File.WriteAllBytes(Path.Combine(folder, NameOf(mixed)), mixed.File());
        }
    }

    /// <summary>Name of an object's file: two digits of the series, one of the instance.</summary>
    public static string NameOf(MixedObject mixed)
    {
        return string.Create(CultureInfo.InvariantCulture, $"{mixed.SeriesNumber:d2}-{mixed.Number}.dcm");
    }
}
