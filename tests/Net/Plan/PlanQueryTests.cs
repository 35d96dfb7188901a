using System.Text;

using GetScu.Net.Plan;

namespace GetScu.Tests.Net;

/// <summary>Several queries in one run, and instances that are there already.</summary>
[TestClass]
public sealed class PlanQueryTests
{
    private static readonly ArchivePolicy Peer = new() { TellsClass = true, TakesClass = _ => true };

    private static readonly IReadOnlyList<PlannedObject> Objects =
    [
        .. PlayedStudy.Of("Mr Elittle 3 | Mr Elittle 2"), .. PlayedStudy.Of("Ct Elittle 2", "1.2.4"),
    ];

    [TestMethod]
    public void Queries_share_associations()
    {
        PlanRun run = new PlanRun(new PlayedArchive(Peer, Objects), null, Study("1.2.3"), Study("1.2.4"), Study("1.2.5")).Play();
        string[] expected =
        [
            "Query 2: find-study find-series find-image find-image find-study find-series find-image find-study",
            "Retrieve 42: query1 query2",
        ];
        CollectionAssert.AreEqual(expected, run.Said);
        Assert.AreEqual((7L, 7L), (run.Plan.Totals().Expected, run.Plan.Totals().Stored));
        Assert.AreEqual("5 2 0", string.Join(' ', Enumerable.Range(1, 3).Select(i => run.Plan.Summary(i).Instances)));
        Assert.AreEqual("2 1 0", string.Join(' ', Enumerable.Range(1, 3).Select(i => run.Plan.Summary(i).Series)));
    }

    [TestMethod]
    public void An_instance_of_two_queries_is_retrieved_once()
    {
        PlanRun run = new PlanRun(new PlayedArchive(Peer, Objects), null, Study("1.2.3"), Study("1.2.3\\1.2.4"), Study("1.2.3")).Play();
        Assert.AreEqual("Retrieve 42: query1 series", run.Said[1]);
        Assert.HasCount(7, run.Stored);
        CollectionAssert.AllItemsAreUnique(run.Stored);
        Assert.AreEqual((7L, 0L), (run.Plan.Totals().Expected, run.Plan.Totals().Duplicates));
        Assert.AreEqual(Outcome.Complete, run.Plan.Outcome);
    }

    [TestMethod]
    public void Missing_instances_have_the_number_of_their_query()
    {
        PlayedArchive archive = new(Peer with { TakesClass = uid => uid != PlanUids.Ct }, Objects);
        PlanRun run = new PlanRun(archive, null, Study("1.2.3"), Study("1.2.4")).Play();
        int cursor = 0;
        List<string> missing = [];
        while (run.Plan.NextMissing(ref cursor, out MissingInstance one))
        {
            missing.Add($"{one.Query} {Encoding.ASCII.GetString(one.Uid)} {Encoding.ASCII.GetString(one.SeriesUid)} {Encoding.ASCII.GetString(one.SopClass)}");
        }

        CollectionAssert.AreEqual(new[] { $"2 1.2.4.1.1 1.2.4.1 {PlanUids.Ct}", $"2 1.2.4.1.2 1.2.4.1 {PlanUids.Ct}" }, missing);
    }

    [TestMethod]
    public void One_query_without_a_list_leaves_the_others_theirs()
    {
        PlayedArchive archive = new(Peer with { TellsClassesOfStudy = true }, Objects);
        PlanRun run = new(archive, null, Study("1.2.3"), Study("1.2.4"));
        run.Before = (_, request) =>
            archive.Policy = Peer with { TellsClassesOfStudy = true, LowestLevel = request.Query == 2 ? "STUDY" : "IMAGE" };
        run.Play();
        Assert.AreEqual("Query 2: find-study find-series find-image find-image find-study find-series", run.Said[0]);
        Assert.AreEqual("Retrieve 42: query1 query2", run.Said[1]);
        Assert.AreEqual((5L, 0L, 7L), (run.Plan.Totals().Expected, run.Plan.Totals().Missing, run.Plan.Totals().Stored));
        Assert.AreEqual(Outcome.Complete, run.Plan.Outcome);
    }

    [TestMethod]
    // Which are there, and what is asked for then.
    [DataRow("", "query1", 5)]
    [DataRow("1.2.3.1.2", "2 series", 4)]
    [DataRow("1.2.3.1.1 1.2.3.1.2 1.2.3.1.3", "series", 2)]
    [DataRow("1.2.3.2.1 1.2.3.1.1", "2 1", 3)]
    public void What_is_there_is_not_asked_for(string there, string said, int stored)
    {
        List<string> asked = [];
        PlanRun run = new PlanRun(new PlayedArchive(Peer, Objects), PlanRun.All with { Exists = Exists }).Play();
        Assert.AreEqual("Retrieve 22: " + said, run.Said[1]);
        Assert.HasCount(stored, run.Stored);
        Assert.AreEqual((5L, 5L - stored, 0L), (run.Plan.Totals().Expected, run.Plan.Totals().Existing, run.Plan.Totals().Missing));
        CollectionAssert.AreEqual(Objects.Take(5).Select(item => $"1 {item.Uid} {item.SopClass}").ToArray(), asked);
        Assert.AreEqual(Outcome.Complete, run.Plan.Outcome);

        bool Exists(int query, ReadOnlySpan<byte> uid, ReadOnlySpan<byte> sopClass)
        {
            asked.Add($"{query} {Encoding.ASCII.GetString(uid)} {Encoding.ASCII.GetString(sopClass)}");
            return there.Split(' ').Contains(Encoding.ASCII.GetString(uid));
        }
    }

    [TestMethod]
    public void Nothing_is_retrieved_where_all_is_there()
    {
        PlanRun run = new PlanRun(new PlayedArchive(Peer, Objects), PlanRun.All with { Exists = (_, _, _) => true }).Play();
        Assert.HasCount(1, run.Said);
        Assert.AreEqual((5L, 5L, 0L), (run.Plan.Totals().Expected, run.Plan.Totals().Existing, run.Plan.Totals().Stored));
        Assert.AreEqual(Outcome.Complete, run.Plan.Outcome);
    }

    [TestMethod]
    public void Without_a_list_what_is_there_comes_and_is_dropped()
    {
        PlanRun run = new(new PlayedArchive(Peer, Objects), PlanRun.All with { Finds = false })
        {
            Store = item => item.Uid == "1.2.3.1.2" ? ObjectOutcome.Duplicate : ObjectOutcome.Stored,
        };
        run.Play();
        CollectionAssert.AreEqual(new[] { "Retrieve 122: query1" }, run.Said);
        Assert.AreEqual((4L, 1L), (run.Plan.Totals().Stored, run.Plan.Totals().Duplicates));
        Assert.AreEqual(Outcome.Complete, run.Plan.Outcome);
    }

    [TestMethod]
    public void Instances_of_a_query_at_image_level_are_asked_for_by_their_list()
    {
        PlanQuery query = new()
        {
            Level = QueryLevel.Image,
            StudyUids = Encoding.ASCII.GetBytes("1.2.3"),
            SeriesUids = Encoding.ASCII.GetBytes("1.2.3.1"),
            InstanceUids = Encoding.ASCII.GetBytes("1.2.3.1.1\\1.2.3.1.2"),
        };
        // The series as a whole would bring a third one.
        PlanSettings settings = PlanRun.All with { Associations = 2 };
        PlanRun run = new PlanRun(new PlayedArchive(Peer, Objects), settings, query).Play();
        Assert.AreEqual("Retrieve 22: 2", run.Said[1]);
        Assert.HasCount(2, run.Stored);
    }

    private static PlanQuery Study(string uids) => new() { StudyUids = Encoding.ASCII.GetBytes(uids) };
}
