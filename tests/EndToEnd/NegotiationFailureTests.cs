using System.Net;
using System.Net.Sockets;

using GetScu.Tests.Support;

namespace GetScu.Tests.EndToEnd;

/// <summary>What keeps an association from being, beside the conduct table: its message, exit status 61, nothing left behind.</summary>
[TestClass]
public sealed class NegotiationFailureTests
{
    private const string Failed = "F: Could not negotiate association: ";
    private const string Aborted = Failed + "Peer aborted Association (or never connected)";

    private static readonly (string Name, Action<Conversation> Script)[] Endings =
    [
        ("close at once", peer => peer.Close()),
        ("reset at once", peer => peer.Reset()),
        ("half a header", peer => Answer(peer, [2, 0, 0], peer.Close)),
        ("half an abort", peer => Answer(peer, Pdu.Abort(2, 1)[..8], peer.Close)),
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
    public void Endings_before_the_association_stands()
    {
        Table.Run(Endings, row => row.Name, row =>
        {
            Exchange exchange = Exchange.Run(row.Script);
            exchange.Result.ExpectStatus(61);
            Assert.HasCount(1, exchange.Result.ErrorLines);
            StringAssert.StartsWith(exchange.Result.ErrorLines[0], Aborted);
            Assert.AreEqual(0, exchange.Files.Count);
        });
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
}
