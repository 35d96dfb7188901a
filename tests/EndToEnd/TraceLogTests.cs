using GetScu.Tests.Support;

using static GetScu.Tests.EndToEnd.LogScripts;

namespace GetScu.Tests.EndToEnd;

/// <summary>What only this program logs: its trace, messages the reference does not take, and hostile values.</summary>
[TestClass]
public sealed class TraceLogTests
{
    [TestMethod]
    public void The_trace_shows_states_heads_and_pieces()
    {
        byte[] data = new DataSetBuilder().Add(0x00080016, "UI", Uids.CtImage).Add(0x00080018, "UI", Instance).Build();
        string[] lines = LogComparison.Run(
            NativeBinary.Path,
            peer =>
            {
                Accept(peer, answer => answer.MaximumLength = 64);
                peer.ExpectGet();
                int context = peer.ContextOf(Uids.CtImage);
                byte[] command = Command.StoreRq(5, Uids.CtImage, Instance).Build();
                peer.Send(Pdu.Data(new Pdv(context, true, false, command[..20]), new Pdv(context, true, true, command[20..])));
                peer.Send(Pdu.Data(new Pdv(context, false, false, data[..40])));
                peer.Send(Pdu.Data(new Pdv(context, false, true, data[40..])));
                peer.ExpectStoreResponse(0);
                peer.SendGetResponse(0, completed: 1);
                peer.ExpectRelease();
            },
            ["-ll", "trace", .. Exchange.Query]);
        AssertInOrder(
            lines,
            "D: setting network receive timeout to 60 seconds",
            "T: Association state: Sta4 (awaiting transport connection)",
            "T: Association state: Sta5 (awaiting A-ASSOCIATE-AC or A-ASSOCIATE-RJ)",
            "T: Read PDU HEAD TCP: 02 00 00 00 20 1f",
            "T: Read PDU HEAD TCP: type: 02, length: 8223 (201f)",
            "D: PDU Type: Associate Accept, PDU Length: 8223 + 6 bytes PDU header",
            "D: Association Parameters Negotiated:",
            "T: Association state: Sta6 (established, ready for data transfer)",
            "I: Association Accepted (Max Send PDV: 52)",
            "I: Sending C-GET Request",
            "T: DIMSE Command to send:",
            "T: (0000,0100) US 16                                       #   2, 1 CommandField",
            "T: Sent on context: 1, command: 88 bytes, data set: 28 bytes",
            "T: Read PDU HEAD TCP: 04 00 00 00 00 86",
            "T: Read PDU HEAD TCP: type: 04, length: 134 (86)",
            "T: Read PDV: context: 33, command, last: NO, length: 20",
            "T: Read PDV: context: 33, command, last: YES, length: 102",
            "T: DIMSE Command Received:",
            "T: Read PDU HEAD TCP: type: 04, length: 46 (2e)",
            "T: Read PDV: context: 33, data set, last: NO, length: 40",
            "T: Bytes received: 40",
            "T: Read PDV: context: 33, data set, last: YES, length: 30",
            "T: Bytes received: 70",
            "D: Received dataset on presentation context 33",
            "D: Stored instance to disk:",
            $"D:   Filename: FOLDER/CT.{Instance}",
            "T: Sent on context: 33, command: 122 bytes, data set: 0 bytes",
            "I: Releasing Association",
            "T: Sent PDU type: 05, source: 0, reason: 0",
            "T: Association state: Sta7 (awaiting A-RELEASE-RP)",
            "T: Read PDU HEAD TCP: 06 00 00 00 00 04",
            "T: Association state: Sta1 (idle)");
    }

    [TestMethod]
    public void An_echo_is_shown_both_ways()
    {
        string[] lines = LogComparison.Run(
            NativeBinary.Path,
            peer =>
            {
                peer.Accept();
                peer.ExpectGet();
                peer.Send(Pdu.Message(peer.ContextOf(Uids.Verification), Command.EchoRq(7).Build()));
                peer.ExpectMessage(Command.CEchoRsp);
                peer.SendGetResponse(0);
                peer.ExpectRelease();
            },
            ["-d", .. Exchange.Query]);
        int first = Array.IndexOf(lines, "I: Received C-ECHO Request");
        Assert.IsGreaterThan(0, first, string.Join('\n', lines));
        string[] expected =
        [
            "I: Received C-ECHO Request",
            "D: ===================== INCOMING DIMSE MESSAGE ====================",
            "D: Message Type                  : C-ECHO RQ",
            "D: Presentation Context ID       : 243",
            "D: Message ID                    : 7",
            "D: Data Set                      : none",
            "D: ======================= END DIMSE MESSAGE =======================",
            "I: Sending C-ECHO Response",
            "D: ===================== OUTGOING DIMSE MESSAGE ====================",
            "D: Message Type                  : C-ECHO RSP",
            "D: Presentation Context ID       : 243",
            "D: Message ID Being Responded To : 7",
            "D: Data Set                      : none",
            "D: DIMSE Status                  : 0x0000: Success",
            "D: ======================= END DIMSE MESSAGE =======================",
        ];
        CollectionAssert.AreEqual(expected, lines[first..(first + expected.Length)]);
    }

    [TestMethod]
    public void A_cancel_is_shown()
    {
        using TempFolder folder = new();
        using ScriptedScp peer = ScriptedScp.Start(conversation =>
        {
            conversation.Accept();
            conversation.ExpectGet();
            conversation.SendGetResponse(0xFF00);
            conversation.ExpectMessage(Command.CCancelRq);
            conversation.SendGetResponse(0xFE00);
            conversation.ExpectRelease();
        });
        string[] arguments = ["-d", .. Exchange.Query, "-od", folder.Path, "127.0.0.1", $"{peer.Port}"];
        using RunningTool tool = NativeBinary.Start(ToolOptions.Default, arguments);
        tool.WaitForError("0xff00: Pending: Sub-operations are continuing");
        tool.Signal(RunningTool.SigInt);
        string[] lines = tool.Wait().ErrorLines;
        peer.Finish();
        AssertInOrder(
            lines,
            "I: Sending C-CANCEL Request",
            "D: Message Type                  : C-CANCEL RQ",
            "D: Message ID Being Responded To : 1",
            "D: Data Set                      : none");
        // A signal acts first and logs second: the answer may be there before the request is shown.
        AssertInOrder(lines, "D: DIMSE Status                  : 0xfe00: Cancel: Sub-operations terminated due to Cancel Indication");
    }

    [TestMethod]
    [DataRow("-ll", "trace")]
    [DataRow("-v", "+v")]
    [DataRow("--ignore", "-d")]
    public void Nothing_of_the_peers_values_reaches_a_terminal_unseen(string option, string value)
    {
        const string Hostile = "\u001b]0;x\u0007\r\n\u0085F: ";
        string[] lines = LogComparison.Run(
            NativeBinary.Path,
            peer =>
            {
                Accept(peer, answer =>
                {
                    (answer.Called, answer.Calling, answer.ApplicationContext) = (Hostile, Hostile, Hostile);
                    (answer.ImplementationClass, answer.ImplementationVersion) = (Hostile, Hostile);
                    answer.Roles.Add(new Role(Hostile, true, true));
                    answer.Contexts.Add(new AnsweredContext(3, 0, Hostile));
                });
                peer.ExpectGet();
                Command store = Command.StoreRq(5, Hostile, Hostile).Text(Command.MoveOriginatorTitle, Hostile)
                    .Text(Command.ErrorComment, Hostile);
                peer.Send(Pdu.Message(peer.ContextOf(Uids.CtImage), store.Build(), [8, 0, 8, 0, 0, 0]));
                peer.ExpectMessage(Command.CStoreRsp);
                Command response = Command.GetRsp(1, Hostile, 0xA702).Text(Command.ErrorComment, Hostile);
                peer.Send(Pdu.Message(peer.GetContext, response.Build()));
                peer.ExpectRelease();
            },
            [option, value, .. Exchange.Query]);
        Assert.IsTrue(Array.Exists(lines, line => line.Contains("]0;x", StringComparison.Ordinal)));
        foreach (string line in lines)
        {
            Assert.IsTrue(line.Length > 2 && "TDIWEF".Contains(line[0]) && line[1..3] == ": ", line);
            Assert.IsFalse(line.Any(char.IsControl), Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(line)));
            Assert.IsFalse(line.StartsWith("F: ", StringComparison.Ordinal), line);
        }
    }

    private static void AssertInOrder(string[] lines, params string[] expected)
    {
        int at = 0;
        foreach (string line in expected)
        {
            int found = Array.IndexOf(lines, line, at);
            Assert.IsGreaterThanOrEqualTo(0, found, $"\"{line}\" is missing after line {at} of\n{string.Join('\n', lines)}");
            at = found + 1;
        }
    }
}
