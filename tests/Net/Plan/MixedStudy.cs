namespace GetScu.Tests.Net;

/// <summary>45 objects in 15 series: twelve transfer syntaxes, seven SOP classes, one of them private and one newer than the default.</summary>
internal static class MixedStudy
{
    private static readonly (string SopClass, string Syntax)[] Series =
    [
        (PlanUids.Mr, PlanUids.Elittle), (PlanUids.Mr, PlanUids.J2k), (PlanUids.Mr, PlanUids.Ilittle), (PlanUids.Mr, PlanUids.Lossless), (PlanUids.Mr, PlanUids.JpegLs),
        (PlanUids.Mr, PlanUids.Htj2k), (PlanUids.Mr, PlanUids.Rle), (PlanUids.UltrasoundMultiFrame, PlanUids.Baseline),
        (PlanUids.UltrasoundMultiFrame, PlanUids.Elittle), (PlanUids.Endoscopy, PlanUids.Mpeg4), (PlanUids.Endoscopy, PlanUids.Baseline),
        (PlanUids.BasicText, PlanUids.Deflated), (PlanUids.LabelMap, PlanUids.DeflatedFrames), (PlanUids.Pdf, PlanUids.Ebig), (PlanUids.Private, PlanUids.Ilittle),
    ];

    public static IReadOnlyList<PlannedObject> Objects { get; } =
    [
        .. Series.SelectMany((series, i) => Enumerable.Range(1, 3)
            .Select(j => new PlannedObject($"1.2.3.{i + 1}.{j}", $"1.2.3.{i + 1}", series.SopClass, series.Syntax))),
    ];
}
