using GetScu.Net.Pdu;
using GetScu.Tests.Support.Wire;

namespace GetScu.Tests.Net;

/// <summary>The PDUs that follow an association's request, byte by byte (PS3.8 9.3.5 to 9.3.8).</summary>
[TestClass]
public sealed class PduWriterTests
{
    [TestMethod]
    [DataRow(4, "AABB", "", "04 00 00000008 00000004 05 03 AABB")]
    [DataRow(4, "AABBCCDD", "", "04 00 0000000A 00000006 05 03 AABBCCDD")]
    [DataRow(4, "AABBCCDDEEFF", "", "04 00 0000000A 00000006 05 01 AABBCCDD 04 00 00000008 00000004 05 03 EEFF")]
    [DataRow(100, "AABB", "1122", "04 00 00000008 00000004 05 03 AABB 04 00 00000008 00000004 05 02 1122")]
    [DataRow(2, "AABB", "11223344", "04 00 00000008 00000004 05 03 AABB 04 00 00000008 00000004 05 00 1122 04 00 00000008 00000004 05 02 3344")]
    public void A_message_is_cut_to_fragments_of_a_PDU_each(int most, string command, string dataSet, string expected)
    {
        PduWriter writer = new() { MaxFragment = most };
        writer.Message(5, Hex.Parse(command), Hex.Parse(dataSet));
        CollectionAssert.AreEqual(Hex.Parse(expected), writer.Unsent.ToArray());
    }

    [TestMethod]
    public void A_message_larger_than_the_memory_is_written_whole_and_a_small_one_after_it()
    {
        PduWriter writer = new() { MaxFragment = 1000 };
        byte[] command = new byte[100];
        byte[] data = new byte[50_000];
        new Random(7).NextBytes(data);
        writer.Message(1, command, data);
        List<Pdu> pdus = Pdu.Split(writer.Unsent.ToArray(), out int rest);
        Assert.AreEqual(0, rest);
        Assert.HasCount(51, pdus);
        CollectionAssert.AreEqual(data, pdus.Skip(1).SelectMany(pdu => pdu.Pdvs[0].Data).ToArray());
        Assert.AreEqual(1, pdus.Count(pdu => pdu.Pdvs[0] is { IsCommand: false, IsLast: true }));
        writer.Clear();
        writer.Message(1, command, default);
        Assert.AreEqual(112, writer.Unsent.Length);
    }

    [TestMethod]
    public void What_is_not_sent_stays_in_order_beyond_the_memory()
    {
        PduWriter writer = new() { MaxFragment = 5000 };
        for (int i = 0; i < 100; i++)
        {
            writer.Message((byte)(2 * i + 1), new byte[100], default);
        }

        writer.Fixed(PduType.ReleaseRq, 0, 0);
        List<Pdu> pdus = Pdu.Split(writer.Unsent.ToArray(), out int rest);
        Assert.AreEqual(0, rest);
        Assert.HasCount(101, pdus);
        CollectionAssert.AreEqual(Enumerable.Range(0, 100).Select(i => 2 * i + 1).ToArray(), pdus[..100].ConvertAll(pdu => pdu.Pdvs[0].Context));
        Assert.AreEqual(Pdu.ReleaseRqType, pdus[100].Type);
    }

    [TestMethod]
    [DataRow(5, 0, 0, "05 00 00000004 00 00 00 00")]
    [DataRow(6, 0, 0, "06 00 00000004 00 00 00 00")]
    [DataRow(7, 2, 6, "07 00 00000004 00 00 02 06")]
    public void Short_ones(int type, int source, int reason, string expected)
    {
        PduWriter writer = new();
        writer.Fixed((PduType)type, (byte)source, (byte)reason);
        CollectionAssert.AreEqual(Hex.Parse(expected), writer.Unsent.ToArray());
    }
}
