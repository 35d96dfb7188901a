using GetScu.Net.Plan;

namespace GetScu.Tests.Net;

/// <summary>Several associations at once: how the series are divided, and what becomes of those that are refused or lost.</summary>
[TestClass]
public sealed class PlanLaneTests
{
    private static readonly ArchivePolicy Peer = new() { TellsClass = true, TakesClass = _ => true };

    private static readonly Row[] Rows =
    [
        // The longest first, whoever is free takes the next one.
        new("longest first", 2, "Mr Elittle 1 | Mr Elittle 5 | Mr Elittle 3 | Mr Elittle 4", "5 3|4 1"),
        new("more associations than series", 4, "Mr Elittle 2 | Mr Elittle 3", "3|2"),
        new("one series", 4, "Mr Elittle 7", "7"),
        new("one long series", 3, "Mr Elittle 250", "100|100|50"),
        new("a series longer than its share", 2, "Mr Elittle 350 | Mr Elittle 90 | Mr Elittle 20", "100 100 50|100 90 20"),
        new("long series that are no longer than their share", 2, "Mr Elittle 120 | Mr Elittle 120", "120|120"),
    ];

    public static IEnumerable<object[]> Names => Rows.Select(row => new object[] { row.Name });

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Series_are_divided(string name)
    {
        Row row = Rows.Single(row => row.Name == name);
        PlanRun run = new(new PlayedArchive(Peer, PlayedStudy.Of(row.Study)), PlanRun.All with { Associations = row.Associations });
        Dictionary<int, List<int>> counts = [];
        run.Answered = (association, request, came) =>
        {
            if (request.Kind != RequestKind.Find)
            {
                counts.TryAdd(association, []);
                counts[association].Add(came);
            }
        };
        run.Play();
        Assert.AreEqual(row.Counts, string.Join('|', counts.OrderBy(pair => pair.Key).Select(pair => string.Join(' ', pair.Value))));
        CollectionAssert.AllItemsAreUnique(run.Stored);
        Assert.AreEqual(run.Plan.Totals().Expected, run.Stored.Count);
        Assert.AreEqual(Outcome.Complete, run.Plan.Outcome);
        // Whole series by their UID, parts of one by those of its instances, never more than one series.
        foreach (PlannedRequest request in run.Requests.Where(request => request.Kind != RequestKind.Find))
        {
            Assert.AreEqual(request.InstanceUids.IsEmpty ? RequestKind.Series : RequestKind.Instances, request.Kind);
            Assert.IsFalse(request.SeriesUids.IsEmpty || request.SeriesUids.Span.Contains((byte)'\\'));
        }
    }

    /// <summary>A peer that sends more than it was asked for may send one object to two.</summary>
    [TestMethod]
    public void An_object_that_two_associations_bring_is_written_once()
    {
        RetrievalPlan plan = new(PlanRun.All with { Associations = 2 }, [new PlanQuery()]);
        PlayedArchive archive = new(Peer, PlayedStudy.Of("Mr Elittle 1 | Mr Elittle 1"));
        PlannedAssociation search = Begin(plan.Next()!.Associations[0]);
        while (search.Next() is { } find)
        {
            search.Final(new RequestEnd(archive.Find(find, search)));
        }

        PlannedAssociation[] both = [.. plan.Next()!.Associations.Select(Begin)];
        Assert.HasCount(2, both);
        Assert.IsTrue(Array.TrueForAll(both, association => association.Next() is not null));
        byte[] uid = [.. "1.2.3.1.1"u8];
        Assert.IsTrue(both[0].Claim(uid));
        Assert.IsFalse(both[1].Claim(uid), "it is just coming");
        Take(both[1], ObjectOutcome.Duplicate);
        Assert.AreEqual("0 1", $"{plan.Totals().Stored} {plan.Totals().Duplicates}");
        Take(both[0], ObjectOutcome.Refused);
        Assert.IsTrue(both[1].Claim(uid), "it has not come, after all");
        both[1].Lost();
        Assert.IsTrue(both[0].Claim(uid), "nor over the other one");
        Take(both[0], ObjectOutcome.Stored);
        Assert.IsFalse(both[0].Claim(uid));
        Assert.AreEqual("1 0 1", $"{plan.Totals().Stored} {plan.Totals().Existing} {plan.Totals().Missing}");

        PlannedAssociation Begin(PlannedAssociation association)
        {
            archive.Answer(association.Contexts);
            association.Accepted();
            return association;
        }

        void Take(PlannedAssociation association, ObjectOutcome outcome) => association.Object(
            association.Contexts[2], uid, System.Text.Encoding.ASCII.GetBytes(PlanUids.Mr), outcome);
    }

    [TestMethod]
    public void Associations_that_are_refused_leave_their_share_to_the_others()
    {
        PlanRun run = new(
            new PlayedArchive(Peer, PlayedStudy.Of("Mr Elittle 3 | Mr Elittle 3 | Mr Elittle 3")), PlanRun.All with { Associations = 3 })
        {
            Refuse = number => number is 3 or 4 ? false : null,
        };
        run.Play();
        string[] expected =
        [
            PlanRun.Unfold("Query 2: find-study find-series find-image*3"), "Retrieve 22: series series series", "Retrieve 22: refused",
            "Retrieve 22: refused",
        ];
        CollectionAssert.AreEqual(expected, run.Said);
        Assert.AreEqual(Outcome.Complete, run.Plan.Outcome);
        Assert.AreEqual(4, run.Plan.Totals().Associations);
    }

    [TestMethod]
    // Retries, then: objects, missing, outcome.
    [DataRow(0, 7, "connection-lost 2", "AssociationBroken")]
    [DataRow(1, 9, "", "Complete")]
    public void One_of_several_is_lost(int retries, int objects, string missing, string outcome)
    {
        PlayedArchive archive = new(Peer, PlayedStudy.Of("Mr Elittle 3 | Mr Elittle 3 | Mr Elittle 3"))
        {
            LostAfter = number => number == 2 ? 1 : -1,
        };
        PlanRun run = new PlanRun(archive, PlanRun.All with { Associations = 2, Retries = retries }).Play();
        Assert.HasCount(objects, run.Stored);
        Assert.AreEqual(missing, run.Missing);
        Assert.AreEqual(outcome, run.Plan.Outcome.ToString());
        Assert.AreEqual("Retrieve 22: series lost", run.Said[1]);
        Assert.AreEqual("Retrieve 22: series series", run.Said[2]);
        Assert.HasCount(3 + retries, run.Said);
    }

    [TestMethod]
    public void No_more_than_the_plan_may_have()
    {
        PlanRun run = new PlanRun(
            new PlayedArchive(Peer, PlayedStudy.Of("Mr Elittle 1 | Mr Elittle 1 | Mr Elittle 1 | Mr Elittle 1")),
            PlanRun.All with { Associations = 4, MaxAssociations = 3 }).Play();
        CollectionAssert.AreEqual(
            new[] { PlanRun.Unfold("Query 2: find-study find-series find-image*4"), "Retrieve 22: series series", "Retrieve 22: series series" },
            run.Said);
    }

    [TestMethod]
    public void What_a_peer_ends_early_is_asked_for_in_the_same_association()
    {
        ArchivePolicy policy = Peer with { WhenNoneFits = ArchivePolicy.Lack.Stops, TakesSyntax = uid => uid != PlanUids.Htj2k };
        PlanRun run = new PlanRun(
            new PlayedArchive(policy, PlayedStudy.Of("Mr Htj2k 1, Mr J2k 4 | Ct Elittle 3")), PlanRun.All with { Associations = 2 }).Play();
        CollectionAssert.AreEqual(
            new[] { "Query 2: find-study find-series find-image find-image", "Retrieve 42: series 5 4 1", "Retrieve 42: series" }, run.Said);
        Assert.AreEqual("syntax-not-accepted 1", run.Missing);
    }

    [TestMethod]
    public void An_instance_of_another_associations_request_is_not_this_ones_to_report()
    {
        RetrievalPlan plan = new(PlanRun.All with { Associations = 2 }, [new PlanQuery()]);
        PlayedArchive archive = new(Peer, PlayedStudy.Of("Mr Elittle 1 | Ct Elittle 1"));
        PlannedAssociation search = plan.Next()!.Associations[0];
        archive.Answer(search.Contexts);
        search.Accepted();
        while (search.Next() is { } request)
        {
            search.Final(new RequestEnd(archive.Find(request, search)));
        }

        IReadOnlyList<PlannedAssociation> both = plan.Next()!.Associations;
        Assert.HasCount(2, both);
        foreach (PlannedAssociation one in both)
        {
            archive.Answer(one.Contexts);
            one.Accepted();
            Assert.IsNotNull(one.Next());
        }

        both[0].ReportedFailed("1.2.3.2.1"u8);
        both[0].Final(new RequestEnd(0xB000));
        both[1].Final(new RequestEnd(0x0000));
        Assert.AreEqual("not-sent 2", Missing(plan));
    }

    [TestMethod]
    public async Task Threads_share_a_plan()
    {
        IReadOnlyList<PlannedObject> objects = PlayedStudy.Of(string.Join('|', Enumerable.Range(1, 40).Select(i => $"Mr Elittle {i * 7}")));
        PlayedArchive archive = new(Peer, objects);
        RetrievalPlan plan = new(PlanRun.All with { Associations = 8 }, [new PlanQuery()]);
        int stored = 0;
        while (plan.Next() is { } step)
        {
            await Task.WhenAll(step.Associations.Select(association => Task.Run(() =>
            {
                archive.Answer(association.Contexts);
                association.Accepted();
                while (association.Next() is { } request)
                {
                    association.Final(request.Kind == RequestKind.Find ? new RequestEnd(archive.Find(request, association))
                        : archive.Get(request, new PlanQuery(), association, Store, () => false)!.Value);
                }
            })));
        }

        Assert.AreEqual(objects.Count, stored);
        Assert.AreEqual(0L, plan.Totals().Missing);
        Assert.AreEqual(0L, plan.Totals().Duplicates);
        Assert.AreEqual(9, plan.Totals().Associations);

        ObjectOutcome Store(PlannedObject item)
        {
            Interlocked.Increment(ref stored);
            return ObjectOutcome.Stored;
        }
    }

    private static string Missing(RetrievalPlan plan) => string.Join(", ", plan.MissingGroups()
        .GroupBy(group => group.Reason).Select(group => $"{MissingReasons.Name(group.Key)} {group.Sum(one => one.Count)}"));

    private sealed record Row(string Name, int Associations, string Study, string Counts);
}
