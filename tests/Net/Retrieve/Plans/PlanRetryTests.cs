using GetScu.Net.Retrieve;

namespace GetScu.Tests.Net;

/// <summary>Connections that are lost, peers that put off, and what a retry asks for.</summary>
[TestClass]
public sealed class PlanRetryTests
{
    private const string Search = "Query 2: find-study find-series find-image find-image";

    private static readonly ArchivePolicy Peer = new() { TellsClass = true };

    private static readonly Row[] Rows =
    [
        new("lost, no retry", 0, _ => 2, "Retrieve 22: query1 lost", 2, "connection-lost 4", Outcome.AssociationBroken),
        new("lost at once, no retry", 0, _ => 0, "Retrieve 22: query1 lost", 0, "connection-lost 6", Outcome.AssociationBroken),
        // What is here is not asked for again: the rest of the first series, the second one as a whole.
        new("lost once", 3, number => number == 2 ? 2 : -1, "Retrieve 22: query1 lost|Retry 22: 1 series", 6, "", Outcome.Complete),
        new("lost before anything came", 3, number => number == 2 ? 0 : -1, "Retrieve 22: query1 lost|Retry 22: query1", 6, "", Outcome.Complete),
        new("lost after every object", 1, _ => 1,
            "Retrieve 22: query1 lost|Retry 22: 2 lost|Retry 22: 1 series lost|Retry 22: series lost|Retry 22: 2 lost|Retry 22: 1",
            6, "", Outcome.Complete),
        new("lost three times with nothing new", 3, number => number == 2 ? 2 : 0,
            "Retrieve 22: query1 lost|Retry 22: 1 lost|Retry 22: 1 lost|Retry 22: 1 lost", 2, "connection-lost 4", Outcome.AssociationBroken),
        new("lost in the last object", 2, number => number == 2 ? 5 : -1, "Retrieve 22: query1 lost|Retry 22: 1", 6, "", Outcome.Complete),
    ];

    public static IEnumerable<object[]> Names => Rows.Select(row => new object[] { row.Name });

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void A_connection_is_lost(string name)
    {
        Row row = Rows.Single(row => row.Name == name);
        PlayedArchive archive = new(Peer, PlayedStudy.Of("Mr Elittle 3 | Mr Elittle 3")) { LostAfter = row.LostAfter };
        PlanRun run = new PlanRun(archive, PlanRun.All with { Retries = row.Retries }).Play();
        Assert.AreEqual(Search, run.Said[0]);
        Assert.AreEqual(row.Said, string.Join('|', run.Said.Skip(1)));
        Assert.HasCount(row.Objects, run.Stored);
        Assert.AreEqual(row.Missing, run.Missing);
        Assert.AreEqual(row.Outcome, run.Plan.Outcome);
        CollectionAssert.AllItemsAreUnique(run.Stored);
    }

    [TestMethod]
    public void The_wait_doubles_up_to_a_minute_and_begins_anew_after_an_object()
    {
        PlayedArchive archive = new(Peer, PlayedStudy.Of("Mr Elittle 9")) { LostAfter = number => number == 2 ? 1 : 0 };
        PlanRun run = new PlanRun(archive, PlanRun.All with { Retries = 7, RetryWait = 3 }).Play();
        CollectionAssert.AreEqual(new[] { 0, 0, 3, 6, 12, 24, 48, 60, 60 }, run.Waits.Take(9).ToArray());
        Assert.HasCount(1, run.Stored);
        Assert.HasCount(9, run.Waits);
        // The ninth association brings one.
        archive.LostAfter = number => number is 2 or 9 ? 1 : 0;
        run = new PlanRun(archive, PlanRun.All with { Retries = 7, RetryWait = 3 }).Play();
        CollectionAssert.AreEqual(new[] { 0, 0, 3, 6, 12, 24, 48, 60, 60, 3, 6, 12, 24, 48, 60, 60 }, run.Waits);
        Assert.HasCount(2, run.Stored);
    }

    [TestMethod]
    public void Retries_do_not_count_as_associations_of_the_plan()
    {
        PlayedArchive archive = new(Peer, PlayedStudy.Of("Mr Elittle 30")) { LostAfter = _ => 1 };
        PlanRun run = new PlanRun(archive, PlanRun.All with { Retries = 1, MaxAssociations = 2 }).Play();
        Assert.HasCount(30, run.Stored);
        Assert.AreEqual(31, run.Plan.Totals().Associations);
        Assert.AreEqual(Outcome.Complete, run.Plan.Outcome);
    }

    [TestMethod]
    // Which associations fail, whether that may pass, retries, then: associations, objects, outcome.
    [DataRow(1, false, 3, "Query 2: refused", 0, "NoAssociation")]
    [DataRow(1, true, 0, "Query 2: refused", 0, "NoAssociation")]
    [DataRow(1, true, 2, "Query 2: refused|Retry 2: find-study find-series find-image find-image|Retrieve 22: query1", 6, "Complete")]
    [DataRow(2, false, 3, Search + "|Retrieve 22: refused", 0, "NoAssociation")]
    [DataRow(2, true, 3, Search + "|Retrieve 22: refused|Retry 22: query1", 6, "Complete")]
    public void An_association_is_refused(int which, bool mayPass, int retries, string said, int objects, string outcome)
    {
        PlanRun run = new(new PlayedArchive(Peer, PlayedStudy.Of("Mr Elittle 3 | Mr Elittle 3")), PlanRun.All with { Retries = retries })
        {
            Refuse = number => number == which ? mayPass : null,
        };
        run.Play();
        Assert.AreEqual(said, string.Join('|', run.Said));
        Assert.HasCount(objects, run.Stored);
        Assert.AreEqual(outcome, run.Plan.Outcome.ToString());
    }

    [TestMethod]
    public void Refused_until_no_try_is_left()
    {
        PlanRun run = new(new PlayedArchive(Peer, PlayedStudy.Of("Mr Elittle 1")), PlanRun.All with { Retries = 2 }) { Refuse = _ => true };
        run.Play();
        CollectionAssert.AreEqual(new[] { "Query 2: refused", "Retry 2: refused", "Retry 2: refused" }, run.Said);
        CollectionAssert.AreEqual(new[] { 0, 2, 4 }, run.Waits);
        Assert.AreEqual(Outcome.NoAssociation, run.Plan.Outcome);
        Assert.AreEqual(3, run.Plan.Totals().Associations);
    }

    [TestMethod]
    public void A_peer_that_is_lost_while_it_lists_is_asked_without_a_list()
    {
        PlanRun run = LosesWhileListing(retries: 0);
        Assert.AreEqual("Query 2: find-study lost|Retrieve 122: query1", string.Join('|', run.Said));
        Assert.HasCount(6, run.Stored);
        Assert.AreEqual(Outcome.Complete, run.Plan.Outcome);
        Assert.IsNull(run.Plan.Totals().Expected);
    }

    [TestMethod]
    public void A_search_goes_on_where_it_was_lost()
    {
        PlanRun run = LosesWhileListing(retries: 1);
        Assert.AreEqual("Query 2: find-study lost|Retry 2: find-series find-image find-image|Retrieve 22: query1", string.Join('|', run.Said));
        Assert.AreEqual(6L, run.Plan.Totals().Expected);
        Assert.AreEqual(Outcome.Complete, run.Plan.Outcome);
    }

    [TestMethod]
    // Final statuses of the first retrievals, which bring nothing; retries; then what follows.
    [DataRow("0000", 0, "Retrieve 22: query1 3 3", 6, "")]
    [DataRow("0000 0000 0000", 0, "Retrieve 22: query1 3 3", 0, "not-sent 6")]
    [DataRow("0000 0000 0000", 2, "Retrieve 22: query1 3 3|Retry 22: query1", 6, "")]
    [DataRow("A700 A700 A700 A700 A700", 1, "Retrieve 22: query1 3 1 3 1|Retry 22: query1", 6, "")]
    [DataRow("A700 A700 A700 A700 A700", 0, "Retrieve 22: query1 3 1 3 1", 0, "failed-by-peer 2, not-attempted 4")]
    // Others come afterwards: it was not for want of resources.
    [DataRow("A700 A700 A700", 3, "Retrieve 22: query1 3 1 3", 3, "failed-by-peer 1, not-attempted 2")]
    [DataRow("C000 C000 C000 C000 C000", 3, "Retrieve 22: query1 3 1 3 1", 0, "failed-by-peer 2, not-attempted 4")]
    public void A_retrieval_brings_nothing(string statuses, int retries, string said, int objects, string missing)
    {
        PlayedArchive archive = new(
            Peer with { TakesSyntax = uid => uid == PlanUids.Elittle, TakesClass = _ => true }, PlayedStudy.Of("Mr Elittle 3 | Mr Elittle 3"));
        foreach (string status in statuses.Split(' '))
        {
            archive.Nothing.Enqueue(Convert.ToUInt16(status, 16));
        }

        PlanRun run = new PlanRun(archive, PlanRun.All with { Retries = retries, AcceptsAll = false }).Play();
        Assert.AreEqual(said.Replace(" 22", " 122"), string.Join('|', run.Said.Skip(1)));
        Assert.HasCount(objects, run.Stored);
        Assert.AreEqual(missing, run.Missing);
    }

    [TestMethod]
    public void Without_a_list_the_query_is_sent_again_and_what_is_here_comes_twice()
    {
        PlayedArchive archive = new(Peer, PlayedStudy.Of("Mr Elittle 4")) { LostAfter = number => number == 1 ? 3 : -1 };
        PlanRun run = new PlanRun(archive, PlanRun.All with { Finds = false, Retries = 1 }).Play();
        CollectionAssert.AreEqual(new[] { "Retrieve 122: query1 lost", "Retry 122: query1" }, run.Said);
        Assert.HasCount(4, run.Stored);
        Assert.AreEqual(3L, run.Plan.Totals().Duplicates);
        Assert.AreEqual(4L, run.Plan.Totals().Stored);
        Assert.AreEqual(Outcome.Complete, run.Plan.Outcome);
    }

    private static PlanRun LosesWhileListing(int retries)
    {
        PlayedArchive archive = new(Peer, PlayedStudy.Of("Mr Elittle 3 | Mr Elittle 3"));
        PlanRun run = new(archive, PlanRun.All with { Retries = retries });
        run.LoseBefore = request => request.Level == QueryLevel.Series && request.Kind == RequestKind.Find && run.Contexts.Count == 1;
        return run.Play();
    }

    private sealed record Row(string Name, int Retries, Func<int, int> LostAfter, string Said, int Objects, string Missing, Outcome Outcome);
}
