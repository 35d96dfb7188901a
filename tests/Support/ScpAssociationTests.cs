using System.Diagnostics;
using System.Net.Sockets;

using GetScu.Tests.Scp;

namespace GetScu.Tests.Support;

/// <summary>Associations of getscp: how many, what changes between them, how they are lost, windows, delay, the log.</summary>
[TestClass]
public sealed class ScpAssociationTests
{
    private const string Series = MixedStudy.Study + ".2";

    private static readonly (string SopClass, string[] TransferSyntaxes) Lossless = (Uids.CtImage, [Uids.JpegLosslessSv1]);
    private static readonly (string SopClass, string[] TransferSyntaxes) Plain = (Uids.CtImage, [Uids.ExplicitLittle]);
    private static readonly (uint, string, string) TheStudy = (QueryAttribute.StudyInstance, "UI", MixedStudy.Study);
    private static readonly (uint, string, string) TheSeries = (QueryAttribute.SeriesInstance, "UI", Series);
    private static readonly (uint, string, string) Generated = (QueryAttribute.StudyInstance, "UI", Uids.TestRoot + ".9");

    [TestMethod]
    public void Only_so_many_at_once()
    {
        using GetScp server = GetScp.Start(MixedStudy.Archive, new ScpOptions("") { AtOnce = 2 });
        using ScriptedScu first = ScriptedScu.Associate(server.Port);
        using ScriptedScu second = ScriptedScu.Associate(server.Port);
        Assert.AreEqual("3: 2 3 2", Ask(server));
        first.Release();
        Assert.AreEqual("2", Ask(server));
        second.Release();
        CollectionAssert.AreEqual(
            new[] { true, true, false, true },
            server.EndedAssociations().Select(association => association.IsAccepted).ToArray());
    }

    [TestMethod]
    public void Only_so_many_in_all_and_not_the_first()
    {
        ScpOptions options = new("") { RejectedFirst = 2, InAll = 1, Rejection = new Rejection(1, 1, 7) };
        using GetScp server = GetScp.Start(MixedStudy.Archive, options);
        string[] answers = ["3: 1 1 7", "3: 1 1 7", "2", "3: 1 1 7"];
        foreach (string answer in answers)
        {
            Assert.AreEqual(answer, Ask(server));
        }

        CollectionAssert.AreEqual(
            new[] { "rejected", "rejected", "released", "rejected" },
            server.EndedAssociations().Select(association => association.End).ToArray());
    }

    [TestMethod]
    public void It_changes_its_mind_between_associations()
    {
        ScpPolicy less = new() { Negotiation = new() { Syntaxes = [Uids.ExplicitLittle] } };
        ScpPolicy more = new() { Find = new() { ListedTwice = [$"{Series}.1"] } };
        ScpOptions options = new("") { RejectedFirst = 1, Then = [less, more] };
        using GetScp server = GetScp.Start(MixedStudy.Archive, options);
        Assert.AreEqual("3: 2 3 2", Ask(server));
        string[] expected = ["0 3", "4 3", "0 4", "0 4"];
        foreach (string row in expected)
        {
            using ScriptedScu scu = ScriptedScu.Associate(server.Port, Lossless);
            int found = scu.Find("IMAGE", TheStudy, TheSeries, (QueryAttribute.SopInstance, "UI", "")).Matches.Count;
            scu.Release();
            Assert.AreEqual(row, $"{scu.Answer.Contexts[2].Result} {found}");
        }
    }

    [TestMethod]
    [DataRow("close", false, 0, "closed")]
    [DataRow("close", true, 2, "closed")]
    [DataRow("reset", false, 2, "reset")]
    [DataRow("reset", true, 1, "reset")]
    [DataRow("abort", false, 1, "PDU 7")]
    [DataRow("abort", true, 0, "PDU 7")]
    public void The_connection_is_lost_after_so_many_objects(string kind, bool isWithin, int objects, string end)
    {
        ScpPolicy policy = new() { Retrieve = new() { Loss = new Loss(objects, OptionValue.Member<LossKind>(kind), isWithin) } };
        using GetScp server = GetScp.Start(MixedStudy.Archive, new ScpOptions("") { Policy = policy });
        for (int number = 1; number <= 2; number++)
        {
            using ScriptedScu scu = ScriptedScu.Associate(server.Port, Lossless);
            GetOutcome outcome = scu.Get("SERIES", TheStudy, TheSeries);
            Assert.AreEqual($"{end} {objects}", $"{outcome.Summary} {outcome.Objects.Count}");

            // The last of the data: a fragment of an object that goes on, or a whole response or answer.
            Pdu last = scu.ReceivedPdus.Last(pdu => pdu.Type is Pdu.DataType or Pdu.AssociateAcType);
            Assert.AreEqual(isWithin, last.Type == Pdu.DataType && last.Pdvs is [{ IsCommand: false, IsLast: false }]);
        }

        foreach (AssociationRecord association in server.EndedAssociations())
        {
            int status = association.Gets.Single().Status;
            Assert.AreEqual($"lost {objects} -1", $"{association.End} {association.Sent.Count()} {status}");
        }
    }

    [TestMethod]
    public void Objects_are_counted_over_all_requests_of_an_association()
    {
        ScpPolicy policy = new() { Retrieve = new() { Loss = new Loss(4) } };
        using GetScp server = GetScp.Start(MixedStudy.Archive, new ScpOptions("") { Policy = policy });
        using ScriptedScu scu = ScriptedScu.Associate(server.Port, Lossless);
        Assert.AreEqual("0000 3 0 0 -", scu.Get("SERIES", TheStudy, TheSeries).Summary);
        Assert.AreEqual(1, scu.Get("SERIES", TheStudy, TheSeries).Objects.Count);
    }

    [TestMethod]
    public void Nobody_listens_after_a_loss()
    {
        using GetScp server = GetScp.Start(MixedStudy.Archive, Losing(TimeSpan.FromHours(1)));
        Lose(server);
        SocketException refused = Assert.ThrowsExactly<SocketException>(() => ScriptedScu.Connect(server.Port));
        Assert.AreEqual(SocketError.ConnectionRefused, refused.SocketErrorCode);
    }

    [TestMethod]
    public void It_comes_back_at_the_same_port()
    {
        using GetScp server = GetScp.Start(MixedStudy.Archive, Losing(TimeSpan.FromSeconds(0.3)));
        long start = Stopwatch.GetTimestamp();
        Lose(server);
        Assert.IsTrue(SpinWait.SpinUntil(() => server.Lines.Contains("listening again"), TimeSpan.FromSeconds(30)));
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Assert.IsTrue(seconds is >= 0.3 and < 25, $"{seconds} s");
        Lose(server);
    }

    [TestMethod]
    [DataRow(4, 4, 1, 4)]
    [DataRow(0, 8, 1, 8)]
    [DataRow(8, 2, 1, 2)]
    [DataRow(-1, 8, 1, 1)]
    [DataRow(-1, -1, 3, 3)]
    [DataRow(-1, -1, 0, 12)]
    [DataRow(1, 5, 4, 1)]
    public void Sub_operations_at_once(int own, int asked, int pipeline, int expected)
    {
        ScpPolicy policy = new()
        {
            Negotiation = new() { Window = own < 0 ? null : own },
            Retrieve = new() { Pipeline = pipeline },
        };
        using GetScp server = GetScp.Start(Archive.Generate(24), new ScpOptions("") { Policy = policy });
        using ScriptedScu scu = ScriptedScu.Connect(server.Port);
        AssociateRq request = ScriptedScu.Proposal(Uids.StudyRootGet, Uids.StudyRootFind, Plain);
        request.Window = asked < 0 ? null : new OperationsWindow(1, asked);
        scu.Propose(request);

        // So many come before one is answered; were it less, both would wait for ever.
        scu.HeldResponses = expected;
        GetOutcome outcome = scu.Get("STUDY", Generated);
        scu.Release();
        Assert.AreEqual("0000 24 0 0 -", outcome.Summary);
        RequestRecord made = server.EndedAssociations().Single().Gets.Single();
        if (own != 0 && pipeline != 0)
        {
            Assert.AreEqual(expected, made.MostOpen);
        }

        Assert.IsTrue(made.MostOpen >= expected, $"{made}");
        CollectionAssert.AreEqual(outcome.Instances, made.Sent.ToArray());
    }

    [TestMethod]
    public void A_delay_holds_everything_up_but_not_what_is_sent_in_advance()
    {
        const double Delay = 0.25;
        ScpPolicy policy = new() { Retrieve = new() { Pipeline = 20, SendsPending = false } };
        ScpOptions options = new("") { Policy = policy, Delay = TimeSpan.FromSeconds(Delay) };
        using GetScp server = GetScp.Start(Archive.Generate(20, pixelBytes: 300_000), options);
        using ScriptedScu scu = ScriptedScu.Connect(server.Port);
        AssociateRq request = ScriptedScu.Proposal(Uids.StudyRootGet, Uids.StudyRootFind, Plain);
        Assert.IsTrue(Measure(() => scu.Propose(request)) is >= 2 * Delay - 0.01 and < 10);
        double seconds = Measure(() => Assert.AreEqual("0000 20 0 0 -", scu.Get("STUDY", Generated).Summary));

        // The request, all objects, all answers, the final response: two ways each. One by one they would take 21 times as long.
        Assert.IsTrue(seconds is >= 4 * Delay - 0.01 and < 20 * 2 * Delay, $"{seconds} s");
        scu.Release();
        Assert.AreEqual("released", server.EndedAssociations().Single().End);
    }

    [TestMethod]
    [DataRow("close", "closed", 3)]
    [DataRow("abort", "PDU 7", 3)]
    public void What_was_sent_before_a_loss_arrives_after_the_delay(string kind, string end, int objects)
    {
        ScpPolicy policy = new() { Retrieve = new() { Loss = new Loss(objects, OptionValue.Member<LossKind>(kind)) } };
        using GetScp server = GetScp.Start(
            Archive.Generate(5), new ScpOptions("") { Policy = policy, Delay = TimeSpan.FromMilliseconds(20) });
        using ScriptedScu scu = ScriptedScu.Associate(server.Port, Plain);
        GetOutcome outcome = scu.Get("STUDY", Generated);
        Assert.AreEqual($"{end} {objects} {objects}", $"{outcome.End} {outcome.Objects.Count} {outcome.Responses.Count}");
    }

    [TestMethod]
    public void Everything_is_recorded()
    {
        using GetScp server = GetScp.Start(MixedStudy.Archive, new ScpOptions(""));
        AssociateRq request = ScriptedScu.Proposal(
            Uids.StudyRootGet, Uids.StudyRootFind, Lossless, Plain, (Uids.CtImage, [Uids.Jpeg2000]));
        request.Roles.Add(new Role(Uids.MrImage, false, true));
        request.Contexts.Add(new ProposedContext(99, "1.2.3", Uids.ExplicitLittle));
        using (ScriptedScu scu = ScriptedScu.Connect(server.Port))
        {
            scu.Propose(request);
            scu.Find("SERIES", TheStudy, (QueryAttribute.SeriesInstance, "UI", ""));
            scu.Get("IMAGE", TheStudy, TheSeries, (QueryAttribute.SopInstance, "UI", $"{Series}.1\\{Series}.3"));
            scu.Release();
        }

        AssociationRecord association = server.EndedAssociations().Single();
        Assert.AreEqual(request.Build().Length, association.RequestLength);
        Assert.AreEqual("1 GETSCU 6 5 released", $"{association.Number} {association.Request.Calling} " +
            $"{association.Request.Contexts.Count} {association.Accepted.Count} {association.End}");
        RequestRecord find = association.Finds.Single();
        Assert.AreEqual(
            $"1 SERIES {Uids.StudyRootFind} 15 0", $"{find.MessageId} {find.Level} {find.Model} {find.Pending} {find.Status}");
        RequestRecord get = association.Gets.Single();
        CollectionAssert.AreEqual(new[] { $"{Series}.1", $"{Series}.3" }, get.Values(QueryAttribute.SopInstance));
        CollectionAssert.AreEqual(new[] { $"{Series}.1", $"{Series}.3" }, association.Sent.ToArray());
        Assert.AreEqual("2 0 0 1", $"{get.Completed} {get.Failed} {get.Warned} {get.Pending}");
        int length = new DataSetBuilder().Add(0x00080018, "UI", get[0x00080018]).Add(0x00080052, "CS", "IMAGE")
            .Add(0x0020000D, "UI", MixedStudy.Study).Add(0x0020000E, "UI", Series).Build().Length;
        Assert.AreEqual(length, get.Length);
        CollectionAssert.AreEqual(
            new[]
            {
                $"association 1: {association.RequestLength} bytes from GETSCU, 6 contexts proposed, 5 accepted",
                $"association 1: C-FIND 1 SERIES 00080052=SERIES 0020000D={MixedStudy.Study} 0020000E=: 15 pending, status 0000",
                $"association 1: C-GET 2 IMAGE 00080018={Series}.1\\{Series}.3 00080052=IMAGE 0020000D={MixedStudy.Study} " +
                    $"0020000E={Series}: 2 sent, 1 at once: 2 completed, 0 failed, 0 with warning, status 0000",
                "association 1: released",
            },
            server.Lines);
    }

    [TestMethod]
    public void Generated_objects_are_whole()
    {
        using GetScp server = GetScp.Start(Archive.Generate(7, 3, 1000), new ScpOptions(""));
        const string Study = Uids.TestRoot + ".9";
        using Fetch fetch = Fetch.ByReference(server.Port, "+B", "-S", "-k", "0008,0052=STUDY", "-k", $"0020,000D={Study}");
        string[] expected = Array.ConvertAll(
            new[] { "1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "3.1" }, end => $"{Study}.{end}");
        CollectionAssert.AreEqual(expected, fetch.Names);
        fetch.ExpectDumpable();
        Assert.AreEqual(1000, DataSetReader.ReadAll(fetch.File(expected[6]).ReadData(), Uids.ExplicitLittle)[^1].Value.Length);
    }

    private static ScpOptions Losing(TimeSpan returnsAfter)
    {
        ScpPolicy policy = new() { Retrieve = new() { Loss = new Loss(1) } };
        return new ScpOptions("") { Policy = policy, ReturnsAfter = returnsAfter };
    }

    private static void Lose(GetScp server)
    {
        using ScriptedScu scu = ScriptedScu.Associate(server.Port, Lossless);
        GetOutcome outcome = scu.Get("SERIES", TheStudy, TheSeries);
        Assert.AreEqual("closed 1", $"{outcome.End} {outcome.Objects.Count}");
    }

    /// <summary>Type of the answer, and the fields of a rejection. An association is released.</summary>
    private static string Ask(GetScp server)
    {
        using ScriptedScu scu = ScriptedScu.Connect(server.Port);
        Pdu answer = scu.Propose(ScriptedScu.Proposal(Uids.StudyRootGet, Uids.StudyRootFind));
        if (answer.Type == Pdu.AssociateAcType)
        {
            scu.Release();
            return $"{answer.Type}";
        }

        return $"{answer.Type}: {answer.Body[1]} {answer.Body[2]} {answer.Body[3]}";
    }

    private static double Measure(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
