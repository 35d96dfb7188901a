using GetScu.Tests.Support;

namespace GetScu.Tests.EndToEnd;

/// <summary>
/// Lengths of PDUs and PDVs while a retrieval runs, beside those of the conduct table. Wrong ones: status 69, one clear error,
/// an A-ABORT by the provider, no file.
/// </summary>
[TestClass]
public sealed class FragmentTests
{
    private static readonly byte[] Data = Synthetic.DataSet(Uids.CtImage, "1.2.3.4.5");

    private static readonly byte[] Store = Command.StoreRq(1, Uids.CtImage, "1.2.3.4.5").Build();

    /// <summary>Said instead of an answer to the C-GET-RQ: lengths that the rows of the conduct table do not have.</summary>
    private static readonly (string Name, string Bytes)[] Instead =
    [
        ("release request of 1 GiB", "05 00 40 00 00 00 00 00 00 00"),
        ("release request without body", "05 00 00 00 00 00"),
        ("data PDU of 1 byte", "04 00 00 00 00 01 00"),
        ("data PDU of 3 bytes", "04 00 00 00 00 03 00 00 00"),
        ("PDV of 2 GiB", "04 00 00 00 00 08 80 00 00 00 01 03 00 00"),
        ("a byte behind the last PDV", "04 00 00 00 00 09 00 00 00 04 01 01 00 00 AA"),
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
                peer.SendQuietly(Hex.Parse(row.Bytes));
                peer.Stall();
            });
            ExpectAborted(exchange);
        });
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
