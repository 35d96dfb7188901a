using System.Diagnostics;
using System.Text.Json;

using GetScu.Tests.Scp;
using GetScu.Tests.Support;
using GetScu.Tests.Support.Wire;

namespace GetScu.Tests.EndToEnd;

/// <summary><c>--retry</c> and <c>--associations</c>: what is lost is asked for again, and several associations share the series.</summary>
[TestClass]
public sealed class PlannedRunTests
{
    private readonly TempFolder _folder = new();

    private string Report => _folder.File("report");

    [TestCleanup]
    public void Clean() => _folder.Dispose();

    /// <summary>One object on each association: each is a new one, so one try without any is enough.</summary>
    [TestMethod]
    [DataRow("Close", false)]
    [DataRow("Reset", false)]
    [DataRow("Abort", false)]
    [DataRow("Reset", true)]
    public void A_connection_lost_after_every_object_is_made_again(string kind, bool isWithin)
    {
        ScpPolicy lossy = new() { Retrieve = new RetrievePolicy { Loss = new Loss(1, Enum.Parse<LossKind>(kind), isWithin) } };
        using GetScp scp = GetScp.Start(Archive.Generate(6, series: 2), new ScpOptions("") { Policy = new ScpPolicy(), Then = [lossy] });
        using Fetch fetch = Fetch.Native(scp.Port, ["--retry", "1", "--retry-wait", "0", "-v", "+crf", Report, .. GeneratedStudy.Query]);
        fetch.Result.ExpectStatus(0).ExpectErrorLine($"I: Retrieved 6 of 6 objects over {scp.EndedAssociations().Count} associations");
        Assert.HasCount(6, fetch.Names);
        IReadOnlyList<JsonElement> lines = ReportSchema.CheckFile(Report);
        Assert.Contains("retry", ReportSchema.Of(lines, "association").Select(line => line.GetProperty("purpose").GetString()));
        Assert.IsTrue(lines[^1].GetProperty("complete").GetBoolean());
        Assert.AreEqual(6, scp.EndedAssociations().Sum(made => made.Sent.Distinct().Count()));
    }

    /// <summary>Without a list the query itself is sent again, and what came before is not written again.</summary>
    [TestMethod]
    public void Without_a_plan_the_query_is_sent_again()
    {
        ScpPolicy lossy = new() { Retrieve = new RetrievePolicy { Loss = new Loss(3) } };
        using GetScp scp = GetScp.Start(Archive.Generate(6), new ScpOptions("") { Policy = lossy, Then = [new ScpPolicy()] });
        using Fetch fetch = Fetch.Native(scp.Port, ["--no-find", "--retry", "1", "--retry-wait", "0", "+crf", Report, .. GeneratedStudy.Query]);
        fetch.Result.ExpectStatus(0).ExpectErrorLine("E: Failed receiving DIMSE command: 0006:0317 Peer aborted Association (or never connected) (connection closed by peer)");
        Assert.HasCount(6, fetch.Names);
        JsonElement end = ReportSchema.CheckFile(Report)[^1];
        Assert.AreEqual("6 3", $"{end.GetProperty("stored")} {end.GetProperty("duplicate")}");
    }

    [TestMethod]
    public void Tries_without_a_new_object_end_the_run()
    {
        ScpPolicy lossy = new() { Retrieve = new RetrievePolicy { Loss = new Loss(0) } };
        using GetScp scp = GetScp.Start(Archive.Generate(2), new ScpOptions("") { Policy = new ScpPolicy(), Then = [lossy] });
        using Fetch fetch = Fetch.Native(scp.Port, ["--retry", "3", "--retry-wait", "0", "-v", "+crf", Report, .. GeneratedStudy.Query]);
        fetch.Result.ExpectStatus(69).ExpectErrorLine("W: Missing 2 objects of CTImageStorage: connection lost");
        Assert.HasCount(5, scp.EndedAssociations(), "one to ask, one to retrieve, three tries");
        Assert.HasCount(2, ReportSchema.Of(ReportSchema.CheckFile(Report), "missing"));
    }

    /// <summary>An object that cannot be held is no new one when it comes again.</summary>
    [TestMethod]
    [DataRow("")]
    [DataRow("1.2.3.4.5.6.7.8.9.0")]
    public void The_same_odd_object_again_and_again_ends_the_run(string instance)
    {
        // 300 characters and more are not followed one by one.
        string uid = string.Concat(Enumerable.Repeat(instance, 20));
        Action<Conversation> script = conversation =>
        {
            conversation.Accept();
            conversation.ExpectGet();
            conversation.SendStore(Uids.CtImage, uid, Synthetic.DataSet(Uids.CtImage, "1.2.3.1"));
            conversation.ExpectMessage(Command.CStoreRsp);
            conversation.Reset();
        };
        using ScriptedScp peer = ScriptedScp.Start(script, script, script);
        ToolResult result = NativeBinary.Run(
            ["--no-find", "--retry", "2", "--retry-wait", "0", "-od", _folder.Folder("out"), .. Exchange.Query, "127.0.0.1", $"{peer.Port}"]);
        peer.Finish();
        result.ExpectStatus(69);
        Assert.IsFalse(peer.HasUnexpectedVisitor);
    }

    /// <summary>C-FIND would list more than such a query asks for.</summary>
    [TestMethod]
    [DataRow("QueryRetrieveLevel=SERIE")]
    [DataRow("QueryRetrieveLevel=study")]
    [DataRow("Modality=CT")]
    public void A_query_without_a_level_is_sent_as_it_is(string key)
    {
        using GetScp scp = GetScp.Start(Archive.Generate(6, series: 2), new ScpOptions(""));
        using Fetch fetch = Fetch.Native(scp.Port, "+xa", "-S", "-k", key, "-k", $"StudyInstanceUID={GeneratedStudy.Uid}", "-k", $"SeriesInstanceUID={GeneratedStudy.Uid}.1");
        fetch.Result.ExpectStatus(69);
        Assert.IsEmpty(fetch.Names);
        IReadOnlyList<AssociationRecord> made = scp.EndedAssociations();
        Assert.IsEmpty(made.SelectMany(association => association.Finds));
        Assert.IsNotEmpty(made.SelectMany(association => association.Gets));
    }

    [TestMethod]
    public void A_server_that_comes_back_is_found_again()
    {
        ScpPolicy lossy = new() { Retrieve = new RetrievePolicy { Loss = new Loss(2) } };
        ScpOptions options = new("") { Policy = new ScpPolicy(), Then = [lossy, new ScpPolicy()], ReturnsAfter = TimeSpan.FromSeconds(2.5) };
        using GetScp scp = GetScp.Start(Archive.Generate(5), options);
        Stopwatch clock = Stopwatch.StartNew();
        using Fetch fetch = Fetch.Native(scp.Port, ["--retry", "5", "--retry-wait", "1", .. GeneratedStudy.Query]);
        fetch.Result.ExpectStatus(0).ExpectErrorLine("W: Trying again in 1 s").ExpectErrorLine("W: Trying again in 2 s");
        Assert.IsInRange(2.5, 30, clock.Elapsed.TotalSeconds);
        Assert.HasCount(5, fetch.Names);
    }

    [TestMethod]
    public void A_transient_rejection_may_pass_and_a_permanent_one_does_not()
    {
        ScpOptions busy = new("") { RejectedFirst = 2, Rejection = new Rejection(2, 3, 2) };
        using (GetScp scp = GetScp.Start(Archive.Generate(2), busy))
        using (Fetch fetch = Fetch.Native(scp.Port, ["--retry", "2", "--retry-wait", "0", .. GeneratedStudy.Query]))
        {
            fetch.Result.ExpectStatus(0);
            Assert.HasCount(2, fetch.Names);
        }

        using GetScp closed = GetScp.Start(Archive.Generate(2), busy with { Rejection = new Rejection(1, 1, 7) });
        using Fetch none = Fetch.Native(closed.Port, ["--retry", "2", "--retry-wait", "0", .. GeneratedStudy.Query]);
        none.Result.ExpectStatus(61);
        Assert.HasCount(1, closed.EndedAssociations());
    }

    [TestMethod]
    public void A_signal_ends_the_wait_for_the_next_try()
    {
        ScpPolicy lossy = new() { Retrieve = new RetrievePolicy { Loss = new Loss(1) } };
        using GetScp scp = GetScp.Start(Archive.Generate(3), new ScpOptions("") { Policy = new ScpPolicy(), Then = [lossy] });
        using RunningTool tool = NativeBinary.Start(ToolOptions.Default,
            ["--retry", "3", "--retry-wait", "60", "+crf", Report, .. GeneratedStudy.Query, "-od", _folder.Folder("out"), "127.0.0.1", $"{scp.Port}"]);
        tool.WaitForError("Trying again in 60 s");
        Stopwatch clock = Stopwatch.StartNew();
        tool.Signal(RunningTool.SigInt);
        tool.Wait().ExpectStatus(130);
        Assert.IsLessThan(30, clock.Elapsed.TotalSeconds);
        IReadOnlyList<JsonElement> lines = ReportSchema.CheckFile(Report);
        Assert.AreEqual("130 False 1 2", string.Join(' ',
            ((string[])["exit", "complete", "stored", "missing"]).Select(name => $"{lines[^1].GetProperty(name)}")));
        Assert.HasCount(2, ReportSchema.Of(lines, "missing"));
        Assert.HasCount(1, Directory.GetFileSystemEntries(_folder.File("out")));
    }

    /// <summary>However many the server takes, every series comes once, and no line of the log is torn.</summary>
    [TestMethod]
    [DataRow(4, int.MaxValue)]
    [DataRow(16, int.MaxValue)]
    [DataRow(4, 1)]
    [DataRow(4, 2)]
    public void Several_associations_share_the_series(int associations, int atOnce)
    {
        Archive archive = Archive.Generate(60, series: 12);
        using GetScp scp = GetScp.Start(archive, new ScpOptions("") { AtOnce = atOnce });
        using Fetch fetch = Fetch.Native(scp.Port, ["--associations", $"{associations}", "-d", "+crf", Report, .. GeneratedStudy.Query]);
        fetch.Result.ExpectStatus(0);
        Assert.HasCount(60, fetch.Names);
        IReadOnlyList<AssociationRecord> made = scp.EndedAssociations();
        Assert.AreEqual(60, made.Sum(association => association.Sent.Count()), "each object is sent once");
        Assert.IsTrue(made.SelectMany(association => association.Gets).Count() >= 12);
        Assert.AreEqual(Math.Min(associations, 12) + 1, made.Count, fetch.Result.ToString());
        foreach (string line in fetch.Result.ErrorLines)
        {
            Assert.IsTrue(line.Length > 2 && "TDIWEF".Contains(line[0]) && line[1..3] == ": ", line);
        }

        Assert.IsTrue(Array.Exists(fetch.Result.ErrorLines, line => line.StartsWith("D: [3] ", StringComparison.Ordinal)));
        ReportSchema.CheckFile(Report);
    }

    [TestMethod]
    public void A_signal_ends_all_associations_in_order()
    {
        // Each waits for a response that never comes, until it is cancelled.
        ScpPolicy slow = new() { Retrieve = new RetrievePolicy() };
        using GetScp scp = GetScp.Start(Archive.Generate(400, series: 4), new ScpOptions("") { Policy = slow, Delay = TimeSpan.FromMilliseconds(100) });
        using RunningTool tool = NativeBinary.Start(ToolOptions.Default,
            ["--associations", "4", "-v", "+crf", Report, .. GeneratedStudy.Query, "-od", _folder.Folder("out"), "127.0.0.1", $"{scp.Port}"]);
        tool.WaitForError("I: Received C-STORE Request");
        tool.Signal(RunningTool.SigTerm);
        tool.Wait().ExpectStatus(143);
        IReadOnlyList<JsonElement> lines = ReportSchema.CheckFile(Report);
        long stored = lines[^1].GetProperty("stored").GetInt64();
        Assert.IsLessThan(400, stored);
        Assert.AreEqual(stored, Directory.GetFileSystemEntries(_folder.File("out")).Length);
        Assert.AreEqual(400 - stored, lines[^1].GetProperty("missing").GetInt64());
        Assert.IsTrue(scp.EndedAssociations().All(made => made.End is "released" or "closed without release"), string.Join('\n', scp.Lines));
    }

    /// <summary>Whatever fits is whole, whatever does not is said to be missing, and no association waits for another.</summary>
    [TestMethod]
    public void A_disk_that_fills_in_one_of_four_associations_ends_all()
    {
        string output = _folder.Folder("out");
        using Mount disk = new(output, "size=1m");
        using GetScp scp = GetScp.Start(Archive.Generate(80, series: 4, pixelBytes: 100_000), new ScpOptions(""));
        ToolResult result = NativeBinary.Run(["--associations", "4", "+crf", Report, .. GeneratedStudy.Query, "-od", output, "127.0.0.1", $"{scp.Port}"]);
        result.ExpectStatus(40);
        IReadOnlyList<JsonElement> lines = ReportSchema.CheckFile(Report);
        string[] files = Directory.GetFileSystemEntries(output);
        Assert.IsNotEmpty(files);
        Assert.IsTrue(files.All(file => new FileInfo(file).Length > 100_000), "a part of an object");
        Assert.AreEqual($"{files.Length} {80 - files.Length} 40", string.Join(' ',
            ((string[])["stored", "missing", "exit"]).Select(name => $"{lines[^1].GetProperty(name)}")));
        Assert.IsTrue(scp.EndedAssociations().All(made => made.End == "released"), string.Join('\n', scp.Lines));
    }

    /// <summary>As many instances as are followed one by one, over as many associations as there may be.</summary>
    [TestMethod]
    public void A_plan_of_any_size_takes_little_memory()
    {
        ScpPolicy empty = new() { Retrieve = new RetrievePolicy { Bare = new BareAnswer(0) } };
        using GetScp scp = GetScp.Start(Archive.Generate(200_000, series: 400), new ScpOptions("") { Policy = new ScpPolicy(), Then = [empty] });
        ToolOptions options = new() { Measure = true };
        ToolResult result = NativeBinary.Run(options, ["--associations", "16", "-v", "-od", _folder.Path, .. GeneratedStudy.Query, "127.0.0.1", $"{scp.Port}"]);
        result.ExpectStatus(69).ExpectErrorLine("W: Missing 200000 objects of CTImageStorage: neither sent nor reported by peer");
        Assert.IsLessThan(64 * 1024, result.Use!.Value.PeakKiB, "KiB resident");
        Assert.HasCount(16, scp.EndedAssociations());
    }

    [TestMethod]
    [DataRow("+sk --ignore", "--skip-existing not allowed with --ignore")]
    [DataRow("+sk --repeat 2", "--skip-existing not allowed with --repeat")]
    [DataRow("--retry 1 --repeat 2", "--retry not allowed with --repeat")]
    [DataRow("--associations 2 --repeat 2", "--associations not allowed with --repeat")]
    [DataRow("--associations 0", "Invalid value for option --associations (underflow: 0)")]
    [DataRow("--associations 17", "Invalid value for option --associations (overflow: 17)")]
    [DataRow("--retry -1", "Invalid value for option --retry (-1)")]
    [DataRow("+xa --add-class 1.2.840.10008.5.1.4.1.2.1.3", "Invalid value for option --add-class (no storage SOP class: 1.2.840.10008.5.1.4.1.2.1.3)")]
    [DataRow("+xa --add-class 1.2.840.10008.1.2.1", "Invalid value for option --add-class (no storage SOP class: 1.2.840.10008.1.2.1)")]
    [DataRow("--retry-wait 61", "Invalid value for option --retry-wait (overflow: 61)")]
    public void Errors_of_the_command_line(string line, string error)
    {
        using ScriptedScp peer = ScriptedScp.Start();
        ToolResult result = NativeBinary.Run([.. line.Split(' '), .. GeneratedStudy.Query, "127.0.0.1", $"{peer.Port}"]).ExpectStatus(1);
        Assert.Contains($"error: {error}", result.ErrorText);
        Assert.IsFalse(peer.HasUnexpectedVisitor);
    }
}
