using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

using GetScu.Dicom;
using GetScu.Net.Pdu;
using GetScu.Storage;
using GetScu.Tests.Support;
using GetScu.Tests.Support.Wire;

namespace GetScu.Tests.Net;

/// <summary>Where received bytes lie in memory, and how long they stay there.</summary>
[TestClass]
public sealed class ReceiveBufferTests
{
    private const int Ct = 3;

    [TestMethod]
    [DataRow(100_000, 7001, 16_384)]
    [DataRow(300_000, 1000, 4096)]
    [DataRow(3_000_000, 40_000, 65_536)]
    [DataRow(3_000_000, 131_066, int.MaxValue)]
    public void A_receive_goes_to_the_place_in_a_page_that_its_data_has_in_the_file(int length, int fragment, int piece)
    {
        byte[] command = Pdu.Message(Ct, Command.StoreRq(5, Uids.CtImage, "1.2.3").Build());
        byte[] stream = [.. command, .. Data(length, fragment), .. command, .. Data(length, fragment)];
        PduReader reader = new(new MemoryConnection(stream, piece));
        int objects = 0;
        int offset = 0;
        int headers = 0;
        int fragments = 0;
        while (objects < 2)
        {
            if (!reader.TryNext(out Received received))
            {
                reader.Receive();
                headers = 0;
                continue;
            }

            if (received.IsCommand)
            {
                offset = 0;
                // Behind a command data lies where it comes; from the next receive on it must be right.
                headers = int.MinValue;
                continue;
            }

            if (headers >= 0)
            {
                int ahead = (Address(received.Bytes) - PagePlace.Lead - offset) & (PagePlace.Page - 1);
                Assert.IsLessThanOrEqualTo(12 * (headers + 1) & (PagePlace.Page - 1), ahead, $"at {offset}, {headers} headers before");
                fragments++;
            }

            offset += received.Bytes.Length;
            headers += received.Ends ? 1 : 0;
            if (received.IsLast)
            {
                objects++;
                Assert.AreEqual(length, offset);
            }
        }

        Assert.IsGreaterThan(4, fragments);
    }

    [TestMethod]
    [DataRow(16_378, 5000)]
    [DataRow(16_378, 65_536)]
    [DataRow(131_066, int.MaxValue)]
    [DataRow(50, 65_536)]
    public void Views_stay_while_there_is_room(int fragment, int piece)
    {
        byte[] stream = Data(3 * Limits.ReceiveBuffer, fragment);
        MemoryConnection connection = new(stream, piece);
        PduReader reader = new(connection);
        reader.Receive();
        List<(nint Address, byte[] Copy)> views = [];
        int length = 0;
        do
        {
            while (reader.TryNext(out Received received))
            {
                views.Add((FullAddress(received.Bytes), received.Bytes.ToArray()));
                length += received.Bytes.Length;
            }
        }
        while (reader.TryReceiveBehind());

        Assert.IsLessThanOrEqualTo(Limits.ReceiveBuffer + (2 * PagePlace.Page), length);
        Assert.IsGreaterThan(Limits.ReceiveBuffer * 3 / 4, length + (12 * views.Count));
        foreach ((nint address, byte[] copy) in views)
        {
            byte[] now = new byte[copy.Length];
            Marshal.Copy(address, now, 0, now.Length);
            CollectionAssert.AreEqual(copy, now);
        }

        int receives = connection.Receives;
        Assert.IsFalse(reader.TryReceiveBehind());
        Assert.AreEqual(receives, connection.Receives);
    }

    /// <summary>Different bytes everywhere, in PDUs of a PDV.</summary>
    private static byte[] Data(int length, int fragment)
    {
        byte[] bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return Pdu.DataSet(Ct, bytes, fragment);
    }

    private static int Address(ReadOnlySpan<byte> bytes) => (int)(FullAddress(bytes) & (PagePlace.Page - 1));

    // It is pinned.
    private static unsafe nint FullAddress(ReadOnlySpan<byte> bytes) => (nint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(bytes));
}
