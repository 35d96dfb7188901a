using GetScu.Tests.Scp;
using GetScu.Tests.Support;

namespace GetScu.Tests.EndToEnd;

/// <summary>Several objects in flight: what it costs, what a lost connection leaves, and what a server that keeps to a window sees.</summary>
[TestClass]
public sealed class PipelineTests
{
    private const int Objects = 50;

    /// <summary>System calls by which the runtime manages memory and threads, now and then.</summary>
    private static readonly string[] OfRuntime = ["mmap", "munmap", "madvise", "mprotect", "brk", "futex", "sched_yield"];

    private static readonly string[] Everything = ["-S", "-k", "QueryRetrieveLevel=STUDY", "-k", "StudyInstanceUID"];

    [TestMethod]
    [DataRow("-B")]
    [DataRow("--ignore")]
    public void Fifty_objects_in_one_write_are_answered_in_order_with_fewer_writes(string mode)
    {
        using TempFolder folder = new();
        using ScriptedScp peer = ScriptedScp.Start(conversation =>
        {
            conversation.Accept();
            conversation.ExpectGet();
            conversation.Send(Stores(conversation));
            for (int id = 1; id <= Objects; id++)
            {
                Assert.AreEqual(id, conversation.ExpectStoreResponse(0).Command.Us(Command.MessageIdRespondedTo));
            }

            conversation.SendGetResponse(0, completed: Objects);
            conversation.ExpectRelease();
        });
        string[] output = mode == "--ignore" ? [] : ["-od", folder.Folder("out")];
        string trace = folder.File("trace");
        string[] strace = ["-qq", "-o", trace, "-e", "trace=sendto", NativeBinary.Path];
        Tool.Run(Tool.Find("strace", "strace"), ToolOptions.Default, [.. strace, mode, .. output, .. Exchange.Query, "127.0.0.1", $"{peer.Port}"])
            .ExpectStatus(0);
        peer.Finish();
        // Of them three are the association's request, the C-GET-RQ and the release.
        int writes = File.ReadAllLines(trace).Count(line => line.StartsWith("sendto", StringComparison.Ordinal)) - 3;
        Assert.IsInRange((Objects + 11) / 12, Objects - 1, writes);
    }

    /// <summary>A peer that waits for each answer costs what it did before there was a window, whether one was proposed or not.</summary>
    [TestMethod]
    [DataRow("-B", "recvfrom 1, setsockopt 1, sendto 1, openat 1, writev 1, renameat2 1, close 1")]
    [DataRow("--ignore", "recvfrom 1, setsockopt 1, sendto 1")]
    public void System_calls_of_an_object_of_a_peer_that_waits(string mode, string expected)
    {
        foreach (string[] window in (string[][])[[], ["--async", "8"]])
        {
            Dictionary<string, int> few = Calls(mode, 10, window);
            Dictionary<string, int> many = Calls(mode, 20, window);
            IEnumerable<string> each = many
                .Where(call => call.Value != few.GetValueOrDefault(call.Key) && !OfRuntime.Contains(call.Key))
                .Select(call => $"{call.Key} {(call.Value - few.GetValueOrDefault(call.Key)) / 10.0}");
            CollectionAssert.AreEquivalent(expected.Split(", "), each.ToArray(), string.Join(", ", each));
        }
    }

    [TestMethod]
    [DataRow("-B", "CT.")]
    [DataRow("+B", "")]
    public void What_was_answered_before_the_connection_was_lost_is_stored(string mode, string prefix)
    {
        List<string> answered = [];
        byte[] data = Synthetic.DataSet(Uids.CtImage, "1.2.3.1", pixelBytes: 20_000);
        Exchange exchange = Exchange.Run(conversation =>
        {
            conversation.Accept();
            conversation.ExpectGet();
            conversation.Send(Stores(conversation, pixelBytes: 20_000));
            for (int i = 0; i < 10; i++)
            {
                answered.Add(conversation.ExpectStoreResponse(0).Command.Text(Command.AffectedSopInstance));
            }

            conversation.ResetAndWait();
        }, mode, "--async", "0");
        exchange.Result.ExpectStatus(69);
        Assert.IsGreaterThanOrEqualTo(10, exchange.Files.Count);
        foreach (string instance in answered)
        {
            Assert.IsTrue(exchange.Files[prefix + instance].AsSpan().EndsWith(Synthetic.DataSet(Uids.CtImage, instance, pixelBytes: 20_000)), instance);
        }

        Assert.IsFalse(exchange.Files.Keys.Any(name => name.StartsWith('.')), string.Join(' ', exchange.Files.Keys));
        Assert.IsTrue(exchange.Files.Values.All(file => file.Length >= data.Length), "a file that is not whole");
    }

    /// <summary>The server has no more in flight than was agreed, and gets its answer for each object.</summary>
    [TestMethod]
    [DataRow(null, 8, 1)]
    [DataRow(1, 8, 1)]
    [DataRow(3, 8, 3)]
    [DataRow(32, 8, 8)]
    [DataRow(0, 8, 8)]
    [DataRow(7, 0, 7)]
    [DataRow(0, 0, 120)]
    public void A_server_keeps_to_the_window(int? proposed, int own, int most)
    {
        ScpPolicy policy = new() { Negotiation = new NegotiationPolicy { Window = own } };
        using GetScp server = GetScp.Start(
            Archive.Generate(120, 1, 1000), new ScpOptions("") { Policy = policy, Delay = TimeSpan.FromMilliseconds(20) });
        string[] window = proposed is int number ? ["--async", $"{number}"] : [];
        using Fetch fetch = Fetch.Native(server.Port, ["-v", .. window, .. Everything]);
        fetch.Result.ExpectStatus(0).ExpectErrorLine("I:   Number of Completed Suboperations : 120");
        AssociationRecord association = server.EndedAssociations().Single();
        Assert.AreEqual(proposed is int performed ? new OperationsWindow(1, performed) : null, association.Request.Window);
        Assert.AreEqual(120, fetch.Names.Length);
        int open = association.Gets.Single().MostOpen;
        // How many it really gets on their way before the first answer is a matter of time.
        Assert.IsInRange(most == 1 ? 1 : 2, most, open);
    }

    [TestMethod]
    public void The_log_shows_the_window()
    {
        Exchange exchange = Exchange.Run(conversation =>
        {
            conversation.Accept(answer => answer.Window = new OperationsWindow(1, 4));
            conversation.ExpectGet();
            conversation.SendGetResponse(0);
            conversation.ExpectRelease();
        }, "-d", "--async", "32");
        exchange.Result.ExpectStatus(0).ExpectErrorLine("I: Asynchronous Operations Window: 32 proposed, 4 accepted");
        string[] dumped = Array.FindAll(exchange.Result.ErrorLines, line => line.Contains("Asynchronous Operations Window: ") && line[0] == 'D');
        CollectionAssert.AreEqual(
            new[]
            {
                "D: Requested Asynchronous Operations Window: invoked 1, performed 32",
                "D: Accepted Asynchronous Operations Window:  none",
                "D: Requested Asynchronous Operations Window: invoked 1, performed 32",
                "D: Accepted Asynchronous Operations Window:  invoked 1, performed 4",
            },
            dumped);
    }

    private static byte[] Stores(Conversation conversation, int pixelBytes = 100)
    {
        int context = conversation.ContextOf(Uids.CtImage);
        return [.. Enumerable.Range(1, Objects).SelectMany(id => Pdu.Message(
            context, Command.StoreRq(id, Uids.CtImage, $"1.2.3.{id}").Build(), Synthetic.DataSet(Uids.CtImage, $"1.2.3.{id}", pixelBytes: pixelBytes)))];
    }

    /// <summary>System calls by name of a run that gets so many objects one after the other.</summary>
    private static Dictionary<string, int> Calls(string mode, int objects, string[] window)
    {
        using TempFolder folder = new();
        using ScriptedScp peer = ScriptedScp.Start(conversation =>
        {
            conversation.Accept(answer => answer.Window = window.Length > 0 ? new OperationsWindow(1, 8) : null);
            conversation.ExpectGet();
            for (int id = 1; id <= objects; id++)
            {
                conversation.SendStore(Uids.CtImage, $"1.2.3.{id}", Synthetic.DataSet(Uids.CtImage, $"1.2.3.{id}"), id);
                conversation.ExpectStoreResponse(0);
            }

            conversation.SendGetResponse(0, completed: objects);
            conversation.ExpectRelease();
        });
        string[] output = mode == "--ignore" ? [] : ["-od", folder.Folder("out")];
        string trace = folder.File("trace");
        Tool.Run(Tool.Find("strace", "strace"), ToolOptions.Default,
            ["-qq", "-o", trace, NativeBinary.Path, mode, .. window, .. output, .. Exchange.Query, "127.0.0.1", $"{peer.Port}"]).ExpectStatus(0);
        peer.Finish();
        return File.ReadAllLines(trace).Where(line => line.Contains('(')).GroupBy(line => line[..line.IndexOf('(')])
            .ToDictionary(group => group.Key, group => group.Count());
    }
}
