using System.Text;

using GetScu.Net.Plan;

namespace GetScu.Tests.Net;

/// <summary>Peers that say one thing and do another.</summary>
[TestClass]
public sealed class PlanLieTests
{
    private static readonly ArchivePolicy Peer = new() { TellsClass = true, TakesClass = _ => true };

    private static readonly PlanSettings Settings = PlanRun.All with { AcceptsAll = false };

    [TestMethod]
    public void An_instance_listed_twice_counts_once()
    {
        PlayedArchive archive = new(Peer, PlayedStudy.Of("Mr Elittle 2 | Mr Elittle 1"));
        PlanRun run = new(archive, Settings);
        run.Listed = (association, _) =>
        {
            association.Match(new FindMatch { InstanceUid = "1.2.3.1.1"u8 });
            association.Match(new FindMatch { InstanceUid = "1.2.3.1.1 \0"u8 });
        };
        run.Play();
        Assert.AreEqual(3L, run.Plan.Totals().Expected);
        Assert.AreEqual(Outcome.Complete, run.Plan.Outcome);
    }

    [TestMethod]
    public void A_study_or_series_listed_twice_is_searched_once()
    {
        PlayedArchive archive = new(Peer, PlayedStudy.Of("Mr Elittle 2 | Mr Elittle 1"));
        PlanRun run = new(archive, Settings);
        run.Listed = (association, _) =>
        {
            association.Match(new FindMatch { StudyUid = "1.2.3"u8, SeriesUid = "1.2.3.1"u8 });
            association.Match(new FindMatch { StudyUid = "1.2.3\0"u8, SeriesUid = "1.2.3.1\0"u8 });
        };
        run.Play();
        Assert.AreEqual("Query 2: find-study find-series find-image find-image", run.Said[0]);
        Assert.AreEqual(3L, run.Plan.Totals().Expected);
        Assert.AreEqual(2, run.Plan.Summary(1).Series);
    }

    [TestMethod]
    // What a level answers: studies, series, instances; - nothing, ? what cannot be read. And whether the study is asked for all the same.
    [DataRow("-", "", "", false)]
    [DataRow("?", "", "", true)]
    [DataRow("", "", "", true)]
    [DataRow("1.2.4", "", "", false)]
    [DataRow("1.2.3", "-", "", true)]
    [DataRow("1.2.3", "?", "", true)]
    [DataRow("1.2.3", "1.2.3.1", "-", true)]
    [DataRow("1.2.3", "1.2.3.1", "?", true)]
    [DataRow("1.2.3", "1.2.3.1", "", true)]
    public void A_list_that_cannot_be_true_is_not_believed(string study, string series, string instance, bool isRetrieved)
    {
        RetrievalPlan plan = new(PlanRun.All, [new PlanQuery { Level = QueryLevel.Study, StudyUids = "1.2.3"u8.ToArray() }]);
        PlayedArchive archive = new(Peer, PlayedStudy.Of("Mr Elittle 1"));
        PlannedAssociation search = plan.Next()!.Associations[0];
        archive.Answer(search.Contexts);
        search.Accepted();
        while (search.Next() is { } request)
        {
            string answer = request.Level switch
            {
                QueryLevel.Study => study,
                QueryLevel.Series => series,
                _ => instance,
            };
            if (answer == "?")
            {
                search.UnreadMatch();
            }
            else if (answer != "-")
            {
                search.Match(new FindMatch
                {
                    StudyUid = Value(study),
                    SeriesUid = Value(series),
                    InstanceUid = request.Level == QueryLevel.Image ? Value(instance) : default,
                });
            }

            search.Final(default);
        }

        PlanStep? step = plan.Next();
        Assert.AreEqual(isRetrieved, step is not null);
        Assert.AreEqual(isRetrieved ? null : 0L, plan.Summary(1).Instances);
    }

    [TestMethod]
    public void What_comes_unlisted_and_is_refused_here_is_missing()
    {
        PlayedArchive archive = new(Peer, PlayedStudy.Of("Mr Elittle 2"));
        string uid = archive.Objects[1].Uid;
        archive.Unlisted.Add(uid);
        PlanRun run = new(archive, Settings) { Store = item => item.Uid == uid ? ObjectOutcome.Refused : ObjectOutcome.Stored };
        run.Play();
        Assert.AreEqual(1L, run.Plan.Totals().Expected);
        Assert.AreEqual(Outcome.Incomplete, run.Plan.Outcome);
    }

    [TestMethod]
    // What is listed besides: study, series, instance; and whether it is expected.
    [DataRow("", "", "1.9", true)]
    [DataRow("1.2.3", "1.2.3.1", "1.9", true)]
    [DataRow("1.2.4", "1.2.3.1", "1.9", false)]
    [DataRow("1.2.3", "1.2.3.2", "1.9", false)]
    [DataRow("1.2.3", "1.2.3.1", "", false)]
    [DataRow("1.2.3", "1.2.3.1", " \0", false)]
    [DataRow("1.2.3", "1.2.3.1", "no UID at all", true)]
    public void Instances_of_another_study_or_series_are_not_expected(string study, string series, string uid, bool isExpected)
    {
        PlayedArchive archive = new(Peer, PlayedStudy.Of("Mr Elittle 1"));
        PlanRun run = new(archive, Settings);
        run.Listed = (association, request) =>
        {
            if (request.Level == QueryLevel.Image)
            {
                association.Match(new FindMatch { StudyUid = Value(study), SeriesUid = Value(series), InstanceUid = Value(uid) });
            }
        };
        run.Play();
        long expected = isExpected ? 2 : 1;
        Assert.AreEqual(expected, run.Plan.Totals().Expected);
        Assert.AreEqual(isExpected ? "not-sent 1" : "", run.Missing);
    }

    [TestMethod]
    // A peer that looks at no key lists everything; the query's keys, and what is expected all the same.
    [DataRow("Study", "1.2.3", "", "", "PAT", 3)]
    [DataRow("Study", "1.2.3\\1.2.4", "", "", "PAT", 6)]
    [DataRow("Series", "1.2.4", "1.2.4.2", "", "PAT", 1)]
    [DataRow("Image", "1.2.4", "1.2.4.1", "1.2.4.1.2", "PAT", 1)]
    [DataRow("Study", "", "", "", "PAT", 6)]
    [DataRow("Patient", "", "", "", "pat ", 6)]
    [DataRow("Patient", "", "", "", "P*", 6)]
    [DataRow("Patient", "", "", "", "PAT\\OTHER", 6)]
    [DataRow("Patient", "", "", "", "OTHER", 0)]
    [DataRow("Patient", "", "", "", "OTH\u00c9R", 6)]
    public void What_nobody_asked_for_is_not_expected(string level, string study, string series, string instances, string patient, int expected)
    {
        PlanQuery query = new()
        {
            Level = Enum.Parse<QueryLevel>(level),
            PatientId = Encoding.Latin1.GetBytes(patient),
            StudyUids = Value(study),
            SeriesUids = Value(series),
            InstanceUids = Value(instances),
        };
        PlayedArchive archive = new(Peer, [.. PlayedStudy.Of("Mr Elittle 2 | Ct Elittle 1"), .. PlayedStudy.Of("Mr Elittle 2 | Ct Elittle 1", "1.2.4")])
        {
            IgnoresKeys = true,
        };
        PlanRun run = new PlanRun(archive, Settings, query).Play();
        Assert.AreEqual((long)expected, run.Plan.Totals().Expected);
        Assert.AreEqual(0L, run.Plan.Totals().Missing);
    }

    [TestMethod]
    public void What_is_sent_without_being_listed_is_stored()
    {
        PlayedArchive archive = new(Peer, PlayedStudy.Of("Mr Elittle 3"));
        archive.Unlisted.Add("1.2.3.1.2");
        PlanRun run = new PlanRun(archive, Settings).Play();
        Assert.HasCount(3, run.Stored);
        Assert.AreEqual((2L, 3L, 0L), (run.Plan.Totals().Expected, run.Plan.Totals().Stored, run.Plan.Totals().Missing));
        Assert.AreEqual(Outcome.Complete, run.Plan.Outcome);
    }

    [TestMethod]
    public void What_is_listed_and_not_there_is_missing()
    {
        PlayedArchive archive = new(Peer, PlayedStudy.Of("Mr Elittle 3"));
        archive.Phantoms.Add(new PlannedObject("1.2.3.1.9", "1.2.3.1", PlanUids.Mr, PlanUids.Elittle));
        PlanRun run = new PlanRun(archive, Settings).Play();
        Assert.AreEqual("Retrieve 122: query1 1", run.Said[1]);
        CollectionAssert.AreEqual(new[] { ("1.2.3.1.9", "1.2.3.1", PlanUids.Mr, "not-sent") }, run.MissingUids());
        Assert.AreEqual(Outcome.Incomplete, run.Plan.Outcome);
    }

    [TestMethod]
    public void A_whole_list_is_refused_for_one_that_is_not_there()
    {
        PlayedArchive archive = new(
            Peer with { RefusesUnknown = 0xC000, WhenNoneFits = ArchivePolicy.Lack.Stops, TakesSyntax = uid => uid == PlanUids.Elittle },
            PlayedStudy.Of("Ct J2k 1 | Mr Elittle 3"));
        archive.Phantoms.Add(new PlannedObject("1.2.3.2.9", "1.2.3.2", PlanUids.Mr, PlanUids.Elittle));
        PlanRun run = new PlanRun(archive, Settings).Play();
        // One alone shows that it is not the instances: from then on each is asked for alone.
        Assert.AreEqual("Retrieve 122: query1 1 4 1 1 1 1", run.Said[1]);
        Assert.HasCount(3, run.Stored);
        Assert.AreEqual("failed-by-peer 2", run.Missing);
    }

    [TestMethod]
    public void Reported_failed_and_sent_all_the_same_is_here()
    {
        PlayedArchive archive = new(Peer, PlayedStudy.Of("Mr Elittle 3"));
        archive.Lies.Add("1.2.3.1.2");
        PlanRun run = new PlanRun(archive, Settings).Play();
        CollectionAssert.AreEqual(new[] { "Query 2: find-study find-series find-image", "Retrieve 122: query1" }, run.Said);
        Assert.HasCount(3, run.Stored);
        Assert.AreEqual("", run.Missing);
        Assert.AreEqual(Outcome.Complete, run.Plan.Outcome);
    }

    [TestMethod]
    public void Reported_failed_without_being_listed_makes_it_incomplete()
    {
        PlanRun run = new(new PlayedArchive(Peer, PlayedStudy.Of("Mr Elittle 2")), Settings)
        {
            Ending = (association, end) =>
            {
                association.ReportedFailed("1.2.3.1.99"u8);
                association.ReportedFailed("1.2.3.1.99"u8);
                return end with { Status = 0xB000 };
            },
        };
        run.Play();
        Assert.HasCount(2, run.Stored);
        Assert.AreEqual("", run.Missing);
        Assert.AreEqual(0L, run.Plan.Totals().Missing);
        Assert.AreEqual(Outcome.Incomplete, run.Plan.Outcome);
    }

    [TestMethod]
    public void The_same_object_twice_is_a_duplicate()
    {
        PlayedArchive archive = new(Peer, PlayedStudy.Of("Mr Elittle 2"));
        archive.Objects.Add(archive.Objects[0]);
        PlanRun run = new PlanRun(archive, Settings with { Finds = false }).Play();
        Assert.HasCount(2, run.Stored);
        Assert.AreEqual((2L, 1L), (run.Plan.Totals().Stored, run.Plan.Totals().Duplicates));
        Assert.AreEqual(Outcome.Complete, run.Plan.Outcome);
    }

    [TestMethod]
    public void An_object_may_be_of_another_class_than_listed()
    {
        // Orthanc turns a Secondary Capture into another class: what was asked for is what came.
        PlayedArchive archive = new(Peer, PlayedStudy.Of("Mr Elittle 2"));
        PlanRun run = new(archive, PlanRun.All);
        run.Before = (_, request) =>
        {
            if (request.Kind == RequestKind.Query)
            {
                archive.Objects[0] = archive.Objects[0] with { SopClass = PlanUids.Ct };
            }
        };
        run.Play();
        // No context for it in the retrieval; nor could there be one that the plan knows of.
        CollectionAssert.AreEqual(new[] { ("1.2.3.1.1", "1.2.3.1", PlanUids.Mr, "failed-by-peer") }, run.MissingUids());
        Assert.AreEqual(Outcome.Incomplete, run.Plan.Outcome);
    }

    [TestMethod]
    public void A_peer_that_accepts_less_each_time_and_lists_more()
    {
        ArchivePolicy policy = Peer with { TakesSyntax = uid => uid is not PlanUids.Htj2k, Sends = ArchivePolicy.Choice.FirstOfClass };
        PlayedArchive archive = new(policy, PlayedStudy.Of("Mr Elittle 1 | Mr Htj2k 1"));
        PlanRun run = new(archive, PlanRun.All);
        run.Refuse = number =>
        {
            archive.Policy = number > 2 ? policy with { TakesClass = _ => false } : policy;
            return null;
        };
        run.Play();
        Assert.HasCount(1, run.Stored);
        Assert.AreEqual("syntax-not-accepted 1", run.Missing);
        // Where nothing is accepted nothing is asked for, and no more is tried.
        CollectionAssert.AreEqual(new[] { "Query 2: find-study find-series find-image find-image", "Retrieve 22: query1", "Order 3:" }, run.Said);
    }

    private static byte[] Value(string text) => Encoding.ASCII.GetBytes(text);
}
