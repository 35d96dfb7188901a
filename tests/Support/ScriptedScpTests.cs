using System.Net;
using System.Net.Sockets;

namespace GetScu.Tests.Support;

/// <summary>The scripted peer itself, seen from a plain socket and from the reference.</summary>
[TestClass]
public sealed class ScriptedScpTests
{
    [TestMethod]
    public void A_script_that_meets_something_else_fails_with_what_came()
    {
        using ScriptedScp peer = ScriptedScp.Start(conversation => conversation.Accept());
        using Socket socket = Connect(peer);
        socket.Send(Goldens.ReleaseRq);
        AssertFailedException error = Assert.ThrowsExactly<AssertFailedException>(peer.Finish);
        StringAssert.Contains(error.Message, "expected PDU 1, but got PDU 5");
        StringAssert.Contains(error.Message, "05 00 00 00 00 04");
    }

    [TestMethod]
    public void Close_sends_fin_and_records_the_rest()
    {
        using ScriptedScp peer = ScriptedScp.Start(conversation =>
        {
            conversation.Send(Goldens.Abort, 3);
            conversation.Close();
        });
        using Socket socket = Connect(peer);
        byte[] received = new byte[100];
        int count = 0;
        for (int got; (got = socket.Receive(received.AsSpan(count))) > 0;)
        {
            count += got;
        }

        CollectionAssert.AreEqual(Goldens.Abort, received[..count]);
        socket.Send(Goldens.ReleaseRq);
        socket.Send(Goldens.ReleaseRp);
        socket.Shutdown(SocketShutdown.Send);
        peer.Finish();
        CollectionAssert.AreEqual(
            new[] { Pdu.ReleaseRqType, Pdu.ReleaseRpType }, peer.Conversations[0].ReceivedPdus.ConvertAll(pdu => pdu.Type));
    }

    [TestMethod]
    public void Reset_sends_rst()
    {
        using ScriptedScp peer = ScriptedScp.Start(conversation => conversation.Reset());
        using Socket socket = Connect(peer);
        SocketException error = Assert.ThrowsExactly<SocketException>(() => socket.Receive(new byte[1]));
        Assert.AreEqual(SocketError.ConnectionReset, error.SocketErrorCode);
        peer.Finish();
    }

    [TestMethod]
    public void The_reference_retrieves_from_a_script()
    {
        byte[] data = new DataSetBuilder().Add(0x00080016, "UI", Uids.CtImage).Add(0x00080018, "UI", "1.2.3.4").Build();
        Exchange exchange = Exchange.RunReference(
            conversation =>
            {
                conversation.Accept();
                conversation.ExpectGet();
                conversation.SendStore(Uids.CtImage, "1.2.3.4", data);
                conversation.ExpectStoreResponse(0);
                conversation.SendGetResponse(0, completed: 1, failed: 0, warning: 0);
                conversation.ExpectRelease();
            },
            "+B");
        exchange.Result.ExpectStatus(0);
        CollectionAssert.AreEqual(new[] { "1.2.3.4" }, exchange.Files.Keys.ToArray());
        Assert.AreEqual(121, exchange.Peer.Request.Contexts.Count);
    }

    private static Socket Connect(ScriptedScp peer)
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = 60_000 };
        socket.Connect(IPAddress.Loopback, peer.Port);
        return socket;
    }
}
