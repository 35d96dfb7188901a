using GetScu.Dicom;
using GetScu.Dicom.DataSets;

namespace GetScu.Tests.Dicom;

/// <summary>Elements in order, each tag once.</summary>
[TestClass]
public sealed class DataSetTests
{
    [TestMethod]
    public void Elements_that_are_set_stand_in_order_and_the_last_one_counts()
    {
        DataSet set = new();
        foreach ((uint tag, byte value) in ((uint, byte)[])[(0x00200000, 1), (0x00080000, 2), (0x7FE00010, 3), (0x00080000, 4), (0x00100010, 5)])
        {
            set.Set(Element(tag, value));
        }

        Assert.AreEqual("00080000=4 00100010=5 00200000=1 7fe00010=3", Show(set));
        Assert.AreEqual(5, set.Find(TagOf(0x00100010))!.Value![0]);
        Assert.IsNull(set.Find(TagOf(0x00100011)));
    }

    /// <summary>As a reader does it: whatever the order, and the first one of a tag counts (as the reference has it).</summary>
    [TestMethod]
    [DataRow("1 2 3", "00000001=0 00000002=1 00000003=2")]
    [DataRow("3 2 1", "00000001=2 00000002=1 00000003=0")]
    [DataRow("2 2 1 2", "00000001=2 00000002=0")]
    [DataRow("1 1", "00000001=0")]
    [DataRow("1 3 2 3 1 4", "00000001=0 00000002=2 00000003=1 00000004=5")]
    [DataRow("", "")]
    public void Elements_that_are_appended_are_in_order_when_complete(string tags, string expected)
    {
        DataSet set = new();
        string[] order = tags.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (int i = 0; i < order.Length; i++)
        {
            set.Append(Element(uint.Parse(order[i]), (byte)i));
        }

        set.Complete();
        Assert.AreEqual(expected, Show(set));
        set.Set(Element(0xFFFFFFFF, 9));
        Assert.AreEqual($"{expected} ffffffff=9".Trim(), Show(set));
    }

    [TestMethod]
    public void Elements_are_removed()
    {
        DataSet set = new();
        set.Set(Element(1, 1));
        set.Set(Element(2, 2));
        Assert.IsFalse(set.Remove(TagOf(3)));
        Assert.IsTrue(set.Remove(TagOf(1)));
        Assert.IsFalse(set.Remove(TagOf(1)));
        set.Set(Element(1, 3));
        Assert.AreEqual("00000001=3 00000002=2", Show(set));
    }

    /// <summary>PS3.5 7.8.1: (gggg,0010) to (gggg,00FF) of an odd group name the blocks (gggg,1000) to (gggg,FFFF).</summary>
    [TestMethod]
    [DataRow(0x00091001u, "ONE")]
    [DataRow(0x000910FFu, "ONE")]
    [DataRow(0x00091101u, "TWO")]
    [DataRow(0x00091201u, null)]
    [DataRow(0x00090010u, null)]
    [DataRow(0x00090F01u, null)]
    [DataRow(0x000B1001u, null)]
    [DataRow(0x00081001u, null)]
    public void A_block_has_its_creator(uint tag, string? creator)
    {
        DataSet set = new();
        set.Set(new DataElement(TagOf(0x00090010), Vr.LO, " ONE\0 "u8.ToArray()));
        set.Set(new DataElement(TagOf(0x00090011), Vr.LO, "TWO"u8.ToArray()));
        set.Set(new DataElement(TagOf(0x0009000F), Vr.LO, "NO"u8.ToArray()));
        set.Set(new DataElement(TagOf(0x00080010), Vr.LO, "NO"u8.ToArray()));
        Assert.AreEqual(creator, set.PrivateCreatorOf(TagOf(tag)));
    }

    private static Tag TagOf(uint tag) => new((ushort)(tag >> 16), (ushort)tag);

    private static DataElement Element(uint tag, byte value) => new(TagOf(tag), Vr.OB, [value]);

    private static string Show(DataSet set) =>
        string.Join(' ', Enumerable.Range(0, set.Count).Select(i => $"{set[i].Tag.Value:x8}={set[i].Value![0]}"));
}
