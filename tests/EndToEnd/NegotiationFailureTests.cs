using System.Net;
using System.Net.Sockets;

using GetScu.Tests.Support;

namespace GetScu.Tests.EndToEnd;

/// <summary>What keeps an association from being: its message, exit status 61 or 66, and nothing left behind.</summary>
[TestClass]
public sealed class NegotiationFailureTests
{
    private const string Failed = "F: Could not negotiate association: ";
    private const string Aborted = Failed + "Peer aborted Association (or never connected)";
    private const string Rejected = Failed + "DUL Association Rejected";

    /// <summary>PS3.8 table 9-21: result, source, reason and their words.</summary>
    private static readonly (byte[] Bytes, string Words)[] Rejections =
    [
        ([1, 1, 1], "result: Rejected Permanent, source: Service User, reason: No Reason"),
        ([2, 1, 1], "result: Rejected Transient, source: Service User, reason: No Reason"),
        ([1, 1, 2], "result: Rejected Permanent, source: Service User, reason: App Context Name Not Supported"),
        ([1, 1, 3], "result: Rejected Permanent, source: Service User, reason: Calling AE Title Not Recognized"),
        ([1, 1, 7], "result: Rejected Permanent, source: Service User, reason: Called AE Title Not Recognized"),
        ([1, 2, 1], "result: Rejected Permanent, source: Service Provider (ACSE Related), reason: No Reason"),
        ([1, 2, 2], "result: Rejected Permanent, source: Service Provider (ACSE Related), reason: Protocol Version Not Supported"),
        ([2, 3, 1], "result: Rejected Transient, source: Service Provider (Presentation Related), reason: Temporary Congestion"),
        ([2, 3, 2], "result: Rejected Transient, source: Service Provider (Presentation Related), reason: Local Limit Exceeded"),
        ([0, 0, 0], "result: Unknown 0, source: Unknown 0, reason: Unknown 0"),
        ([3, 9, 200], "result: Unknown 3, source: Unknown 9, reason: Unknown 200"),
    ];

    private static readonly (string Name, Action<Conversation> Script, string Line, string[] Options)[] Endings =
    [
        ("close at once", peer => peer.Close(), Aborted, []),
        ("reset at once", peer => peer.Reset(), Aborted, []),
        ("close after the request", peer => Answer(peer, [], peer.Close), Aborted, []),
        ("reset after the request", peer => Answer(peer, [], peer.Reset), Aborted, []),
        ("half a header", peer => Answer(peer, [2, 0, 0], peer.Close), Aborted, []),
        ("abort by the user", peer => Answer(peer, Pdu.Abort(0, 0), peer.Close), Aborted, []),
        ("abort by the provider", peer => Answer(peer, Pdu.Abort(2, 1), peer.Close), Aborted, []),
        ("half an abort", peer => Answer(peer, Pdu.Abort(2, 1)[..8], peer.Close), Aborted, []),
        ("silence", peer => Answer(peer, [], peer.Stall), Failed + "DUL network read timeout", ["-ta", "1"]),
        ("silence within a PDU", peer => Answer(peer, Goldens.AssociateAc[..40], peer.Stall),
            Failed + "DUL network read timeout", ["-ta", "1"]),
        ("release request", peer => Answer(peer, Pdu.ReleaseRq(), peer.Close), Failed, []),
        ("release response", peer => Answer(peer, Pdu.ReleaseRp(), peer.Close), Failed, []),
        ("association request", peer => Answer(peer, new AssociateRq().Build(), peer.Close), Failed, []),
        ("data", peer => Answer(peer, Goldens.GetResponse, peer.Close), Failed, []),
        ("unknown PDU", peer => Answer(peer, Pdu.Raw(8, new byte[4]), peer.Close), Failed, []),
        ("PDU type 0", peer => Answer(peer, new byte[10], peer.Close), Failed, []),
        ("text", peer => Answer(peer, "HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray(), peer.Close), Failed, []),
        ("answer of 4 GiB", peer => Answer(peer, Pdu.Raw(2, 0xFFFFFFFF, Goldens.AssociateAc.AsSpan(6)), peer.Close), Failed, []),
        ("answer without body", peer => Answer(peer, Pdu.Raw(2, []), peer.Close), Failed, []),
        ("rejection of 3 bytes", peer => Answer(peer, Pdu.Raw(3, [0, 1, 1]), peer.Close), Failed, []),
        ("rejection of 1 GiB", peer => Answer(peer, Pdu.Raw(3, 1 << 30, [0, 1, 1, 1]), peer.Close), Failed, []),
        ("no context accepted", peer => peer.Accept(RefuseContexts(3)), Failed + "No acceptable Presentation Contexts", []),
        ("no transfer syntax accepted", peer => peer.Accept(RefuseContexts(4)),
            Failed + "No acceptable Presentation Contexts", []),
        ("no context answered", peer => peer.Accept(answer => answer.Contexts.Clear()),
            Failed + "No acceptable Presentation Contexts", []),
    ];

    [TestMethod]
    public void Refused_connection()
    {
        // Bound but not listening: nobody else takes the port, and connections are refused.
        using Socket closed = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        closed.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        string port = $"{((IPEndPoint)closed.LocalEndPoint!).Port}";
        ToolResult result = NativeBinary.Run(["127.0.0.1", port, .. Exchange.Query]).ExpectStatus(61);
        result.ExpectErrorLine(Failed + "TCP Initialization Error: Connection refused");
        Assert.AreEqual(1, result.ErrorLines.Length);
    }

    /// <summary>A listener whose queue is full answers no connection request.</summary>
    [TestMethod]
    public void Connection_timeout()
    {
        using Socket full = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        full.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        full.Listen(0);
        List<Socket> waiting = [];
        for (int count = 0; count < 4; count++)
        {
            Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
            waiting.Add(socket);
            SocketException error = Assert.ThrowsExactly<SocketException>(() => socket.Connect(full.LocalEndPoint!));
            Assert.AreEqual(SocketError.WouldBlock, error.SocketErrorCode);
        }

        string port = $"{((IPEndPoint)full.LocalEndPoint!).Port}";
        ToolResult result = NativeBinary.Run(["-to", "1", "127.0.0.1", port, .. Exchange.Query]).ExpectStatus(61);
        Assert.AreEqual(Failed + "TCP Initialization Error: Connection timed out\n", result.ErrorText);
        Assert.IsInRange(0.9, 15, result.Elapsed.TotalSeconds);
        waiting.ForEach(socket => socket.Dispose());
    }

    [TestMethod]
    public void Unknown_host()
    {
        ToolResult result = NativeBinary.Run(["no-such-host.invalid", "104", .. Exchange.Query]).ExpectStatus(61);
        StringAssert.Contains(result.ErrorText, "Attempt to connect to unknown host: no-such-host.invalid");
    }

    [TestMethod]
    public void Rejections_name_result_source_and_reason()
    {
        Table.Run(Rejections, row => row.Words, row =>
        {
            Exchange exchange = Exchange.Run(
                peer => Answer(peer, Pdu.AssociateRj(row.Bytes[0], row.Bytes[1], row.Bytes[2]), peer.ExpectClose));
            exchange.Result.ExpectStatus(61).ExpectErrorLine($"{Rejected} ({row.Words})");
            Assert.AreEqual(1, exchange.Result.ErrorLines.Length, exchange.Result.ToString());
        });
    }

    [TestMethod]
    public void Endings_before_the_association_stands()
    {
        Table.Run(Endings, row => row.Name, row =>
        {
            Exchange exchange = Exchange.Run(row.Script, row.Options);
            exchange.Result.ExpectStatus(61);
            StringAssert.StartsWith(exchange.Result.ErrorLines[^1], row.Line);

            // The reference announces a refusal of all contexts at error level, too.
            string[] before = row.Line.EndsWith("Contexts", StringComparison.Ordinal) ? ["E: No Acceptable Presentation Contexts"] : [];
            CollectionAssert.AreEqual(before, exchange.Result.ErrorLines[..^1]);
            Assert.AreEqual(0, exchange.Files.Count);
        });
    }

    /// <summary>The context of the request itself is needed.</summary>
    [TestMethod]
    public void Get_refused_but_storage_accepted()
    {
        Exchange exchange = Exchange.Run(peer =>
        {
            peer.Accept(answer => answer.Contexts[0] = new AnsweredContext(1, 3, Uids.ExplicitLittle));
            peer.ExpectRelease();
        });
        exchange.Result.ExpectStatus(66).ExpectErrorLine("F: No adequate Presentation Contexts for sending C-GET");
    }

    /// <summary>An answer cut off anywhere is an association that never was.</summary>
    [TestMethod]
    public void Every_truncation_of_the_answer()
    {
        Table.Run(Enumerable.Range(0, Goldens.AssociateAc.Length).ToArray(), length => $"{length} bytes", length =>
        {
            Exchange exchange = Exchange.Run(peer => Answer(peer, Goldens.AssociateAc[..length], peer.Close));
            exchange.Result.ExpectStatus(61).ExpectErrorLine(Aborted + " (connection closed by peer)");
        });
    }

    /// <summary>A length field that lies, at every place where there is one.</summary>
    [TestMethod]
    public void Wrong_lengths_in_the_answer()
    {
        // Low bytes of the lengths: PDU, application context, presentation context, transfer syntax, user information,
        // maximum length, implementation class, implementation version.
        int[] places = [5, 77, 102, 110, 133, 137, 145, 176];
        List<(int Place, int Change)> rows = [];
        foreach (int place in places)
        {
            rows.AddRange([(place, -1), (place, 1), (place, 64), (place - 1, 0x7F)]);
        }

        Table.Run(rows, row => $"{row}", row =>
        {
            byte[] answer = (byte[])Goldens.AssociateAc.Clone();
            answer[row.Place] = (byte)(answer[row.Place] + row.Change);
            Exchange exchange = Exchange.Run(peer => Answer(peer, answer, peer.Close));
            exchange.Result.ExpectStatus(61);
            StringAssert.StartsWith(exchange.Result.ErrorText, Failed);
        });
    }

    private static void Answer(Conversation peer, byte[] bytes, Action end)
    {
        peer.ExpectRequest();
        peer.SendQuietly(bytes);
        end();
    }

    private static Action<AssociateAc> RefuseContexts(int result)
    {
        return answer =>
        {
            for (int index = 0; index < answer.Contexts.Count; index++)
            {
                answer.Contexts[index] = answer.Contexts[index] with { Result = result };
            }
        };
    }
}
