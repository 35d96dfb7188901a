using GetScu.Net.Association;
using GetScu.Net.Pdu;
using GetScu.Net.Plan;

using Role = GetScu.Net.Pdu.Role;

namespace GetScu.Tests.Net;

/// <summary>Step 2 of the plan: which presentation contexts each association proposes.</summary>
[TestClass]
public sealed class PlanContextTests
{
    private static readonly ArchivePolicy Peer = new() { TellsClass = true, TakesClass = _ => true };

    [TestMethod]
    public void The_query_association_proposes_services_alone()
    {
        PresentationContext[] contexts = Play("Mr Elittle 1", Peer).Contexts[0];
        Assert.HasCount(2, contexts);
        Assert.AreEqual((PlanUids.Get, Role.Default), (contexts[0].AbstractSyntax, contexts[0].ProposedRole));
        Assert.AreEqual((PlanUids.Find, Role.Default), (contexts[1].AbstractSyntax, contexts[1].ProposedRole));
        string[] syntaxes = [PlanUids.Elittle, PlanUids.Ebig, PlanUids.Ilittle];
        CollectionAssert.AreEqual(syntaxes, contexts[0].TransferSyntaxes.ToArray());
        CollectionAssert.AreEqual(syntaxes, contexts[1].TransferSyntaxes.ToArray());
    }

    [TestMethod]
    public void Pairs_go_breadth_first_by_rank()
    {
        Assert.AreEqual(
            "Mr .1, BasicText .1, Private .1, Mr ., BasicText ., Private ., Mr .2, BasicText .2, Private .1.99, Mr .4.70, " +
            "BasicText .1.99, Private .4.70, Mr .4.90, Private .4.90, Mr .4.50, Private .4.50, Mr .5, Private .5, Mr .4.80, " +
            "Private .4.80, Mr .4.91, Private .4.91, Mr .4.51, Private .4.51, Mr .4.201, Private .4.201, Mr .4.57, Private .4.57, " +
            "Mr .4.202, Private .4.202, Mr .4.203, Private .4.203, Mr .4.81, Private .4.81, Mr .4.110, Private .4.110, Mr .4.112, " +
            "Private .4.112, Mr .4.111, Private .4.111, Mr .1.99, Private .8.1, Mr .8.1",
            Pairs(Play("Mr Elittle 1 | BasicText Elittle 1 | Private Elittle 1", Peer).Contexts[1]));
    }

    [TestMethod]
    // What the peer tells of the series, and the pairs.
    [DataRow("Mr J2k 2", "Mr .1, Mr ., Mr .2, Mr .4.90")]
    [DataRow("Mr J2k 2 | Mr Elittle 1", "Mr .1, Mr ., Mr .2, Mr .4.90")]
    [DataRow("Private Rle 2", "Private .1, Private ., Private .5")]
    [DataRow("Endoscopy Mpeg4 1, BasicText Deflated 1",
        "Endoscopy .1, BasicText .1, Endoscopy ., BasicText ., Endoscopy .2, BasicText .2, Endoscopy .1.99, BasicText .1.99, " +
        "Endoscopy .4.102, BasicText .4.102")]
    public void What_the_peer_holds_is_proposed_where_it_says_so(string study, string expected)
    {
        PlanRun run = Play(study, Peer with { TellsClassesOfSeries = true, TellsSyntaxesOfSeries = true });
        Assert.AreEqual(expected, Pairs(run.Contexts[1]));
        Assert.AreEqual(Outcome.Complete, run.Plan.Outcome);
        Assert.HasCount(2, run.Said);
    }

    [TestMethod]
    public void A_series_without_syntaxes_makes_the_kind_decide()
    {
        PlayedArchive archive = new(Peer with { TellsClassesOfSeries = true }, PlayedStudy.Of("Mr J2k 1 | Mr Rle 1"));
        RetrievalPlan plan = new(PlanRun.All, [new PlanQuery()]);
        PlannedAssociation search = plan.Next()!.Associations[0];
        archive.Answer(search.Contexts);
        search.Accepted();
        while (search.Next() is { } request)
        {
            string series = System.Text.Encoding.ASCII.GetString(request.SeriesUids.Span);
            search.Match(new FindMatch
            {
                StudyUid = "1.2.3"u8,
                SeriesUid = request.Level == QueryLevel.Series ? "1.2.3.1"u8 : request.SeriesUids.Span,
                SopClasses = "1.2.840.10008.5.1.4.1.1.4"u8,
                InstanceUid = PlayedArchive.Value(series + ".1"),
                TransferSyntaxes = series == "1.2.3.1" ? "1.2.840.10008.1.2.4.90"u8 : default,
            });
            if (request.Level == QueryLevel.Series)
            {
                search.Match(new FindMatch { SeriesUid = "1.2.3.2"u8 });
            }

            search.Final(default);
        }

        // 20 of images: nothing says that the second series is in JPEG 2000.
        Assert.HasCount(22, plan.Next()!.Associations[0].Contexts);
        Assert.AreEqual(2L, plan.Summary(1).Instances);
    }

    [TestMethod]
    public void What_the_peer_does_not_say_is_tried_last()
    {
        // It names JPEG 2000, and holds RLE.
        PlayedArchive archive = new(Peer with { TellsClassesOfSeries = true, TellsSyntaxesOfSeries = true }, PlayedStudy.Of("Mr J2k 1"));
        archive.Objects[0] = archive.Objects[0] with { Uid = "1.2.3.1.9" };
        archive.Objects.Add(archive.Objects[0] with { Uid = "1.2.3.1.1", Syntax = PlanUids.Rle });
        PlanRun run = new(archive);
        run.Before = (_, request) =>
        {
            if (request is { Kind: RequestKind.Find, Level: QueryLevel.Series })
            {
                archive.Objects.RemoveAll(item => item.Syntax == PlanUids.Rle);
            }
            else if (request is { Kind: RequestKind.Find, Level: QueryLevel.Image })
            {
                archive.Objects.Add(archive.Objects[0] with { Uid = "1.2.3.1.1", Syntax = PlanUids.Rle });
            }
        };
        run.Play();
        string[] expected = ["Query 2: find-study find-series find-image", "Retrieve 6: query1", "Rest 18: 1"];
        CollectionAssert.AreEqual(expected, run.Said);
        Assert.AreEqual(Outcome.Complete, run.Plan.Outcome);
    }

    [TestMethod]
    public void No_more_than_126_pairs_and_the_others_later_for_what_is_missing()
    {
        string[] images = ["Mr", "Ct", "LabelMap"];
        string study = string.Join(" | ", images.Select(name => $"{name} Elittle 1")) +
            " | UltrasoundMultiFrame Mpeg2High 2 | Endoscopy Mpeg4 2 | Private DeflatedFrames 2";
        PlanRun run = Play(study, Peer);
        Assert.HasCount(128, run.Contexts[1]);
        Assert.AreEqual(126, run.Contexts[1].Count(context => context.ProposedRole == Role.Scp));
        // 3 x 20 + 2 x 29 + 19 = 137 pairs; of the eleven left, all of video, those of the class that lacks something.
        CollectionAssert.AreEqual(
            new[] { "Query 2: find-study find-series" + string.Concat(Enumerable.Repeat(" find-image", 6)), "Retrieve 128: query1", "Rest 7: 1 1" },
            run.Said);
        Assert.AreEqual(Outcome.Complete, run.Plan.Outcome);
        CollectionAssert.AllItemsAreUnique(run.Contexts[1].Concat(run.Contexts[2]).Where(context => context.ProposedRole == Role.Scp)
            .Select(context => context.AbstractSyntax + context.TransferSyntaxes[0]).ToArray());
    }

    [TestMethod]
    public void Without_classes_the_default_is_proposed_as_it_always_was()
    {
        PresentationContext[] contexts = Play("Mr Elittle 1", Peer with { TellsClass = false }).Contexts[1];
        PresentationContext[] expected = Negotiation.Propose(
            QueryModel.PatientRoot, PlanRun.All.QueryTransferSyntaxes, PlanRun.All.StorageTransferSyntaxes);
        CollectionAssert.AreEqual(expected.Select(Whole).ToArray(), contexts.Select(Whole).ToArray());
    }

    [TestMethod]
    public void Added_classes_follow_the_default_or_get_pairs_of_their_own()
    {
        PlanSettings settings = PlanRun.All with { AddedClasses = [PlanUids.Private, PlanUids.LabelMap, PlanUids.Mr, PlanUids.Private] };
        PresentationContext[] contexts = new PlanRun(
            new PlayedArchive(Peer with { TellsClass = false }, PlayedStudy.Of("Mr Elittle 1")), settings).Play().Contexts[1];
        Assert.HasCount(124, contexts);
        Assert.AreEqual(PlanUids.Private, contexts[122].AbstractSyntax);
        Assert.AreEqual(PlanUids.LabelMap, contexts[123].AbstractSyntax);
        Assert.AreEqual("Mr .1", Pairs(new PlanRun(new PlayedArchive(Peer, PlayedStudy.Of("Mr Elittle 1")), settings).Play().Contexts[1])[..5]);
        string pairs = Pairs(new PlanRun(new PlayedArchive(Peer, PlayedStudy.Of("BasicText Elittle 1")), settings).Play().Contexts[1]);
        Assert.StartsWith("BasicText .1, BasicText ., BasicText .2, BasicText .1.99, Private .1, LabelMap .1, Mr .1, Private ., ", pairs);
    }

    [TestMethod]
    public void Without_accepting_all_each_class_has_its_one_context()
    {
        PlanSettings settings = PlanRun.All with { AcceptsAll = false, StorageTransferSyntaxes = [PlanUids.J2k, PlanUids.Elittle] };
        PlanRun run = new PlanRun(new PlayedArchive(Peer, PlayedStudy.Of("Mr J2k 2 | Mr Rle 2")), settings).Play();
        CollectionAssert.AreEqual(new[] { "Query 2: find-study find-series find-image find-image", "Retrieve 122: query1" }, run.Said);
        Assert.AreEqual("failed-by-peer 2", run.Missing);
        Assert.AreEqual(Outcome.Incomplete, run.Plan.Outcome);
    }

    private static PlanRun Play(string study, ArchivePolicy policy) => new PlanRun(new PlayedArchive(policy, PlayedStudy.Of(study))).Play();

    private static string Whole(PresentationContext context) =>
        $"{context.Id} {context.AbstractSyntax} {string.Join('/', context.TransferSyntaxes)} {context.ProposedRole}";

    /// <summary>Storage contexts as "Mr .4.70".</summary>
    private static string Pairs(PresentationContext[] contexts) => string.Join(", ", contexts
        .Where(context => context.ProposedRole == Role.Scp)
        .Select(context => $"{Name(context.AbstractSyntax)} {Suffix(context.TransferSyntaxes.Single())}"));

    private static string Suffix(string syntax) => syntax == PlanUids.Ilittle ? "." : syntax[PlanUids.Ilittle.Length..];

    private static string Name(string uid) =>
        typeof(PlanUids).GetFields().Single(field => (string)field.GetValue(null)! == uid).Name;
}
