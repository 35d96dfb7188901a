using GetScu.Net.Pdu;
using GetScu.Tests.Support.Wire;

namespace GetScu.Tests.Net;

/// <summary>Big-endian fields, one after another.</summary>
[TestClass]
public sealed class SpanWriterTests
{
    [TestMethod]
    public void Every_field_stands_where_it_was_written()
    {
        byte[] memory = new byte[80];
        memory.AsSpan().Fill(0xEE);
        SpanWriter writer = new(memory);
        writer.Byte(1);
        writer.UInt16(0x0203);
        writer.UInt32(0x04050607);
        writer.Zeros(2);
        writer.Bytes([8, 9]);
        writer.Ascii("ab");
        writer.AeTitle("");
        writer.AeTitle("ME");
        writer.AeTitle("SIXTEEN LETTERS.");
        byte[] expected = Hex.Parse("01 0203 04050607 0000 0809 'ab' '                ' 'ME              ' 'SIXTEEN LETTERS.'");
        CollectionAssert.AreEqual(expected, writer.Written.ToArray());
        Assert.AreEqual(expected.Length, writer.Position);
        Assert.AreEqual(0xEE, memory[expected.Length]);
    }

    [TestMethod]
    public void Items_within_each_other_have_their_lengths()
    {
        SpanWriter writer = new(new byte[40]);
        int outer = writer.BeginItem(ItemType.UserInformation);
        writer.Item(ItemType.ImplementationVersionName, "V1");
        int inner = writer.BeginItem(ItemType.MaximumLength);
        writer.UInt32(16384);
        writer.EndItem(inner);
        writer.EndItem(outer);
        writer.Item(ItemType.ApplicationContext, "");
        CollectionAssert.AreEqual(
            Hex.Parse("50 00 000E 55 00 0002 'V1' 51 00 0004 00004000 10 00 0000"), writer.Written.ToArray());
    }

    [TestMethod]
    public void An_item_has_65535_bytes_at_most()
    {
        Assert.ThrowsExactly<OverflowException>(() =>
        {
            SpanWriter writer = new(new byte[70_000]);
            int item = writer.BeginItem(ItemType.UserInformation);
            writer.Zeros(65_536);
            writer.EndItem(item);
        });
    }
}
