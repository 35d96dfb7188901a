using System.Net;

using GetScu.Tests.Scp;
using GetScu.Tests.Support;

namespace GetScu.Tests.EndToEnd;

/// <summary>PDU sizes, address families, AE titles.</summary>
[TestClass]
public sealed class NetworkOptionTests
{
    private static readonly string[] Everything = ["-S", "-k", "QueryRetrieveLevel=STUDY", "-k", "StudyInstanceUID"];

    /// <summary>The peer fills whole PDUs; objects around the limits of one and two PDUs, and larger ones.</summary>
    [TestMethod]
    public void Objects_of_any_size_in_pdus_of_any_size()
    {
        using TempFolder folder = new();
        int[] sizes = [0, 2, 3500, 3600, 3700, 3800, 7900, 16000, 16100, 16200, 131000, 131072, 1_000_000, 6_000_000];
        for (int index = 0; index < sizes.Length; index++)
        {
            folder.Write($"{index:d2}", Synthetic.File(Uids.CtImage, $"1.2.3.{index}", pixelBytes: sizes[index]));
        }

        (string Option, int SendLength)[] rows =
            [("4096", 131072), ("4096", 100), ("16384", 131072), ("131072", 131072), ("131072", 20000), ("4098", 131072)];
        foreach ((string option, int sendLength) in rows)
        {
            using GetScp server = GetScp.Start(new ScpOptions(folder.Path) { SendLength = sendLength });
            foreach (string mode in new[] { "-B", "+B" })
            {
                using Fetch native = Fetch.Native(server.Port, ["-v", mode, "-pdu", option, .. Everything]);
                native.Result.ExpectStatus(0).ExpectErrorLine($"I:   Number of Completed Suboperations : {sizes.Length}");
                foreach (StoredObject stored in server.Archive.Objects)
                {
                    byte[] data = native.File(mode == "+B" ? stored.SopInstance : $"CT.{stored.SopInstance}").ReadData();
                    Assert.IsTrue(stored.File.ReadData().AsSpan().SequenceEqual(data), $"{stored.SopInstance} {option} {sendLength}");
                }
            }
        }
    }

    [TestMethod]
    [DataRow("4096", 4096u)]
    [DataRow("16384", 16384u)]
    [DataRow("131072", 131072u)]
    [DataRow("4097", 4096u)]
    [DataRow("131071", 131070u)]
    public void The_pdu_option_is_the_maximum_length_announced(string option, uint expected)
    {
        Exchange native = Exchange.Run(Refuse, "-pdu", option);
        Exchange reference = Exchange.RunReference(Refuse, "-pdu", option);
        Assert.AreEqual(expected, native.Peer.Request.MaximumLength);
        Assert.AreEqual(expected, reference.Peer.Request.MaximumLength);
        // An odd one is told.
        Assert.AreEqual(reference.Result.ErrorLines[0].Contains("odd"), native.Result.ErrorLines[0].Contains("odd"));
        Assert.AreEqual($"{expected}" != option, native.Result.ErrorLines[0] == $"W: ASSOC: PDV receive length {option} is odd (using {expected})");
    }

    /// <summary>What is sent keeps to the peer's maximum length, 0 being none (PS3.8 D.1.1).</summary>
    [TestMethod]
    [DataRow(64, 58)]
    [DataRow(8, 2)]
    [DataRow(0, int.MaxValue)]
    public void Requests_keep_to_the_peers_maximum_length(int maximum, int largest)
    {
        Exchange exchange = Exchange.Run(
            conversation =>
            {
                conversation.Accept(answer => answer.MaximumLength = (uint)maximum);
                Message message = conversation.ExpectGet();
                Assert.AreEqual("1.2.3", DataSetReader.ReadAll(message.Data!, Uids.ExplicitLittle)[^1].Text);
                conversation.SendGetResponse(0, completed: 0, failed: 0, warning: 0);
                conversation.ExpectRelease();
            });
        exchange.Result.ExpectStatus(0);
        foreach (Pdu pdu in exchange.Peer.ReceivedPdus.Where(pdu => pdu.Type == Pdu.DataType))
        {
            Assert.IsTrue(maximum == 0 || pdu.Body.Length <= maximum, $"{pdu.Body.Length} bytes");
            Assert.IsTrue(pdu.Pdvs.All(value => value.Data.Length <= largest));
        }
    }

    [TestMethod]
    [DataRow("127.0.0.1", "127.0.0.1")]
    [DataRow("127.0.0.1", "localhost")]
    [DataRow("127.0.0.1", " localhost ")]
    [DataRow("::1", "::1")]
    [DataRow("::1", "[::1]")]
    public void Peers_are_reached_by_address_and_by_name(string address, string peer)
    {
        using TempFolder folder = new();
        folder.Write("a", Synthetic.File(Uids.CtImage, "1.2.3.1"));
        using GetScp server = GetScp.Start(new ScpOptions(folder.Path) { Address = IPAddress.Parse(address) });
        using TempFolder output = new();
        NativeBinary.Run([.. Everything, "-od", output.Path, peer, $"{server.Port}"]).ExpectStatus(0);
        CollectionAssert.AreEqual(new[] { "CT.1.2.3.1" }, output.Names);
    }

    [TestMethod]
    public void Titles_are_sent_as_given()
    {
        Exchange exchange = Exchange.Run(Refuse, "-aet", "ABCDEFGHIJKLMNOP", "-aec", "A b.c-1");
        Assert.AreEqual("ABCDEFGHIJKLMNOP", exchange.Peer.Request.Calling);
        Assert.AreEqual("A b.c-1", exchange.Peer.Request.Called);
        StringAssert.StartsWith(
            System.Text.Encoding.ASCII.GetString(exchange.Peer.Received, 10, 32), "A b.c-1         ABCDEFGHIJKLMNOP");
    }

    /// <summary>A peer may ask whether we are there at any time.</summary>
    [TestMethod]
    public void Echo_is_answered()
    {
        Exchange exchange = Exchange.Run(conversation =>
        {
            conversation.Accept();
            conversation.ExpectGet();
            conversation.Send(Pdu.Message(conversation.ContextOf(Uids.Verification), Command.EchoRq(77).Build()));
            Message answer = conversation.ExpectMessage(Command.CEchoRsp);
            Assert.AreEqual(77, answer.Command.Us(Command.MessageIdRespondedTo));
            Assert.AreEqual(0, answer.Command.Us(Command.Status));
            Assert.AreEqual(Uids.Verification, answer.Command.Text(Command.AffectedSopClass));
            conversation.SendGetResponse(0, completed: 0, failed: 0, warning: 0);
            conversation.ExpectRelease();
        });
        exchange.Result.ExpectStatus(0);
    }

    [TestMethod]
    public void Two_runs_at_a_time_share_a_directory()
    {
        using GetScp server = GetScp.Start(RealObjects.Clinic);
        using TempFolder output = new();
        string[] arguments = [.. Everything, "-q", "+B", "-od", output.Path, "127.0.0.1", $"{server.Port}"];
        using RunningTool first = NativeBinary.Start(ToolOptions.Default, arguments);
        using RunningTool second = NativeBinary.Start(ToolOptions.Default, arguments);
        first.Wait().ExpectStatus(0);
        second.Wait().ExpectStatus(0);
        Assert.AreEqual(81, output.Names.Length);
        foreach (StoredObject stored in server.Archive.Objects)
        {
            Part10File file = Part10File.Read(output.File(stored.SopInstance))!;
            Assert.IsTrue(stored.File.ReadData().AsSpan().SequenceEqual(file.ReadData()), stored.SopInstance);
        }
    }

    private static void Refuse(Conversation conversation)
    {
        conversation.ExpectRequest();
        conversation.Send(Goldens.AssociateRj);
        conversation.ExpectClose();
    }
}
