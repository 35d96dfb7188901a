using GetScu.Dicom;
using GetScu.Dicom.Dictionary;

namespace GetScu.Tests.Dicom;

/// <summary>Rectangles of tags, as repeating groups make them (PS3.5 7.6).</summary>
[TestClass]
public sealed class TagRangeTests
{
    [TestMethod]
    [DataRow(0x6000, 0x60FF, "Even", 0x0010, 0x0010, "Any", "60000010 60020010 60FE0010", "5FFE0010 60010010 60FF0010 61000010 60000011", "60000010")]
    [DataRow(0x6001, 0x60FF, "Even", 0x0010, 0x0010, "Any", "60020010", "60010010 60030010", "60020010")]
    [DataRow(0x0009, 0xFFFF, "Odd", 0x0010, 0x00FF, "Any", "00090010 000B0011 FFFF00FF", "00080010 000A0010 00090100 0009000F", "00090010")]
    [DataRow(0x0008, 0xFFFF, "Odd", 0x0000, 0x0001, "Odd", "00090001 FFFF0001", "00080001 00090000", "00090001")]
    [DataRow(0x0020, 0x0020, "Any", 0x3100, 0x31FF, "Any", "00203100 00203101 002031FF", "00203200 00213100 002030FF", "00203100")]
    [DataRow(0x0021, 0x0021, "Even", 0x0001, 0x0001, "Even", "00210001", "00200001 00210000 00210002", "00210001")]
    public void What_lies_in_it(
        int groupFirst, int groupLast, string groupParity, int elementFirst, int elementLast, string elementParity, string inside, string outside, string first)
    {
        TagRange range = new(
            new NumberRange((ushort)groupFirst, (ushort)groupLast, Enum.Parse<Parity>(groupParity)),
            new NumberRange((ushort)elementFirst, (ushort)elementLast, Enum.Parse<Parity>(elementParity)));
        foreach (string tag in inside.Split(' '))
        {
            Assert.IsTrue(range.Has(TagOf(tag)), tag);
        }

        foreach (string tag in outside.Split(' '))
        {
            Assert.IsFalse(range.Has(TagOf(tag)), tag);
        }

        Assert.AreEqual(TagOf(first), range.First);
        Assert.AreEqual(groupFirst == groupLast && elementFirst == elementLast, range.IsSingle);
    }

    [TestMethod]
    [DataRow(0x10, 0x20, 0x30, 0x40, true)]
    [DataRow(0x11, 0x1F, 0x31, 0x3F, true)]
    [DataRow(0x0F, 0x20, 0x30, 0x40, false)]
    [DataRow(0x10, 0x21, 0x30, 0x40, false)]
    [DataRow(0x10, 0x20, 0x2F, 0x40, false)]
    [DataRow(0x10, 0x20, 0x30, 0x41, false)]
    public void One_lies_within_another(int groupFirst, int groupLast, int elementFirst, int elementLast, bool isWithin)
    {
        TagRange outer = new(new NumberRange(0x10, 0x20, Parity.Any), new NumberRange(0x30, 0x40, Parity.Any));
        TagRange inner = new(
            new NumberRange((ushort)groupFirst, (ushort)groupLast, Parity.Any),
            new NumberRange((ushort)elementFirst, (ushort)elementLast, Parity.Any));
        Assert.AreEqual(isWithin, inner.IsWithin(outer));
    }

    private static Tag TagOf(string hex) => new(Convert.ToUInt16(hex[..4], 16), Convert.ToUInt16(hex[4..], 16));
}
