using GetScu.Dicom;
using GetScu.Net.Pdu;
using GetScu.Net.Transport;
using GetScu.Tests.Support;

namespace GetScu.Tests.Net;

/// <summary>How long which silence of a peer is borne, by a clock of the test's own.</summary>
[TestClass]
public sealed class PduReaderSilenceTests
{
    private const int Minute = 60_000;

    // A P-DATA-TF with one command fragment of two bytes that is the last.
    private static readonly byte[] Message = Hex.Parse("04 00 00000008 00000004 01 03 AAAA");

    /// <summary>Seconds for -td (0: not given), the peer's pieces, pieces that are taken, and milliseconds until it was given up.</summary>
    private static readonly (string Name, int Timeout, (long Delay, byte[] Bytes)[] Pieces, int Messages, long End)[] Rows =
    [
        ("between messages without a bound", 0, [(100 * Minute, Message), (100 * Minute, Message)], 2, 0),
        ("a message that begins late and comes in two reads", 0, [(2 * Minute, Message[..3]), (59_000, Message[3..])], 1, 0),
        ("within a PDU", 0, [(0, Message[..7])], 0, Minute),
        ("within a PDU, after a long silence", 0, [(2 * Minute, Message[..7])], 0, 3 * Minute),
        ("-td: between messages", 2, [(1900, Message), (1900, Message)], 2, 2 * 1900 + 2000),
        ("-td: nothing", 2, [], 0, 2000),
        ("-td: within a PDU", 2, [(1900, Message[..3]), (1900, Message[3..7])], 0, 1900 + 2000),
        ("-td: byte after byte", 2, [.. Message.Select(value => (300L, new byte[] { value }))], 0, 300 + 2000),
        ("-td: longer than milliseconds in 32 bits", int.MaxValue, [(40L * 24 * 60 * Minute, Message)], 1, 0),
    ];

    [TestMethod]
    public void Of_messages() => Table.Run(Rows, row => row.Name, row =>
    {
        TimedConnection peer = new(row.Pieces);
        PduReader reader = new(peer, clock: () => peer.Now);
        reader.SetTimeouts(row.Timeout, row.Timeout == 0 ? Limits.SilenceWithinPdu : row.Timeout, absolute: false);
        for (int i = 0; i < row.Messages; i++)
        {
            Await(reader);
            reader.RestartWait();
        }

        if (row.End > 0)
        {
            NetworkException error = Assert.ThrowsExactly<NetworkException>(() => Await(reader));
            Assert.AreEqual(NetworkFailure.Timeout, error.Failure);
            Assert.AreEqual(row.End, peer.Now);
        }
    });

    /// <summary>A data set is announced and never comes.</summary>
    [TestMethod]
    [DataRow(0, Minute)]
    [DataRow(3, 3000)]
    public void Of_the_rest_of_a_message(int timeout, int expected)
    {
        TimedConnection peer = new([(100, Message)]);
        PduReader reader = new(peer, clock: () => peer.Now);
        reader.SetTimeouts(timeout, timeout == 0 ? Limits.SilenceWithinPdu : timeout, absolute: false);
        Await(reader);
        reader.ExpectRest();
        NetworkException error = Assert.ThrowsExactly<NetworkException>(() => Await(reader));
        StringAssert.Contains(error.Message, "peer went silent within a message");
        Assert.AreEqual(100 + expected, peer.Now);
    }

    private static void Await(PduReader reader)
    {
        while (!reader.TryNext(out _))
        {
            reader.Receive();
        }
    }
}
