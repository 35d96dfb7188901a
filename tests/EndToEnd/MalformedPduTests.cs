using GetScu.Tests.Support;

namespace GetScu.Tests.EndToEnd;

/// <summary>
/// PDUs that break the protocol while a retrieval runs: status 69, one clear error, an A-ABORT by the provider where the
/// connection still stands, and no file.
/// </summary>
[TestClass]
public sealed class MalformedPduTests
{
    private static readonly byte[] Data = Synthetic.DataSet(Uids.CtImage, "1.2.3.4.5");

    private static readonly byte[] Store = Command.StoreRq(1, Uids.CtImage, "1.2.3.4.5").Build();

    /// <summary>Said instead of an answer to the C-GET-RQ. The context of CT images stands as 'cc'.</summary>
    private static readonly (string Name, string Bytes)[] Instead =
    [
        ("PDU type 0", "00 00 00 00 00 04 00 00 00 00"),
        ("PDU type 8", "08 00 00 00 00 04 00 00 00 00"),
        ("text", "'HTTP/1.1 400 Bad Request' 0D 0A 0D 0A"),
        ("PDU type FF of 4 GiB", "FF 00 FF FF FF FF"),
        ("association request", "01 00 00 00 00 04 00 01 00 00"),
        ("association answer", "02 00 00 00 00 04 00 01 00 00"),
        ("association rejection", "03 00 00 00 00 04 00 01 01 01"),
        ("release response", "06 00 00 00 00 04 00 00 00 00"),
        ("release request of 1 GiB", "05 00 40 00 00 00 00 00 00 00"),
        ("release request without body", "05 00 00 00 00 00"),
        ("data PDU without PDV", "04 00 00 00 00 00"),
        ("data PDU of 1 byte", "04 00 00 00 00 01 00"),
        ("data PDU of 3 bytes", "04 00 00 00 00 03 00 00 00"),
        ("data PDU of 5 bytes", "04 00 00 00 00 05 00 00 00 01 01"),
        ("PDV of length 0", "04 00 00 00 00 06 00 00 00 00 01 03"),
        ("PDV of length 1", "04 00 00 00 00 06 00 00 00 01 01 03"),
        ("PDV beyond its PDU", "04 00 00 00 00 08 00 00 00 08 01 03 00 00 00 00 00 00"),
        ("PDV of 4 GiB", "04 00 00 00 00 08 FF FF FF FF 01 03 00 00"),
        ("PDV of 2 GiB", "04 00 00 00 00 08 80 00 00 00 01 03 00 00"),
        ("a byte behind the last PDV", "04 00 00 00 00 09 00 00 00 04 01 01 00 00 AA"),
        ("context 0", "04 00 00 00 00 08 00 00 00 04 00 03 00 00"),
        ("context 2", "04 00 00 00 00 08 00 00 00 04 02 03 00 00"),
        ("context 255, not proposed", "04 00 00 00 00 08 00 00 00 04 FF 03 00 00"),
        ("empty command", "04 00 00 00 00 06 00 00 00 02 01 03"),
        ("command of 2 bytes", "04 00 00 00 00 08 00 00 00 04 01 03 00 00"),
        ("command whose element is longer than it", "04 00 00 00 00 10 00 00 00 0C 01 03 00 00 00 01 FF 00 00 00 10 80"),
        ("command without a field", "04 00 00 00 00 10 00 00 00 0C 01 03 00 00 00 08 02 00 00 00 01 01"),
        ("data without command", "04 00 00 00 00 08 00 00 00 04 cc 02 00 00"),
    ];

    [TestMethod]
    public void Instead_of_a_response()
    {
        Table.Run(Instead, row => row.Name, row =>
        {
            Exchange exchange = Exchange.Run(peer =>
            {
                peer.Accept();
                peer.ExpectGet();
                peer.SendQuietly(Hex.Parse(row.Bytes.Replace("cc", $"{peer.ContextOf(Uids.CtImage):x2}")));
                peer.Stall();
            });
            ExpectAborted(exchange);
        });
    }

    /// <summary>Lengths that a peer claims allocate nothing, and a command that does not end is given up.</summary>
    [TestMethod]
    public void Command_of_4_gib()
    {
        Exchange exchange = Exchange.Run(
            peer =>
            {
                peer.Accept();
                peer.ExpectGet();
                peer.SendQuietly(Hex.Parse("04 00 FF FF FF FF FF FF FF FB 01 01"));
                peer.SendQuietly(new byte[1 << 20]);
                peer.Stall();
            },
            new ToolOptions { Measure = true });
        exchange.Result.ExpectStatus(69);
        Assert.IsTrue(exchange.Result.Use!.Value.PeakKiB < 65536, $"{exchange.Result.Use}");
        Assert.AreEqual(0, exchange.Files.Count);
    }

    [TestMethod]
    public void Command_within_a_data_set()
    {
        Exchange exchange = Exchange.Run(peer =>
        {
            peer.Accept();
            peer.ExpectGet();
            int context = peer.ContextOf(Uids.CtImage);
            peer.Send(Pdu.Message(context, Store));
            peer.Send(Pdu.Data(new Pdv(context, false, false, Data[..50])));
            peer.SendQuietly(Pdu.Message(context, Store));
            peer.Stall();
        });
        ExpectAborted(exchange);
    }

    [TestMethod]
    public void Data_set_on_another_context_than_its_command()
    {
        Exchange exchange = Exchange.Run(peer =>
        {
            peer.Accept();
            peer.ExpectGet();
            peer.Send(Pdu.Message(peer.ContextOf(Uids.CtImage), Store));
            peer.SendQuietly(Pdu.Data(new Pdv(peer.ContextOf(Uids.MrImage), false, true, Data)));
            peer.Stall();
        });
        ExpectAborted(exchange);
    }

    /// <summary>Not a breach of protocol, but an end all the same: the release is answered.</summary>
    [TestMethod]
    public void Release_request_while_the_retrieval_runs()
    {
        Exchange exchange = Exchange.Run(peer =>
        {
            peer.Accept();
            peer.ExpectGet();
            peer.Send(Pdu.ReleaseRq());
            peer.Expect(Pdu.ReleaseRpType);
            peer.Close();
        });
        exchange.Result.ExpectStatus(69);
        Assert.AreEqual(0, exchange.Files.Count);
    }

    /// <summary>PS3.8 9.3.5.1: fragments of a message may come in any way, an empty last one among them.</summary>
    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(7)]
    [DataRow(1000)]
    public void Any_fragmentation_is_understood(int size)
    {
        foreach (int piece in new[] { 3, 100_000 })
        {
            Exchange exchange = Exchange.Run(peer =>
            {
                peer.Accept();
                peer.ExpectGet();
                int context = peer.ContextOf(Uids.CtImage);
                List<Pdv> values = [];
                Add(values, context, isCommand: true, Store, size);
                Add(values, context, isCommand: false, Data, size);
                byte[] onePdu = Pdu.Data([.. values]);
                byte[] manyPdus = [.. values.SelectMany(value => Pdu.Data(value))];
                peer.Send(onePdu, piece);
                peer.ExpectStoreResponse(0);
                peer.Send(manyPdus, piece);
                peer.ExpectStoreResponse(0);
                peer.SendGetResponse(0, completed: 2, failed: 0, warning: 0);
                peer.ExpectRelease();
            });
            exchange.Result.ExpectStatus(0);
            Assert.IsTrue(exchange.Files["CT.1.2.3.4.5"].AsSpan().EndsWith(Data));
        }
    }

    private static void Add(List<Pdv> values, int context, bool isCommand, byte[] bytes, int size)
    {
        for (int at = 0; at < bytes.Length; at += size)
        {
            values.Add(new Pdv(context, isCommand, false, bytes[at..Math.Min(at + size, bytes.Length)]));
        }

        values.Add(new Pdv(context, isCommand, true, []));
    }

    private static void ExpectAborted(Exchange exchange)
    {
        exchange.Result.ExpectStatus(69);
        string[] lines = exchange.Result.ErrorLines;
        Assert.IsTrue(lines.Length == 1 && lines[0].StartsWith("E: ", StringComparison.Ordinal), exchange.Result.ToString());
        Assert.AreEqual(0, exchange.Files.Count);
        Pdu last = exchange.Peer.ReceivedPdus[^1];
        Assert.AreEqual(Pdu.AbortType, last.Type, exchange.Result.ToString());
        Assert.AreEqual(2, last.Body[2], "source of the A-ABORT");
    }
}
