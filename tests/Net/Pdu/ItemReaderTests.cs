using GetScu.Net.Pdu;
using GetScu.Tests.Support.Wire;

namespace GetScu.Tests.Net;

/// <summary>The items of an association PDU, one after another (PS3.8 9.3.2).</summary>
[TestClass]
public sealed class ItemReaderTests
{
    [TestMethod]
    [DataRow("", "")]
    [DataRow("10 00 0000", "10@2:")]
    [DataRow("10 FF 0002 'ab'", "10@2:ab")]
    [DataRow("10 00 0002 'ab' 21 00 0000 99 00 0001 'c'", "10@2:ab 21@8: 99@12:c")]
    public void Gives_type_place_and_value(string hex, string expected)
    {
        byte[] bytes = [0xEE, 0xEE, .. Hex.Parse(hex)];
        ItemReader items = new(bytes, 2, "parent");
        List<string> found = [];
        while (items.Next(out ItemType type, out ReadOnlySpan<byte> value, out int offset))
        {
            found.Add($"{(byte)type:x2}@{offset}:{System.Text.Encoding.ASCII.GetString(value)}");
        }

        Assert.AreEqual(expected, string.Join(' ', found));
        Assert.IsFalse(items.Next(out _, out _, out _), "the end stays the end");
    }

    [TestMethod]
    [DataRow("10", "item 10H at offset 0 of parent needs 4 bytes; 1 are there")]
    [DataRow("10 00 00", "item 10H at offset 0 of parent needs 4 bytes; 3 are there")]
    [DataRow("10 00 0001", "item 10H at offset 0 of parent needs 5 bytes; 4 are there")]
    [DataRow("10 00 FFFF 00", "item 10H at offset 0 of parent needs 65539 bytes; 5 are there")]
    [DataRow("10 00 0000 52 00 0002 'a'", "item 52H at offset 4 of parent needs 6 bytes; 5 are there")]
    public void One_that_leaves_its_parent_is_told(string hex, string message)
    {
        byte[] bytes = Hex.Parse(hex);
        ProtocolException error = Assert.ThrowsExactly<ProtocolException>(() =>
        {
            ItemReader items = new(bytes, 0, "parent");
            while (items.Next(out _, out _, out _))
            {
            }
        });
        Assert.AreEqual(message, error.Message);
        Assert.AreEqual(AbortReason.InvalidPduParameter, error.Reason);
    }
}
