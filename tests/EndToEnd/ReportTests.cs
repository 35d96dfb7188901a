using System.Text.Json;

using GetScu.Tests.Scp;
using GetScu.Tests.Support;
using GetScu.Tests.Support.Wire;

namespace GetScu.Tests.EndToEnd;

/// <summary><c>+crf</c>: what the report says of a run, with a plan and without, however it ends.</summary>
[TestClass]
public sealed class ReportTests
{
    private readonly TempFolder _folder = new();

    private string Path => _folder.File("report");

    [TestCleanup]
    public void Clean() => _folder.Dispose();

    [TestMethod]
    public void Without_a_plan_objects_and_responses_are_told()
    {
        Exchange exchange = Exchange.Run(conversation =>
        {
            conversation.Accept();
            conversation.ExpectGet();
            conversation.SendStore(Uids.CtImage, "1.2.3.1", Synthetic.DataSet(Uids.CtImage, "1.2.3.1"));
            conversation.ExpectStoreResponse(0);
            conversation.SendStore(Uids.CtImage, "1.2.3.1", Synthetic.DataSet(Uids.CtImage, "1.2.3.1"), 2);
            conversation.ExpectStoreResponse(0);
            conversation.SendStore(Uids.CtImage, "1.2.3.2", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 3);
            conversation.ExpectStoreResponse(0xC000);
            conversation.SendGetResponse(0xB000, 0, 2, 1, 0);
            conversation.ExpectRelease();
        }, "-B", "+crf", Path);
        exchange.Result.ExpectStatus(68);
        IReadOnlyList<JsonElement> lines = ReportSchema.CheckFile(Path);
        Assert.AreEqual("start association object object object response end", Names(lines));
        Assert.AreEqual("GETSCU ANY-SCP 1", Members(lines[0], "calling", "called", "queries"));
        Assert.AreEqual("1 retrieve accepted 122 122 ", Members(lines[1], "association", "purpose", "result", "contexts", "accepted", "reason"));
        string size = $"{Synthetic.DataSet(Uids.CtImage, "1.2.3.1").Length}";
        Assert.AreEqual($"1 1 1.2.3.1 {Uids.CtImage} {Uids.ExplicitLittle} stored 0000 {size} CT.1.2.3.1",
            Members(lines[2], "query", "association", "uid", "class", "transferSyntax", "status", "dimseStatus", "bytes", "file"));
        Assert.AreEqual("stored CT.1.2.3.1", Members(lines[3], "status", "file"));
        Assert.AreEqual("1.2.3.2 refused C000 10 ", Members(lines[4], "uid", "status", "dimseStatus", "bytes", "file"));
        Assert.AreEqual("B000 0 2 1 0 []", Members(lines[5], "dimseStatus", "remaining", "completed", "failed", "warning", "failedUids"));
        Assert.AreEqual("68 False  2 0 0  1", Members(lines[6], "exit", "complete", "expected", "stored", "existing", "duplicate", "missing", "associations"));
    }

    [TestMethod]
    public void Ignored_objects_have_no_file_and_several_queries_have_numbers()
    {
        using GetScp scp = GetScp.Start(MixedStudy.Archive, new ScpOptions(""));
        string[] query = ["-S", "-k", "QueryRetrieveLevel=STUDY", "-k", $"StudyInstanceUID={MixedStudy.Study}"];
        ToolResult result = NativeBinary.Run(["--ignore", "--repeat", "2", "+crf", "-", .. query, "127.0.0.1", $"{scp.Port}"]).ExpectStatus(68);
        IReadOnlyList<JsonElement> lines = ReportSchema.CheckAll(result.Output);
        JsonElement[] objects = ReportSchema.Of(lines, "object");
        Assert.IsNotEmpty(objects);
        Assert.IsTrue(objects.All(line => Members(line, "query", "status", "file") == "1 ignored "));
        JsonElement[] responses = ReportSchema.Of(lines, "response");
        Assert.HasCount(2, responses);
        Assert.IsTrue(responses.All(line => line.GetProperty("failedUids").GetArrayLength() == MixedStudy.Objects.Count - objects.Length / 2));
    }

    [TestMethod]
    public void No_association_and_a_lost_one_are_told()
    {
        Exchange rejected = Exchange.Run(conversation =>
        {
            conversation.ExpectRequest();
            conversation.Send(Pdu.AssociateRj(1, 1, 7));
            conversation.ExpectClose();
        }, "+crf", Path);
        rejected.Result.ExpectStatus(61);
        IReadOnlyList<JsonElement> lines = ReportSchema.CheckFile(Path);
        Assert.AreEqual("start association end", Names(lines));
        Assert.AreEqual("rejected 122 0", Members(lines[1], "result", "contexts", "accepted"));
        Assert.AreEqual("61 False", Members(lines[2], "exit", "complete"));

        Exchange lost = Exchange.Run(conversation =>
        {
            conversation.Accept();
            conversation.ExpectGet();
            conversation.SendStore(Uids.CtImage, "1.2.3.1", Synthetic.DataSet(Uids.CtImage, "1.2.3.1"));
            conversation.ExpectStoreResponse(0);
            conversation.Reset();
        }, "+crf", Path);
        lost.Result.ExpectStatus(69);
        lines = ReportSchema.CheckFile(Path);
        Assert.AreEqual("start association object end", Names(lines));
        Assert.AreEqual("69 False 1", Members(lines[3], "exit", "complete", "stored"));
    }

    [TestMethod]
    [DataRow(RunningTool.SigInt, 130)]
    [DataRow(RunningTool.SigTerm, 143)]
    public void The_end_follows_a_signal(int signal, int status)
    {
        // Within the conversation, and where nobody answers the request for an association.
        foreach (bool isEstablished in (bool[])[true, false])
        {
            RunningTool? tool = null;
            using ManualResetEventSlim isRunning = new();
            using ScriptedScp peer = ScriptedScp.Start(conversation =>
            {
                isRunning.Wait();
                if (isEstablished)
                {
                    conversation.Accept();
                    conversation.ExpectGet();
                    tool!.Signal(signal);
                    conversation.ExpectMessage(Command.CCancelRq);
                    conversation.SendGetResponse(0xFE00);
                    conversation.ExpectRelease();
                }
                else
                {
                    conversation.ExpectRequest();
                    tool!.Signal(signal);
                    conversation.Stall();
                }
            });
            using (tool = RunningTool.Start(NativeBinary.Path, ToolOptions.Default,
                ["--ignore", "+crf", Path, .. Exchange.Query, "127.0.0.1", $"{peer.Port}"]))
            {
                isRunning.Set();
                tool.Wait().ExpectStatus(status);
            }

            peer.Finish();
            Assert.AreEqual($"{status} False", Members(ReportSchema.CheckFile(Path)[^1], "exit", "complete"));
        }
    }

    [TestMethod]
    public void Whatever_a_peer_calls_its_objects_lines_stay_whole()
    {
        byte[] uid = [.. "1.2\n{\"event\":\"end\"}\u2028\u202E"u8, 0xFF, 0x7F];
        Exchange exchange = Exchange.Run(conversation =>
        {
            conversation.Accept();
            conversation.ExpectGet();
            byte[] request = Command.StoreRq(1, Uids.CtImage, "UID").Build();
            int at = request.AsSpan().IndexOf("UID\0"u8);
            byte[] forged = [.. request[..(at - 4)], .. BitConverter.GetBytes(uid.Length), .. uid, .. request[(at + 4)..]];
            // (0000,0000) is the length behind it.
            BitConverter.TryWriteBytes(forged.AsSpan(8), forged.Length - 12);
            conversation.Send(Pdu.Message(conversation.ContextOf(Uids.CtImage), forged, Synthetic.DataSet(Uids.CtImage, "1.2.3.1")));
            conversation.ExpectMessage(Command.CStoreRsp);
            conversation.SendGetResponse(0, 0, 1, 0, 0);
            conversation.ExpectRelease();
        }, "+B", "+crf", Path);
        exchange.Result.ExpectStatus(0);
        JsonElement told = ReportSchema.Of(ReportSchema.CheckFile(Path), "object").Single();
        Assert.StartsWith("1.2\n{\"event\"", told.GetProperty("uid").GetString());
    }

    [TestMethod]
    public void A_report_that_cannot_be_created_is_an_error_before_anything_is_sent()
    {
        using ScriptedScp peer = ScriptedScp.Start();
        string query = _folder.Write("query.dcm", Synthetic.File(Uids.CtImage, "1.2.3.1"));
        _folder.Write("link", []);
        File.Delete(_folder.File("link"));
        File.CreateSymbolicLink(_folder.File("link"), query);
        foreach ((string report, string reason) in ((string, string)[])
            [(_folder.File("no/such"), "No such file or directory"), (_folder.Path, "Is a directory"), (query, "query file"), (_folder.File("link"), "query file")])
        {
            ToolResult result = NativeBinary.Run(["+crf", report, .. Exchange.Query, "127.0.0.1", $"{peer.Port}", query]).ExpectStatus(1);
            Assert.Contains($"error: cannot create report file: {report}", result.ErrorText);
            Assert.Contains(reason, result.ErrorText);
        }

        Assert.IsFalse(peer.HasUnexpectedVisitor);
        CollectionAssert.AreEqual(Synthetic.File(Uids.CtImage, "1.2.3.1"), File.ReadAllBytes(query));
    }

    [TestMethod]
    public void A_report_that_cannot_be_written_is_status_40_and_nothing_is_lost()
    {
        Exchange exchange = Exchange.Run(conversation =>
        {
            conversation.Accept();
            conversation.ExpectGet();
            conversation.SendStore(Uids.CtImage, "1.2.3.1", Synthetic.DataSet(Uids.CtImage, "1.2.3.1"));
            conversation.ExpectStoreResponse(0);
            conversation.SendGetResponse(0, 0, 1, 0, 0);
            conversation.ExpectRelease();
        }, "+crf", "/dev/full");
        exchange.Result.ExpectStatus(40).ExpectErrorLine("E: cannot write report file /dev/full: No space left on device");
        Assert.IsTrue(exchange.Files.ContainsKey("CT.1.2.3.1"));
    }

    /// <summary>An object of that name is refused.</summary>
    [TestMethod]
    public void No_object_replaces_the_report()
    {
        string report = _folder.File("CT.1.2.3.1");
        using ScriptedScp peer = ScriptedScp.Start(conversation =>
        {
            conversation.Accept();
            conversation.ExpectGet();
            conversation.SendStore(Uids.CtImage, "1.2.3.1", Synthetic.DataSet(Uids.CtImage, "1.2.3.1"));
            conversation.ExpectMessage(Command.CStoreRsp);
            conversation.SendGetResponse(0xB000, 0, 0, 1, 0);
            conversation.ExpectRelease();
        });
        NativeBinary.Run(["-od", _folder.Path, "+crf", report, .. Exchange.Query, "127.0.0.1", $"{peer.Port}"]).ExpectStatus(68);
        peer.Finish();
        Assert.AreEqual("refused", Members(ReportSchema.CheckFile(report)[2], "status"));
    }

    private static string Names(IReadOnlyList<JsonElement> lines) => string.Join(' ', lines.Select(line => line.GetProperty("event").GetString()));

    /// <summary>Values of members; null is empty.</summary>
    private static string Members(JsonElement line, params string[] names) => string.Join(' ', names.Select(name => $"{line.GetProperty(name)}"));
}
