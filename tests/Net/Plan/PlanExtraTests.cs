using GetScu.Net.Pdu;
using GetScu.Net.Plan;

using Role = GetScu.Net.Pdu.Role;

namespace GetScu.Tests.Net;

/// <summary>Steps 5 and 6 of the plan: peers that use the first context of a class, and those that tell no classes.</summary>
[TestClass]
public sealed class PlanExtraTests
{
    private static readonly ArchivePolicy First = new()
    {
        Sends = ArchivePolicy.Choice.FirstOfClass,
        TakesSyntax = uid => uid is PlanUids.Elittle or PlanUids.Ilittle or PlanUids.J2k or PlanUids.Rle,
        TellsClass = true,
    };

    private static readonly ArchivePolicy Silent = First with { TellsClass = false };

    private static readonly ArchivePolicy Blind = Silent with { TakesFind = false };

    private static readonly Row[] Rows =
    [
        new("order: every syntax in its turn", First, "Mr Elittle 2 | Mr J2k 2 | Mr Rle 3 | Ct J2k 1", 8,
            "Retrieve 42: query1|Order 4: 1 1 1 1|Order 3: 1 2", ""),
        new("order: the others only if the first comes", First, "Mr Elittle 2 | Mr J2k 1, Mr Rle 1, Mr J2k 2", 6,
            "Retrieve 22: query1|Order 3: 1 3|Order 3: 1", ""),
        new("order: until nothing is left to try", First, "Mr Elittle 1 | Mr JpegLs 2", 1,
            "Retrieve 22: query1|Order 3: 1|Order 3: 1|Order 3: 1", "syntax-not-accepted 2"),
        new("order: not where a later context was used", First with { Sends = ArchivePolicy.Choice.Stored }, "Mr J2k 1 | Mr JpegLs 2", 1,
            "Retrieve 22: query1", "syntax-not-accepted 2"),
        new("order: not where nothing was reported", First with
            {
                Sends = ArchivePolicy.Choice.Decompressed, WhenNoneFits = ArchivePolicy.Lack.SucceedsSilently,
            },
            "Mr J2k 1 | Endoscopy Mpeg4 2", 1, "Retrieve 51: query1 2", "not-sent 2"),
        new("order: not with one accepted syntax", First with { TakesSyntax = uid => uid == PlanUids.Elittle }, "Mr Elittle 1 | Mr Rle 2", 1,
            "Retrieve 22: query1", "syntax-not-accepted 2"),
        new("classes unknown, all in the default", Silent, "Mr Elittle 2 | Ct Ilittle 2", 4, "Retrieve 122: query1", ""),
        new("classes unknown, the probe brings it", Silent, "Mr Elittle 1 | Ct J2k 2", 3, "Retrieve 122: query1|Probe 127: 1 1", ""),
        new("classes unknown, one association for each syntax", Silent, "Mr J2k 2 | Mr Rle 1 | Mr Elittle 1", 4,
            "Retrieve 122: query1|Probe 127: 1 1|Order 84: 1 1 1|Order 84: 1", ""),
        new("classes unknown, a class beyond the default", Silent with { TakesClass = _ => true }, "LabelMap Elittle 2 | Mr Elittle 1", 3,
            "Retrieve 122: query1|Probe 127: 1 1", ""),
        new("classes unknown, nothing new is taken", Silent with { TakesSyntax = uid => uid == PlanUids.Elittle }, "Mr Elittle 1 | Mr Rle 2",
            1, "Retrieve 122: query1|Probe 127: 1", "syntax-not-accepted 2"),
        new("classes unknown, deflated documents", Silent with { TakesSyntax = uid => uid is PlanUids.Elittle or PlanUids.Deflated },
            "BasicText Deflated 2", 2, "Retrieve 122: query1 2 1 1|Probe 127: 1|Order 128: 1 1", ""),
        new("no C-FIND, all in the default", Blind, "Mr Elittle 2", 2, "Retrieve 122: query1", ""),
        new("no C-FIND, one association for each syntax", Blind, "Mr J2k 2 | Mr Rle 1 | Mr Elittle 1", 4,
            "Retrieve 122: query1|Probe 127: query1|Order 84: query1|Order 84: query1", ""),
        new("no C-FIND, two in a row with nothing new", Blind with { TakesSyntax = uid => uid != PlanUids.Rle }, "Mr Rle 2", 0,
            "Retrieve 122: query1|Probe 127: query1|Order 84: query1|Order 84: query1", ""),
        new("no C-FIND, nothing new but then something", Blind, "Mr J2k 2 | Mr Rle 2", 4,
            "Retrieve 122: query1|Probe 127: query1|Order 84: query1|Order 84: query1", ""),
    ];

    public static IEnumerable<object[]> Names => Rows.Select(row => new object[] { row.Name });

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void After_an_ordinary_retrieval(string name)
    {
        Row row = Rows.Single(row => row.Name == name);
        PlanRun run = new PlanRun(new PlayedArchive(row.Policy, PlayedStudy.Of(row.Study))).Play();
        Assert.AreEqual(row.Said, string.Join('|', run.Said.Skip(1)));
        Assert.HasCount(row.Objects, run.Stored);
        Assert.AreEqual(row.Missing, run.Missing);
        CollectionAssert.AllItemsAreUnique(run.Stored);
    }

    [TestMethod]
    public void The_probe_asks_for_every_syntax_and_every_class_of_a_study()
    {
        PlanRun run = new PlanRun(new PlayedArchive(Silent, PlayedStudy.Of("Mr Htj2k 1"))).Play();
        PresentationContext[] probe = run.Contexts[2];
        Assert.StartsWith("Probe", run.Said[2]);
        string[] single = [.. probe.Where(context => context.TransferSyntaxes.Length == 1).Select(context => context.TransferSyntaxes[0])];
        // 17 compressed ones of images twice, nine of video once.
        Assert.HasCount(43, single);
        Assert.AreEqual(26, single.Distinct().Count());
        string[] classes = [.. probe.Where(context => context.TransferSyntaxes.Length == 1).Select(context => context.AbstractSyntax).Distinct()];
        CollectionAssert.AreEqual(new[] { "1.2.840.10008.5.1.4.1.1.7", PlanUids.Ct, PlanUids.UltrasoundMultiFrame }, classes);
        HashSet<string> proposed = [.. run.Contexts[1].Concat(probe).Where(context => context.ProposedRole == Role.Scp).Select(context => context.AbstractSyntax)];
        // Of 211 all but nine that no study holds, and Verification.
        Assert.HasCount(203, proposed);
        Assert.DoesNotContain("1.2.840.10008.5.1.4.38.1", proposed);
    }

    [TestMethod]
    public void The_probe_uses_classes_that_the_peer_knows()
    {
        string[] unknown = ["1.2.840.10008.5.1.4.1.1.7", PlanUids.UltrasoundMultiFrame];
        PlanRun run = new PlanRun(new PlayedArchive(
            Silent with { TakesClass = uid => !unknown.Contains(uid) }, PlayedStudy.Of("Mr Htj2k 1"))).Play();
        string[] classes = [.. run.Contexts[2].Where(context => context.TransferSyntaxes.Length == 1).Select(context => context.AbstractSyntax).Distinct()];
        CollectionAssert.AreEqual(new[] { PlanUids.Ct, PlanUids.Mr, PlanUids.Endoscopy }, classes);
    }

    [TestMethod]
    public void Classes_that_found_no_room_come_last()
    {
        string[] added = [.. Enumerable.Range(1, 20).Select(i => $"1.2.276.0.{i}")];
        PlayedArchive archive = new(
            Silent with { TakesClass = uid => added.Contains(uid) || uid == PlanUids.Mr },
            [.. added.Select((uid, i) => new PlannedObject($"1.2.3.{i + 1}.1", $"1.2.3.{i + 1}", uid, PlanUids.Elittle))]);
        PlanRun run = new PlanRun(archive, PlanRun.All with { AddedClasses = added }).Play();
        Assert.HasCount(20, run.Stored);
        Assert.HasCount(128, run.Contexts[1]);
        Assert.AreEqual(Outcome.Complete, run.Plan.Outcome);
        Assert.AreEqual("Retrieve, Probe", string.Join(", ", run.Said.Skip(1).Select(said => said.Split(' ')[0])));
    }

    private sealed record Row(string Name, ArchivePolicy Policy, string Study, int Objects, string Said, string Missing);
}
