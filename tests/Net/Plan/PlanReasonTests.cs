using GetScu.Net.Plan;

namespace GetScu.Tests.Net;

/// <summary>Step 7 of the plan: why each instance is missing, the first reason that holds.</summary>
[TestClass]
public sealed class PlanReasonTests
{
    private static readonly ArchivePolicy Peer = new()
    {
        TellsClass = true,
        TakesClass = uid => uid != PlanUids.Private,
        TakesSyntax = uid => uid != PlanUids.Htj2k,
    };

    private static readonly PlanSettings Two = PlanRun.All with { MaxAssociations = 2 };

    [TestMethod]
    public void Refused_here_comes_before_all_others()
    {
        PlanRun run = new(new PlayedArchive(Peer, PlayedStudy.Of("Mr Elittle 3")), PlanRun.All) { Store = item => Outcome(item, "1.2.3.1.2") };
        run.Answered = (_, request, _) => Stop(run, request);
        run.Play();
        Assert.AreEqual("refused-here 1", run.Missing);
        Assert.AreEqual((2L, 1L), (run.Plan.Totals().Stored, run.Plan.Totals().Missing));
        Assert.AreEqual(GetScu.Net.Plan.Outcome.Incomplete, run.Plan.Outcome);
        // What this side does not take is not asked for again.
        Assert.HasCount(2, run.Said);
    }

    [TestMethod]
    public void Where_all_is_refused_here_the_peer_has_not_failed()
    {
        PlanRun run = new(new PlayedArchive(Peer, PlayedStudy.Of("Mr Elittle 2")), PlanRun.All) { Store = _ => ObjectOutcome.Refused };
        run.Play();
        Assert.AreEqual("refused-here 2", run.Missing);
        Assert.AreEqual(GetScu.Net.Plan.Outcome.Incomplete, run.Plan.Outcome);
    }

    [TestMethod]
    public void Refused_once_and_taken_then_is_here()
    {
        PlayedArchive archive = new(Peer with { TellsClass = false }, PlayedStudy.Of("Mr Elittle 2"));
        archive.Objects.Add(archive.Objects[0]);
        int sent = 0;
        PlanRun run = new(archive, Two) { Store = _ => sent++ == 0 ? ObjectOutcome.Refused : ObjectOutcome.Stored };
        run.Play();
        Assert.AreEqual("", run.Missing);
        Assert.AreEqual(GetScu.Net.Plan.Outcome.Complete, run.Plan.Outcome);
    }

    [TestMethod]
    public void A_signal_cancels_what_has_not_been_reported()
    {
        PlanRun run = new(new PlayedArchive(Peer, PlayedStudy.Of("Mr Htj2k 1, Mr Elittle 1 | Mr Elittle 3 | Private Elittle 1")), PlanRun.All);
        run.Ending = (association, _) =>
        {
            // What came of the first series, then a signal.
            run.Plan.Stop(bySignal: true);
            return new RequestEnd(0xFE00);
        };
        run.Store = item => item.Series == "1.2.3.1" ? ObjectOutcome.Stored : ObjectOutcome.Refused;
        run.Play();
        Assert.AreEqual("cancelled 2, refused-here 3", run.Missing);
        Assert.HasCount(2, run.Said);
    }

    [TestMethod]
    public void A_signal_while_it_lists_ends_it()
    {
        PlanRun run = new(new PlayedArchive(Peer, PlayedStudy.Of("Mr Elittle 2 | Mr Elittle 2")), PlanRun.All);
        run.Listed = (_, request) =>
        {
            if (request.Level == QueryLevel.Image)
            {
                run.Plan.Stop(bySignal: true);
            }
        };
        run.Play();
        CollectionAssert.AreEqual(new[] { "Query 2: find-study find-series find-image" }, run.Said);
        Assert.AreEqual("cancelled 2", run.Missing);
        Assert.IsTrue(run.Plan.IsSearched);
        Assert.IsFalse(run.Plan.Summary(1).IsWhole);
        Assert.IsNull(run.Plan.Next());
    }

    [TestMethod]
    public void A_full_disk_stops_without_a_signal()
    {
        PlanRun run = new(new PlayedArchive(Peer, PlayedStudy.Of("Mr Elittle 2 | Mr Elittle 2")), PlanRun.All);
        run.Store = item =>
        {
            run.Plan.Stop(bySignal: false);
            return ObjectOutcome.Refused;
        };
        run.Ending = (_, _) => new RequestEnd(0xFE00);
        run.Play();
        Assert.AreEqual("refused-here 4", run.Missing);
        Assert.HasCount(2, run.Said);
    }

    [TestMethod]
    public void Lost_with_some_reported()
    {
        ArchivePolicy policy = Peer with { WhenNoneFits = ArchivePolicy.Lack.Continues };
        PlayedArchive archive = new(policy, PlayedStudy.Of("Mr Htj2k 1, Mr J2k 1, Private Elittle 1 | Mr Elittle 2"));
        archive.Phantoms.Add(new PlannedObject("1.2.3.2.9", "1.2.3.2", PlanUids.Mr, PlanUids.Elittle));
        // All three that can come do; the phantom is asked for, and the connection is lost.
        PlanRun run = new(archive, PlanRun.All) { LoseBefore = request => request.Kind == RequestKind.Instances };
        run.Play();
        Assert.AreEqual("Retrieve 41: query1 lost", run.Said[1]);
        Assert.AreEqual("class-not-accepted 1, connection-lost 1, syntax-not-accepted 1", run.Missing);
        Assert.AreEqual(GetScu.Net.Plan.Outcome.AssociationBroken, run.Plan.Outcome);
    }

    [TestMethod]
    // Study, and the reasons with two associations.
    [DataRow("Private Elittle 2 | Mr Elittle 1", "class-not-accepted 2")]
    [DataRow("Mr Htj2k 2 | Mr Elittle 1", "syntax-not-accepted 2")]
    [DataRow("BasicText J2k 2 | Mr Elittle 1", "failed-by-peer 2")]
    public void Reasons_of_what_a_peer_reports(string study, string expected)
    {
        PlanRun run = new PlanRun(new PlayedArchive(Peer, PlayedStudy.Of(study)), Two).Play();
        Assert.AreEqual(expected, run.Missing);
    }

    [TestMethod]
    public void Not_attempted_where_no_association_is_left()
    {
        PlanRun run = new(new PlayedArchive(Peer, PlayedStudy.Of("Mr Elittle 2")), Two) { Refuse = number => number == 2 ? false : null };
        run.Play();
        Assert.AreEqual("not-attempted 2", run.Missing);
        Assert.AreEqual(GetScu.Net.Plan.Outcome.NoAssociation, run.Plan.Outcome);
    }

    [TestMethod]
    public void Groups_count_by_class_and_reason()
    {
        PlanRun run = new PlanRun(
            new PlayedArchive(Peer, PlayedStudy.Of("Private Elittle 2 | Mr Htj2k 3, Mr Elittle 1 | Private Elittle 1 | Ct Htj2k 1")), Two).Play();
        string groups = string.Join(", ", run.Plan.MissingGroups().Select(group => $"{group.SopClass} {group.Reason} {group.Count}"));
        Assert.AreEqual(
            $"{PlanUids.Private} ClassNotAccepted 3, {PlanUids.Mr} SyntaxNotAccepted 3, {PlanUids.Ct} SyntaxNotAccepted 1", groups);
    }

    [TestMethod]
    public void Every_reason_has_its_name_and_its_text()
    {
        string[] names =
        [
            "refused-here", "cancelled", "connection-lost", "class-not-accepted", "syntax-not-accepted", "failed-by-peer", "not-attempted",
            "not-sent",
        ];
        CollectionAssert.AreEqual(names, Enum.GetValues<MissingReason>().Select(MissingReasons.Name).ToArray());
        Assert.AreEqual("SOP class not accepted by peer", MissingReasons.Text(MissingReason.ClassNotAccepted));
        Assert.AreEqual("not sent over any accepted transfer syntax", MissingReasons.Text(MissingReason.SyntaxNotAccepted));
        CollectionAssert.AllItemsAreUnique(Enum.GetValues<MissingReason>().Select(MissingReasons.Text).ToArray());
    }

    private static ObjectOutcome Outcome(PlannedObject item, string refused) => item.Uid == refused ? ObjectOutcome.Refused : ObjectOutcome.Stored;

    /// <summary>Whatever ends the run afterwards, this side's refusal stays the reason.</summary>
    private static void Stop(PlanRun run, PlannedRequest request)
    {
        if (request.Kind == RequestKind.Query)
        {
            run.Plan.Stop(bySignal: true);
        }
    }
}
