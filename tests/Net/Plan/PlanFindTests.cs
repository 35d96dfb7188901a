using System.Text;

using GetScu.Net.Association;
using GetScu.Net.Plan;

namespace GetScu.Tests.Net;

/// <summary>Step 1 of the plan: what is expected, from queries of every level and peers that tell little, or too much.</summary>
[TestClass]
public sealed class PlanFindTests
{
    private static readonly ArchivePolicy Peer = new() { TellsClass = true, TakesClass = _ => true };

    private static readonly IReadOnlyList<PlannedObject> Objects =
    [
        .. PlayedStudy.Of("Mr Elittle 3 | Ct Elittle 2 | BasicText Elittle 1"), .. PlayedStudy.Of("Pdf Elittle 2 | Mr Elittle 4", "1.2.4"),
    ];

    [TestMethod]
    // level, study, series, instances, expected, requests of the first association
    [DataRow("Patient", "", "", "", 12, "find-study find-series find-image*3 find-series find-image*2")]
    [DataRow("Study", "1.2.3", "", "", 6, "find-study find-series find-image*3")]
    [DataRow("Study", "1.2.3\\1.2.4", "", "", 12, "find-study find-series find-image*3 find-series find-image*2")]
    [DataRow("Series", "1.2.3", "1.2.3.2", "", 2, "find-study find-series find-image")]
    [DataRow("Series", "1.2.3", "1.2.3.2\\1.2.3.3", "", 3, "find-study find-series find-image*2")]
    [DataRow("Image", "1.2.3", "1.2.3.1", "1.2.3.1.1\\1.2.3.1.3", 2, "find-study find-series find-image")]
    [DataRow("Study", "1.2.5", "", "", 0, "find-study")]
    // A series key at STUDY level is no key.
    [DataRow("Study", "1.2.3", "1.2.3.2", "", 6, "find-study find-series find-image*3")]
    public void Expected_is_what_the_query_matches(string level, string study, string series, string instances, int expected, string said)
    {
        PlanQuery query = new()
        {
            Level = Enum.Parse<QueryLevel>(level),
            PatientId = "PAT"u8.ToArray(),
            StudyUids = Value(study),
            SeriesUids = Value(series),
            InstanceUids = Value(instances),
        };
        PlanRun run = new(new PlayedArchive(Peer, Objects), null, query);
        run.Play();
        Assert.AreEqual("Query 2: " + PlanRun.Unfold(said), run.Said[0]);
        Assert.AreEqual(expected, run.Plan.Totals().Expected);
        Assert.AreEqual(0L, run.Plan.Totals().Missing);
        Assert.HasCount(expected, run.Stored);
        Assert.HasCount(expected == 0 ? 1 : 2, run.Said);
        Assert.AreEqual(Outcome.Complete, run.Plan.Outcome);
    }

    [TestMethod]
    public void Requests_have_single_upper_keys_and_the_patient_of_the_study()
    {
        PlanRun run = new PlanRun(new PlayedArchive(Peer, Objects), null, new PlanQuery { StudyUids = Value("1.2.3\\1.2.4") }).Play();
        string[] said = [.. run.Requests.Where(request => request.Kind == RequestKind.Find)
            .Select(request => $"{request.Level} {Text(request.PatientId)} {Text(request.StudyUids)} {Text(request.SeriesUids)}".TrimEnd())];
        string[] expected =
        [
            "Study  1.2.3\\1.2.4", "Series PAT 1.2.3", "Image PAT 1.2.3 1.2.3.1", "Image PAT 1.2.3 1.2.3.2", "Image PAT 1.2.3 1.2.3.3",
            "Series PAT 1.2.4", "Image PAT 1.2.4 1.2.4.1", "Image PAT 1.2.4 1.2.4.2",
        ];
        CollectionAssert.AreEqual(expected, said);
    }

    [TestMethod]
    // The lowest level known, what is told, and then: expected, first associations, source.
    [DataRow("IMAGE", "image", 6, "Query 2|Retrieve 46", "Image")]
    [DataRow("IMAGE", "series", 6, "Query 2|Retrieve 46", "Image")]
    [DataRow("IMAGE", "study", 6, "Query 2|Retrieve 46", "Image")]
    [DataRow("IMAGE", "", 6, "Query 2|Retrieve 122", "Image")]
    [DataRow("SERIES", "series", -1, "Query 2|Retrieve 46", "Series")]
    [DataRow("SERIES", "study", -1, "Query 2|Retrieve 46", "Series")]
    [DataRow("SERIES", "", -1, "Query 2|Retrieve 122", "Series")]
    [DataRow("STUDY", "study", -1, "Query 2|Retrieve 46", "Study")]
    [DataRow("STUDY", "", -1, "Query 2|Retrieve 122", "Study")]
    [DataRow("PATIENT", "study", -1, "Query 2|Retrieve 122", "")]
    public void Classes_are_known_from_any_level(string lowest, string told, int expected, string associations, string source)
    {
        ArchivePolicy policy = Peer with
        {
            LowestLevel = lowest,
            TellsClass = told == "image",
            TellsClassesOfSeries = told == "series",
            TellsClassesOfStudy = told == "study",
        };
        PlanRun run = new PlanRun(new PlayedArchive(policy, Objects)).Play();
        Assert.AreEqual(associations, string.Join('|', run.Said.Select(said => said[..said.IndexOf(':')])));
        PlanSummary summary = run.Plan.Summary(1);
        Assert.AreEqual(expected < 0 ? null : expected, summary.Instances);
        Assert.AreEqual(source, summary.Source.ToString());
        Assert.AreEqual(expected >= 0, summary.IsWhole);
        Assert.AreEqual(source is "Series" or "Image" ? 3 : null, summary.Series);
        Assert.HasCount(told.Length == 0 || source.Length == 0 ? 0 : 3, summary.SopClasses);
        Assert.HasCount(6, run.Stored);
        Assert.AreEqual(expected < 0 ? null : 0L, run.Plan.Totals().Missing);
        Assert.AreEqual(Outcome.Complete, run.Plan.Outcome);
    }

    [TestMethod]
    public void Without_C_FIND_the_classes_of_the_default_are_proposed()
    {
        PlanRun run = new PlanRun(new PlayedArchive(Peer, Objects), PlanRun.All with { Finds = false }).Play();
        CollectionAssert.AreEqual(new[] { "Retrieve 122: query1" }, run.Said);
        Assert.IsNull(run.Plan.Totals().Expected);
        Assert.IsNull(run.Plan.Totals().Missing);
        Assert.AreEqual(6L, run.Plan.Totals().Stored);
        Assert.IsTrue(run.Plan.IsSearched);
        Assert.AreEqual(Outcome.Complete, run.Plan.Outcome);
        PlanSummary summary = run.Plan.Summary(1);
        Assert.IsNull(summary.Source);
        Assert.IsNull(summary.Instances);
        Assert.IsNull(summary.Series);
    }

    [TestMethod]
    public void A_peer_that_takes_no_C_FIND_is_asked_for_nothing()
    {
        PlanRun run = new PlanRun(new PlayedArchive(Peer with { TakesFind = false }, Objects)).Play();
        CollectionAssert.AreEqual(new[] { "Query 2:", "Retrieve 122: query1" }, run.Said);
        Assert.AreEqual(Outcome.Complete, run.Plan.Outcome);
    }

    [TestMethod]
    public void One_association_alone_retrieves()
    {
        PlanRun run = new PlanRun(new PlayedArchive(Peer, Objects), PlanRun.All with { MaxAssociations = 1 }).Play();
        CollectionAssert.AreEqual(new[] { "Retrieve 122: query1" }, run.Said);
    }

    [TestMethod]
    public void The_patient_study_only_model_has_studies()
    {
        PlanSettings settings = PlanRun.All with { Model = QueryModel.PatientStudyOnly };
        PlanRun run = new PlanRun(new PlayedArchive(Peer with { TellsClassesOfStudy = true }, Objects), settings).Play();
        CollectionAssert.AreEqual(new[] { "Query 2: find-study", "Retrieve 46: query1" }, run.Said);
        Assert.AreEqual("1.2.840.10008.5.1.4.1.2.3.3", run.Contexts[0][0].AbstractSyntax);
        Assert.AreEqual("1.2.840.10008.5.1.4.1.2.3.1", run.Contexts[0][1].AbstractSyntax);
        Assert.AreEqual(QueryLevel.Study, run.Plan.Summary(1).Source);
        Assert.AreEqual(Outcome.Complete, run.Plan.Outcome);
    }

    [TestMethod]
    public void The_C_FIND_class_is_that_of_the_model()
    {
        Assert.AreEqual("1.2.840.10008.5.1.4.1.2.1.1", Negotiation.FindClassOf(QueryModel.PatientRoot));
        Assert.AreEqual("1.2.840.10008.5.1.4.1.2.2.1", Negotiation.FindClassOf(QueryModel.StudyRoot));
        Assert.AreEqual("1.2.840.10008.5.1.4.1.2.3.1", Negotiation.FindClassOf(QueryModel.PatientStudyOnly));
    }

    [TestMethod]
    public void Without_a_C_GET_context_the_run_ends()
    {
        PlanRun run = new PlanRun(new PlayedArchive(Peer with { TakesGet = false }, Objects)).Play();
        Assert.HasCount(2, run.Said);
        Assert.AreEqual("Retrieve 46:", run.Said[1]);
        Assert.AreEqual(Outcome.NoGetContext, run.Plan.Outcome);
        Assert.AreEqual("not-attempted 6", run.Missing);
    }

    private static byte[] Value(string text) => Encoding.ASCII.GetBytes(text);

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.ASCII.GetString(bytes.Span);
}
