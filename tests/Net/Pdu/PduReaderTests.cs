using GetScu.Dicom;
using GetScu.Net.Pdu;
using GetScu.Net.Transport;
using GetScu.Tests.Support;
using GetScu.Tests.Support.Wire;

namespace GetScu.Tests.Net;

/// <summary>PDUs and PDVs out of bytes, in any pieces (PS3.8 9.3, annex E).</summary>
[TestClass]
public sealed class PduReaderTests
{
    private const string OneCommand = "04 00 00 00 00 08 # P-DATA-TF \n 00 00 00 04 01 03 'ab'";
    private const string TwoPdvs = "04 00 00 00 00 10 \n 00 00 00 04 21 00 'ab' \n 00 00 00 04 21 02 'cd'";

    /// <summary>Bytes, and what they are: type, context id, C(ommand) or D(ata), L(ast) or -, the value.</summary>
    private static readonly (string Name, string Bytes, string Expected)[] Good =
    [
        ("one command", OneCommand, "04/1/C/L/6162"),
        ("two fragments in a PDU", TwoPdvs, "04/33/D/-/6162 04/33/D/L/6364"),
        ("command and data in a PDU", "04 00 00 00 00 10  00 00 00 04 21 03 'ab'  00 00 00 04 21 02 'cd'",
            "04/33/C/L/6162 04/33/D/L/6364"),
        ("an empty last fragment", "04 00 00 00 00 06  00 00 00 02 21 02", "04/33/D/L/"),
        ("an empty fragment within", "04 00 00 00 00 0E  00 00 00 02 21 00  00 00 00 04 21 02 'ab'", "04/33/D/-/ 04/33/D/L/6162"),
        ("an odd fragment", "04 00 00 00 00 07  00 00 00 03 21 02 'a'", "04/33/D/L/61"),
        ("reserved bits of the control header", "04 FF 00 00 00 08  00 00 00 04 01 FF 'ab'", "04/1/C/L/6162"),
        ("release request", "05 00 00 00 00 04 00 00 00 00", "05/0/D/-/00000000"),
        ("release response", "06 00 00 00 00 04 00 00 00 00", "06/0/D/-/00000000"),
        ("abort", "07 00 00 00 00 04 00 00 02 01", "07/0/D/-/00000201"),
        ("rejection", "03 00 00 00 00 04 00 01 01 07", "03/0/D/-/00010107"),
        ("acceptance", "02 00 00 00 00 02 'xy'", "02/0/D/-/7879"),
        ("data, then release", TwoPdvs + " 05 00 00 00 00 04 00 00 00 00", "04/33/D/-/6162 04/33/D/L/6364 05/0/D/-/00000000"),
    ];

    private static readonly (string Name, string Bytes, AbortReason Reason, string Message)[] Bad =
    [
        ("type 00", "00 00 00 00 00 04 00 00 00 00", AbortReason.UnrecognizedPdu, "unrecognized PDU type 00H"),
        ("type 08", "08 00 00 00 00 04 00 00 00 00", AbortReason.UnrecognizedPdu, "unrecognized PDU type 08H"),
        ("type FF", "FF 00 00 00 00 04 00 00 00 00", AbortReason.UnrecognizedPdu, "unrecognized PDU type ffH"),
        ("a request from the acceptor", "01 00 00 00 00 04 00 00 00 00", AbortReason.UnexpectedPdu, "A-ASSOCIATE-RQ"),
        ("abort of 5 bytes", "07 00 00 00 00 05 00 00 00 00 00", AbortReason.InvalidPduParameter, "length 5; needs 4"),
        ("release request of 0 bytes", "05 00 00 00 00 00", AbortReason.InvalidPduParameter, "length 0; needs 4"),
        ("release response of 4 GiB", "06 00 FF FF FF FF", AbortReason.InvalidPduParameter, "length 4294967295; needs 4"),
        ("rejection of 3 bytes", "03 00 00 00 00 03 00 00 00", AbortReason.InvalidPduParameter, "length 3; needs 4"),
        ("acceptance beyond its limit", "02 00 00 02 00 01", AbortReason.InvalidPduParameter, "131073 bytes; at most 131072"),
        ("acceptance of 4 GiB", "02 00 FF FF FF FF", AbortReason.InvalidPduParameter, "4294967295 bytes"),
        ("P-DATA-TF of 0 bytes", "04 00 00 00 00 00", AbortReason.InvalidPduParameter, "P-DATA-TF of 0 bytes"),
        ("P-DATA-TF of 5 bytes", "04 00 00 00 00 05 00 00 00 01 01", AbortReason.InvalidPduParameter, "P-DATA-TF of 5 bytes"),
        ("PDV length 0", "04 00 00 00 00 08 00 00 00 00 01 03 'ab'", AbortReason.InvalidPduParameter, "PDV length 0"),
        ("PDV length 1", "04 00 00 00 00 08 00 00 00 01 01 03 'ab'", AbortReason.InvalidPduParameter, "PDV length 1"),
        ("PDV beyond its PDU by one", "04 00 00 00 00 08 00 00 00 05 01 03 'ab'", AbortReason.InvalidPduParameter, "PDV length 5"),
        ("PDV of 4 GiB", "04 00 00 00 00 08 FF FF FF FF 01 03 'ab'", AbortReason.InvalidPduParameter, "PDV length 4294967295"),
        ("PDV that overflows with its header", "04 00 00 00 00 08 FF FF FF FC 01 03 'ab'", AbortReason.InvalidPduParameter, "PDV length"),
        ("a byte after the last PDV", "04 00 00 00 00 09 00 00 00 04 01 03 'ab' 00", AbortReason.InvalidPduParameter, "1 bytes after the last PDV"),
        ("five bytes after the last PDV", "04 00 00 00 00 0D 00 00 00 04 01 03 'ab' 0000000000", AbortReason.InvalidPduParameter, "5 bytes after"),
    ];

    [TestMethod]
    public void Takes_everything_in_pieces_of_every_size() => Table.Run(Good, row => row.Name, row =>
    {
        byte[] bytes = Hex.Parse(row.Bytes);
        for (int piece = 1; piece <= bytes.Length; piece++)
        {
            Assert.AreEqual(row.Expected, string.Join(' ', Read(bytes, piece)), $"in pieces of {piece}");
        }
    });

    [TestMethod]
    public void Every_truncation_is_a_lost_connection() => Table.Run(Good, row => row.Name, row =>
    {
        byte[] bytes = Hex.Parse(row.Bytes);
        int whole = Read(bytes, int.MaxValue).Count;
        for (int length = 0; length < bytes.Length; length++)
        {
            PduReader reader = new(new MemoryConnection(bytes[..length]));
            int count = 0;
            NetworkException error = Assert.ThrowsExactly<NetworkException>(() =>
            {
                while (true)
                {
                    Received received;
                    while (!reader.TryNext(out received))
                    {
                        reader.Receive();
                    }

                    count += received.Ends ? 1 : 0;
                }
            });
            Assert.AreEqual(NetworkFailure.ConnectionLost, error.Failure);
            Assert.IsLessThan(whole, count, $"after {length} bytes");
        }
    });

    [TestMethod]
    public void Names_what_is_wrong() => Table.Run(Bad, row => row.Name, row =>
    {
        byte[] bytes = Hex.Parse(row.Bytes);
        for (int piece = 1; piece <= bytes.Length; piece++)
        {
            ProtocolException error = Assert.ThrowsExactly<ProtocolException>(() => Read(bytes, piece));
            Assert.AreEqual(row.Reason, error.Reason);
            StringAssert.Contains(error.Message, row.Message);
        }
    });

    // A collection for another thread's sake would count here.
    [DoNotParallelize]
    [TestMethod]
    public void A_long_pdu_passes_through_without_being_kept()
    {
        // 1 GiB announced; a part of it is there.
        byte[] bytes = [4, 0, 0x40, 0, 0, 6, 0x40, 0, 0, 2, 1, 0, .. new byte[3 * Limits.ReceiveBuffer]];
        MemoryConnection connection = new(bytes);
        PduReader reader = new(connection);
        long before = GC.GetAllocatedBytesForCurrentThread();
        long total = 0;
        while (total < 3 * Limits.ReceiveBuffer)
        {
            if (!reader.TryNext(out Received received))
            {
                reader.Receive();
                continue;
            }

            total += received.Bytes.Length;
            Assert.IsFalse(received.Ends);
        }

        Assert.IsLessThan(4096, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.AreEqual(0x40000006u, reader.LongestPdata);
    }

    [TestMethod]
    public void Says_which_wait_has_ended()
    {
        PduReader idle = new(new MemoryConnection([]) { IsSilentAtEnd = true });
        idle.SetTimeouts(7, 9, absolute: false);
        NetworkException error = Assert.ThrowsExactly<NetworkException>(idle.Receive);
        Assert.AreEqual(NetworkFailure.Timeout, error.Failure);
        StringAssert.Contains(error.Message, "no message from peer for 7 s");

        PduReader within = new(new MemoryConnection([4, 0]) { IsSilentAtEnd = true });
        within.SetTimeouts(7, 9, absolute: false);
        within.Receive();
        error = Assert.ThrowsExactly<NetworkException>(within.Receive);
        StringAssert.Contains(error.Message, "peer went silent within a PDU for 9 s");
    }

    private static List<string> Read(byte[] bytes, int piece)
    {
        PduReader reader = new(new MemoryConnection(bytes, piece));
        List<string> found = [];
        string value = "";
        while (true)
        {
            Received received;
            while (!reader.TryNext(out received))
            {
                try
                {
                    reader.Receive();
                }
                catch (NetworkException)
                {
                    Assert.AreEqual("", value, "ends within a PDV");
                    return found;
                }
            }

            value += Convert.ToHexString(received.Bytes);
            if (received.Ends)
            {
                found.Add($"{(int)received.Type:X2}/{received.ContextId}/{(received.IsCommand ? 'C' : 'D')}/" +
                    $"{(received.IsLast ? 'L' : '-')}/{value}");
                value = "";
            }
        }
    }
}
