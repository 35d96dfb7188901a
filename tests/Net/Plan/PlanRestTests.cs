using GetScu.Net.Plan;

namespace GetScu.Tests.Net;

/// <summary>Steps 3 and 4 of the plan: when it is done, and what is asked for of a peer that has ended early.</summary>
[TestClass]
public sealed class PlanRestTests
{
    private static readonly ArchivePolicy Stops = new()
    {
        TakesClass = uid => uid != PlanUids.Private,
        TakesSyntax = uid => uid != PlanUids.Htj2k,
        TellsClass = true,
        WhenNoneFits = ArchivePolicy.Lack.Stops,
    };

    private static readonly ArchivePolicy FailsTheRest = Stops with { WhenNoneFits = ArchivePolicy.Lack.FailsTheRest };

    private static readonly ArchivePolicy Continues = Stops with { WhenNoneFits = ArchivePolicy.Lack.Continues };

    private static readonly Row[] Rows =
    [
        new("done at once", Stops, "Mr Elittle 3 | Ct J2k 2", 5, "query1", ""),
        new("nothing fits, at once", Stops, "Mr Htj2k 1", 0, "query1 1", "syntax-not-accepted 1"),
        new("names itself each time", Stops, "Mr Htj2k 3", 0, "query1 3 2 1", "syntax-not-accepted 3"),
        // Three in a row: the others of the series are not asked for.
        new("three in a row", Stops, "Mr Htj2k 9", 0, "query1 9 8 7", "not-attempted 6, syntax-not-accepted 3"),
        new("three in a row, series by series", Stops, "Mr Htj2k 9 | Mr Elittle 2", 2, "query1 9 8 7 2",
            "not-attempted 6, syntax-not-accepted 3"),
        new("good ones among bad ones", Stops, "Mr Elittle 1, Mr Htj2k 1, Mr Elittle 2, Mr Htj2k 1, Mr Elittle 3", 6,
            "query1 7 6 3 1 1", "syntax-not-accepted 2"),
        new("a class that is not accepted is not asked for", Stops, "Private Elittle 2, Mr Elittle 2 | Private Elittle 1", 2, "query1 2",
            "class-not-accepted 3"),
        new("nothing but such a class", Stops, "Private Elittle 2", 0, "", "class-not-accepted 2"),
        // All are reported, none was tried but the first: alone it counts.
        new("the rest failed", FailsTheRest, "Mr Elittle 1, Mr Htj2k 1, Mr Elittle 2", 3, "query1 3 1*3", "syntax-not-accepted 1"),
        new("all of a series failed", FailsTheRest, "Mr Htj2k 2 | Mr Elittle 2", 2, "query1 2 1*2 2", "syntax-not-accepted 2"),
        new("three alone in a row", FailsTheRest, "Mr Htj2k 6 | Mr Elittle 2", 2, "query1 6 1*3 2", "syntax-not-accepted 6"),
        // A list with B000 counts: nothing is asked for again.
        new("tried and failed", Continues, "Mr Elittle 1, Mr Htj2k 2 | Mr Elittle 2 | Private Elittle 1", 3, "query1",
            "class-not-accepted 1, syntax-not-accepted 2"),
        // A702 where nothing fits at all: its list does not count.
        new("all tried and failed", Continues, "Mr Htj2k 2", 0, "query1 2 1*2", "syntax-not-accepted 2"),
        new("failed without a list", Stops with { HasNoList = true }, "Mr Elittle 1 | Mr Htj2k 2 | Ct Elittle 2", 3, "query1 2 1 2",
            "not-attempted 1, syntax-not-accepted 1"),
        new("lists taken, and one that fails without a list", Stops with { HasNoList = true },
            "Mr Htj2k 1 | Mr Elittle 2 | Mr Htj2k 2 | Mr Elittle 2", 4, "query1 1 2*3", "not-attempted 2, syntax-not-accepted 1"),
        // Each of them is asked for alone from then on.
        new("no lists taken", Stops with { RefusesLists = 0xC413 }, "Mr Htj2k 1 | Mr Elittle 3 | Mr Elittle 3", 6, "query1 1 3 1*6",
            "syntax-not-accepted 1"),
        new("no lists taken, and what fails", Stops with { RefusesLists = 0xC413, HasNoList = true },
            "Mr Htj2k 1 | Mr Elittle 2 | Mr Htj2k 5 | Mr Elittle 2", 4, "query1 1 2 1*2 1*3 1*2", "not-attempted 2, syntax-not-accepted 4"),
        new("counted, not listed", Stops with { WhenNoneFits = ArchivePolicy.Lack.SucceedsWithCounter }, "Mr Elittle 2 | Mr Htj2k 2", 2,
            "query1", "syntax-not-accepted 2"),
        new("miscounted, not listed", Stops with { WhenNoneFits = ArchivePolicy.Lack.WarnsWithoutList }, "Mr Elittle 2 | Mr Htj2k 2", 2,
            "query1 2", "syntax-not-accepted 2"),
        new("nothing said at all", Stops with { WhenNoneFits = ArchivePolicy.Lack.SucceedsSilently }, "Mr Elittle 2 | Mr Htj2k 2", 2,
            "query1 2", "not-sent 2"),
        new("the list in every response", Continues with { RepeatsList = true }, "Mr Htj2k 1, Mr Elittle 3", 3, "query1",
            "syntax-not-accepted 1"),
    ];

    public static IEnumerable<object[]> Names => Rows.Select(row => new object[] { row.Name });

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void The_rest(string name)
    {
        Row row = Rows.Single(row => row.Name == name);
        // No association is left for what follows step 4.
        PlanRun run = new PlanRun(
            new PlayedArchive(row.Policy, PlayedStudy.Of(row.Study)), PlanRun.All with { MaxAssociations = 2 }).Play();
        string said = string.Join('\n', run.Said);
        Assert.HasCount(2, run.Said, said);
        Assert.AreEqual(PlanRun.Unfold(row.Said), run.Said[1][(run.Said[1].IndexOf(':') + 1)..].TrimStart(), said);
        Assert.HasCount(row.Objects, run.Stored, said);
        Assert.AreEqual(row.Missing, run.Missing);
        CollectionAssert.AllItemsAreUnique(run.Stored);
        Assert.AreEqual(
            row.Missing.Length == 0 ? Outcome.Complete : row.Objects > 0 ? Outcome.Incomplete : Outcome.FinalFailure, run.Plan.Outcome);
    }

    [TestMethod]
    public void The_first_request_after_an_early_end_says_for_how_many_it_is()
    {
        PlanRun run = new PlanRun(new PlayedArchive(Stops, PlayedStudy.Of("Mr Elittle 1, Mr Htj2k 2 | Ct Elittle 3 | Private Elittle 4")),
            PlanRun.All with { MaxAssociations = 2 }).Play();
        int[] rest = [.. run.Requests.Where(request => request.Kind != RequestKind.Find).Select(request => request.RestCount)];
        CollectionAssert.AreEqual(new[] { 0, 5, 0, 0, 0 }, rest);
    }

    [TestMethod]
    public void A_request_names_the_study_one_series_and_its_instances()
    {
        PlanRun run = new PlanRun(new PlayedArchive(Stops, PlayedStudy.Of("Mr Elittle 1 | Mr Htj2k 1, Ct Elittle 2"))).Play();
        PlannedRequest request = run.Requests.First(request => request.Kind == RequestKind.Instances);
        string[] keys = [.. new[] { request.PatientId, request.StudyUids, request.SeriesUids, request.InstanceUids }
            .Select(value => System.Text.Encoding.ASCII.GetString(value.Span))];
        CollectionAssert.AreEqual(new[] { "PAT", "1.2.3", "1.2.3.2", "1.2.3.2.1\\1.2.3.2.2\\1.2.3.2.3" }, keys);
        Assert.AreEqual((QueryLevel.Image, 1), (request.Level, request.Query));
    }

    private sealed record Row(string Name, ArchivePolicy Policy, string Study, int Objects, string Said, string Missing);
}
