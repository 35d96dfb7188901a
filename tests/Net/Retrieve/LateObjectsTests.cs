using GetScu.Net.Log;
using GetScu.Net.Pdu;
using GetScu.Net.Retrieve;
using GetScu.Tests.Net.Log;
using GetScu.Tests.Support.Wire;

namespace GetScu.Tests.Net;

/// <summary>Objects that come after the final response are counted, whatever else comes with them.</summary>
[TestClass]
public sealed class LateObjectsTests
{
    private static readonly byte[] Store = Command.StoreRq(1, Uids.CtImage, "1.2.3").Build();
    private static readonly byte[] Echo = Command.EchoRq(7).Build();

    private static readonly (string Name, (bool IsCommand, bool IsLast, byte[] Bytes)[] Pieces, long Count)[] Rows =
    [
        ("data alone", [(false, true, new byte[10])], 0),
        ("an object", [(true, true, Store), (false, true, new byte[10])], 1),
        ("three of them", [(true, true, Store), (false, true, []), (true, true, Store), (true, true, Store)], 3),
        ("in two pieces", [(true, false, Store[..9]), (true, true, Store[9..])], 1),
        ("not whole", [(true, false, Store)], 0),
        ("another command", [(true, true, Echo), (true, true, Store)], 1),
        ("no command", [(true, true, [1, 2, 3]), (true, true, Store)], 1),
        ("endless", [.. Enumerable.Repeat((true, false, new byte[30_000]), 10), (true, true, Store)], 1),
    ];

    [TestMethod]
    public void Only_whole_requests_count() => Support.Table.Run(Rows, row => row.Name, row =>
    {
        using LogSetup setup = new();
        LateObjects late = new(new Logging(LogLevel.Info, setup.Host).Net);
        foreach ((bool isCommand, bool isLast, byte[] bytes) in row.Pieces)
        {
            int header = (isCommand ? 1 : 0) | (isLast ? 2 : 0);
            late.Take(new Received(PduType.PDataTf, 1, (byte)header, ends: true, bytes));
        }

        Assert.AreEqual(row.Count, late.Count);
        Assert.AreEqual("W: Peer goes on sending after its final response: dropped\n", setup.Error);
    });
}
