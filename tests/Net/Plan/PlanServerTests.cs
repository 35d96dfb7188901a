using GetScu.Net.Plan;

namespace GetScu.Tests.Net;

/// <summary>The mixed study against each server of the table of what servers do: what comes, by how many associations and requests.</summary>
[TestClass]
public sealed class PlanServerTests
{
    private const string Search = "Query 2: find-study find-series find-image*15";

    private static readonly string[] Sixteen =
    [
        PlanUids.Elittle, PlanUids.Ilittle, PlanUids.Ebig, PlanUids.Lossless, PlanUids.J2k, PlanUids.Baseline, PlanUids.Rle,
        PlanUids.JpegLs, PlanUids.J2kLossy, PlanUids.Extended, PlanUids.LosslessOfAll, PlanUids.JpegLsLossy, PlanUids.Deflated,
        PlanUids.DeflatedFrames, PlanUids.Mpeg2, PlanUids.Mpeg2High,
    ];

    private static readonly ArchivePolicy Orthanc = new()
    {
        Sends = ArchivePolicy.Choice.Stored,
        WhenNoneFits = ArchivePolicy.Lack.Stops,
        TakesClass = uid => uid != PlanUids.Private,
        TakesSyntax = uid => uid != PlanUids.Htj2k,
        TellsClassesOfStudy = true,
        TellsClass = true,
        RefusesUnknown = 0xC000,
        RepeatsList = true,
    };

    private static readonly ArchivePolicy Dcmqrscp = new()
    {
        Sends = ArchivePolicy.Choice.FirstOfClass,
        TakesSyntax = uid => uid is PlanUids.Elittle or PlanUids.Ilittle or PlanUids.Ebig,
    };

    private static readonly ArchivePolicy Configured = Dcmqrscp with { TakesSyntax = Sixteen.Contains, TakesClass = _ => true };

    private static readonly ArchivePolicy Dcm4che = new()
    {
        Sends = ArchivePolicy.Choice.Stored,
        WhenNoneFits = ArchivePolicy.Lack.FailsTheRest,
        TakesSyntax = uid => uid is not (PlanUids.Htj2k or PlanUids.Mpeg4),
        TellsClass = true,
    };

    private static readonly ArchivePolicy Dcm4cheeArc = new()
    {
        Sends = ArchivePolicy.Choice.StoredOrDecompressed,
        TellsClassesOfStudy = true,
        TellsClassesOfSeries = true,
        TellsSyntaxesOfSeries = true,
    };

    private static readonly ArchivePolicy Pynetdicom = new()
    {
        Sends = ArchivePolicy.Choice.StoredOrUncompressed,
        TakesSyntax = uid => uid is not (PlanUids.Htj2k or PlanUids.Mpeg4),
        TellsClass = true,
    };

    private static readonly ArchivePolicy PynetdicomQrscp = Pynetdicom with { TellsClass = false, RefusesLists = 0xC413 };

    private static readonly ArchivePolicy Conquest = new()
    {
        Sends = ArchivePolicy.Choice.Decompressed,
        WhenNoneFits = ArchivePolicy.Lack.SucceedsWithCounter,
        TellsClass = true,
    };

    private static readonly ArchivePolicy PixelMed = new()
    {
        Sends = ArchivePolicy.Choice.Stored,
        WhenNoneFits = ArchivePolicy.Lack.WarnsWithoutList,
        TakesSyntax = uid => uid == PlanUids.Elittle,
        TellsClassesOfStudy = true,
        TellsClass = true,
        RefusesLists = 0xC000,
    };

    private static readonly ArchivePolicy Dcmjs = new() { Sends = ArchivePolicy.Choice.Stored, TellsClass = true };

    private static readonly Row[] Rows =
    [
        // C000 at the sixth series, whose instances name themselves one by one; the private class is not asked for.
        new("Orthanc", Orthanc, 39, 2, 12, "class-not-accepted 3, syntax-not-accepted 3", [Search, "Retrieve 127: query1 3 2 1 3*8"]),
        // One of each series, and none comes: nothing is taken that the default did not have.
        new("dcmqrscp", Dcmqrscp, 12, 3, 12, "syntax-not-accepted 33", [Search, "Retrieve 122: query1", "Probe 127: 1*11"]),
        new("dcmqrscp +xs", Dcmqrscp with { TakesSyntax = uid => Dcmqrscp.TakesSyntax(uid) || uid == PlanUids.Lossless },
            15, 4, 24, "syntax-not-accepted 30",
            [Search, "Retrieve 122: query1", "Probe 127: 1*11", "Order 84: 1 1 2 1*9"]),
        new("dcmqrscp, sixteen syntaxes", Configured, 36, 16, 98, "syntax-not-accepted 9", null),
        new("dcmqrscp, sixteen syntaxes, class added", Configured, 39, 16, 84, "syntax-not-accepted 6", null) { Added = [PlanUids.Private] },
        new("dcm4che dcmqrscp", Dcm4che, 33, 2, 15, "class-not-accepted 6, syntax-not-accepted 6",
            [Search, "Retrieve 127: query1 3 1*3 3*4 1*3 3*3"]),
        new("dcm4chee-arc", Dcm4cheeArc, 39, 2, 1, "class-not-accepted 6", [Search, "Retrieve 32: query1"]),
        new("pynetdicom", Pynetdicom, 33, 2, 1, "class-not-accepted 6, syntax-not-accepted 6", [Search, "Retrieve 127: query1"]),
        // It would take one association for all; one syntax each is what helps whatever the peer is like.
        new("pynetdicom qrscp", PynetdicomQrscp, 30, 16, 108, "syntax-not-accepted 15", null),
        new("Conquest", Conquest, 33, 16, 29, "class-not-accepted 6, failed-by-peer 6",
            [Search, "Retrieve 127: query1", .. Enumerable.Repeat("Order 3: 1 1", 14)]),
        // A list is not understood, and an instance alone is not had either.
        new("PixelMed", PixelMed, 6, 2, 23, "class-not-accepted 6, syntax-not-accepted 33", [Search, "Retrieve 127: query1 3 1 3 1 3 1 3 1 3 1 3 1 3 1 3 1 3 1 3 1 3 1"]),
        new("dcmjs-dimse", Dcmjs, 39, 2, 1, "class-not-accepted 6", [Search, "Retrieve 127: query1"]),
    ];

    public static IEnumerable<object[]> Names => Rows.Select(row => new object[] { row.Name });

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void The_mixed_study(string name)
    {
        Row row = Rows.Single(row => row.Name == name);
        PlanRun run = new PlanRun(
            new PlayedArchive(row.Policy, MixedStudy.Objects), PlanRun.All with { AddedClasses = row.Added }).Play();
        string said = string.Join('\n', run.Said);
        Assert.AreEqual(row.Missing, run.Missing, said);
        Assert.AreEqual(row.Objects, run.Stored.Count, said);
        Assert.AreEqual(row.Associations, run.Plan.Totals().Associations, said);
        Assert.AreEqual(row.Gets, run.Gets, said);
        CollectionAssert.AllItemsAreUnique(run.Stored);
        if (row.Said is { } expected)
        {
            Assert.AreEqual(string.Join('\n', expected.Select(PlanRun.Unfold)), said);
        }
    }

    private sealed record Row(string Name, ArchivePolicy Policy, int Objects, int Associations, int Gets, string Missing, string[]? Said)
    {
        public string[] Added { get; init; } = [];
    }
}
