using System.Text;

using GetScu.Net.Plan;

namespace GetScu.Tests.Net;

/// <summary>The plan's bounds: requests, instances, associations, memory.</summary>
[TestClass]
public sealed class PlanLimitTests
{
    private static readonly ArchivePolicy Peer = new() { TellsClass = true, TakesClass = _ => true };

    [TestMethod]
    public void A_request_has_at_most_500_instances()
    {
        PlayedArchive archive = new(Peer, PlayedStudy.Of("Mr Elittle 1200"));
        // The query brings nothing.
        archive.Nothing.Enqueue(0xB000);
        PlanRun run = new PlanRun(archive).Play();
        Assert.AreEqual("Retrieve 22: query1 500 500 200", run.Said[1]);
        Assert.HasCount(1200, run.Stored);
    }

    [TestMethod]
    public void A_request_has_at_most_32000_bytes()
    {
        string root = "1." + string.Concat(Enumerable.Repeat("23456789.", 6));
        PlannedObject[] objects = [.. Enumerable.Range(1, 1000).Select(i =>
            new PlannedObject($"{root}{i + 1_000_000}"[..^1].PadRight(64, '1'), "1.2.3.1", PlanUids.Mr, PlanUids.Elittle))];
        objects = [.. objects.Select((item, i) => item with { Uid = (root + (1000 + i)).PadRight(64, '1') }).DistinctBy(item => item.Uid)];
        PlayedArchive archive = new(Peer, objects);
        archive.Nothing.Enqueue(0xB000);
        PlanRun run = new PlanRun(archive).Play();
        Assert.HasCount(objects.Length, run.Stored);
        int[] lengths = [.. run.Requests.Where(request => request.Kind == RequestKind.Instances).Select(request => request.InstanceUids.Length)];
        Assert.IsLessThanOrEqualTo(31_000, lengths.Max());
        Assert.IsGreaterThan(31_000 - 65, lengths[0]);
        CollectionAssert.AreEqual(
            objects.Select(item => item.Uid).ToArray(),
            run.Requests.Where(request => request.Kind == RequestKind.Instances)
                .SelectMany(request => Encoding.ASCII.GetString(request.InstanceUids.Span).Split('\\')).ToArray());
    }

    [TestMethod]
    public void Beyond_the_limit_instances_are_only_counted()
    {
        PlayedArchive archive = new(Peer, PlayedStudy.Of("Mr Elittle 6 | Mr Elittle 6"));
        PlanRun run = new PlanRun(archive, PlanRun.All with { InstanceLimit = 10 }).Play();
        PlanSummary summary = run.Plan.Summary(1);
        Assert.AreEqual((12L, 2L, true), (summary.Instances, summary.OnlyCounted, summary.IsWhole));
        Assert.HasCount(12, run.Stored);
        Assert.AreEqual((12L, 0L), (run.Plan.Totals().Expected, run.Plan.Totals().Missing));
        Assert.AreEqual(Outcome.Complete, run.Plan.Outcome);
    }

    [TestMethod]
    public void What_is_only_counted_and_does_not_come_is_missing()
    {
        PlayedArchive archive = new(Peer, PlayedStudy.Of("Mr Elittle 6 | Mr Htj2k 6"))
        {
            Policy = Peer with { TakesSyntax = uid => uid != PlanUids.Htj2k },
        };
        PlanRun run = new PlanRun(archive, PlanRun.All with { InstanceLimit = 10, MaxAssociations = 2 }).Play();
        Assert.AreEqual((12L, 6L), (run.Plan.Totals().Expected, run.Plan.Totals().Missing));
        // Four of the six have a name.
        Assert.AreEqual("syntax-not-accepted 4", run.Missing);
        Assert.AreEqual(Outcome.Incomplete, run.Plan.Outcome);
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(5)]
    [DataRow(16)]
    public void Never_more_associations_than_allowed(int most)
    {
        ArchivePolicy policy = Peer with { TellsClass = false, Sends = ArchivePolicy.Choice.FirstOfClass };
        PlanRun run = new PlanRun(
            new PlayedArchive(policy, [.. MixedStudy.Objects]), PlanRun.All with { MaxAssociations = most }).Play();
        Assert.HasCount(most, run.Said);
        Assert.AreEqual(most, run.Plan.Totals().Associations);
        Assert.IsNull(run.Plan.Next());
    }

    [TestMethod]
    public void An_instance_takes_at_most_64_bytes_besides_its_UID()
    {
        const int Count = 200_000;
        RetrievalPlan plan = new(PlanRun.All, [new PlanQuery()]);
        PlayedArchive archive = new(Peer, PlayedStudy.Of("Mr Elittle 1"));
        PlannedAssociation search = plan.Next()!.Associations[0];
        archive.Answer(search.Contexts);
        search.Accepted();
        byte[] uid = Encoding.ASCII.GetBytes("1.2.276.0.7230010.3.1.4.123456789.1234.1234567890.000000");
        long before = 0;
        while (search.Next() is { } request)
        {
            if (request.Level != QueryLevel.Image)
            {
                search.Match(new FindMatch { StudyUid = "1.2.3"u8, SeriesUid = "1.2.3.1"u8 });
            }
            else
            {
                before = GC.GetAllocatedBytesForCurrentThread();
                for (int i = 0; i < Count; i++)
                {
                    Number(uid, i);
                    search.Match(new FindMatch { InstanceUid = uid, SopClasses = "1.2.840.10008.5.1.4.1.1.4"u8 });
                }

                before = GC.GetAllocatedBytesForCurrentThread() - before;
            }

            search.Final(default);
        }

        Assert.AreEqual(Count, plan.Summary(1).Instances);
        // All that was ever allocated for them, garbage of growing tables included.
        double each = ((double)before / Count) - uid.Length;
        Console.WriteLine($"{each:F1} bytes");
        Assert.IsLessThanOrEqualTo(64, each);
        Assert.IsGreaterThan(16, each);
    }

    /// <summary>An instance is of the series that listed it, whatever series without any lie between.</summary>
    [TestMethod]
    public void Series_without_instances_take_none_of_others()
    {
        RetrievalPlan plan = new(PlanRun.All, [new PlanQuery()]);
        PlannedAssociation search = plan.Next()!.Associations[0];
        new PlayedArchive(Peer, PlayedStudy.Of("Mr Elittle 1")).Answer(search.Contexts);
        search.Accepted();
        int series = 0;
        while (search.Next() is { } find)
        {
            switch (find.Level)
            {
                case QueryLevel.Study:
                    search.Match(new FindMatch { StudyUid = "1.2.3"u8 });
                    break;
                case QueryLevel.Series:
                    for (int i = 1; i <= 4; i++)
                    {
                        search.Match(new FindMatch { StudyUid = "1.2.3"u8, SeriesUid = Encoding.ASCII.GetBytes($"1.2.3.{i}") });
                    }

                    break;
                default:
                    series++;
                    for (int i = 1; i <= 3 && series is 1 or 4; i++)
                    {
                        search.Match(new FindMatch { InstanceUid = Encoding.ASCII.GetBytes($"1.2.3.{series}.{i}"), SopClasses = "1.2.840.10008.5.1.4.1.1.4"u8 });
                    }

                    break;
            }

            search.Final(default);
        }

        plan.Stop(bySignal: true);
        Assert.IsNull(plan.Next());
        int cursor = 0;
        List<string> missing = [];
        while (plan.NextMissing(ref cursor, out MissingInstance one))
        {
            missing.Add($"{Encoding.ASCII.GetString(one.SeriesUid)} {Encoding.ASCII.GetString(one.Uid)}");
        }

        CollectionAssert.AreEqual(
            (string[])["1.2.3.1 1.2.3.1.1", "1.2.3.1 1.2.3.1.2", "1.2.3.1 1.2.3.1.3", "1.2.3.4 1.2.3.4.1", "1.2.3.4 1.2.3.4.2", "1.2.3.4 1.2.3.4.3"],
            missing);
    }

    [TestMethod]
    public void Receiving_and_reporting_allocate_nothing()
    {
        RetrievalPlan plan = new(PlanRun.All, [new PlanQuery()]);
        PlayedArchive archive = new(Peer, PlayedStudy.Of("Mr Elittle 2000"));
        PlannedAssociation association = plan.Next()!.Associations[0];
        archive.Answer(association.Contexts);
        association.Accepted();
        while (association.Next() is { } find)
        {
            association.Final(new RequestEnd(archive.Find(find, association)));
        }

        association = plan.Next()!.Associations[0];
        archive.Answer(association.Contexts);
        association.Accepted();
        Assert.IsNotNull(association.Next());
        byte[] uid = Encoding.ASCII.GetBytes("1.2.3.1.0000");
        byte[] mr = Encoding.ASCII.GetBytes(PlanUids.Mr);
        long allocated = -1;
        for (int round = 0; round < 2; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 1000 * (round + 1) - 500; i < 1000 * (round + 1); i++)
            {
                Number(uid, i);
                Assert.IsTrue(association.Claim(uid));
                association.Object(association.Contexts[2], uid, mr, ObjectOutcome.Stored);
                // Again and again, as in each pending response.
                Number(uid, 1);
                association.ReportedFailed(uid);
            }

            // The first round compiles.
            allocated = round == 0 ? 0 : GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.AreEqual(1000L, plan.Totals().Stored);
        Assert.IsLessThan(500, allocated);
    }

    private static void Number(byte[] uid, int number)
    {
        for (int i = uid.Length - 1; i >= 0 && uid[i] != '.'; i--)
        {
            uid[i] = (byte)('0' + number % 10);
            number /= 10;
        }
    }
}
