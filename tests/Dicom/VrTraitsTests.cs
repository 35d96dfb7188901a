using GetScu.Dicom;

namespace GetScu.Tests.Dicom;

/// <summary>What each representation means for the bytes of its elements, as PS3.5 tables 6.2-1 and 7.1-1 have it.</summary>
[TestClass]
public sealed class VrTraitsTests
{
    private const string Short = "AE AS AT CS DA DS DT FD FL IS LO LT PN SH SL SS ST TM UI UL US";
    private const string Long = "OB OD OF OL OV OW SQ SV UC UN UR UT UV";
    private const string Text = "AE AS CS DA DS DT IS LO LT PN SH ST TM UC UR UT";

    private static readonly (int Width, string Names)[] Widths =
        [(2, "AT OW SS US"), (4, "FL OF OL SL UL"), (8, "FD OD OV SV UV")];

    [TestMethod]
    public void Every_pair_of_capitals_is_what_the_tables_say()
    {
        for (char first = 'A'; first <= 'Z'; first++)
        {
            for (char second = 'A'; second <= 'Z'; second++)
            {
                string name = $"{first}{second}";
                Vr vr = (Vr)((first << 8) | second);
                Assert.AreEqual(Has(Short, name) || Has(Long, name), VrTraits.IsKnown(vr), name);
                Assert.AreEqual(!Has(Short, name), VrTraits.HasLongLength(vr), name);
                Assert.AreEqual(Has(Text, name), VrTraits.IsText(vr), name);
                int width = Array.Find(Widths, row => Has(row.Names, name)).Width;
                Assert.AreEqual(Math.Max(width, 1), VrTraits.SwapWidth(vr), name);
                Assert.IsTrue(VrTraits.IsCapitals(vr), name);
                Assert.AreEqual(name, VrTraits.Name(vr));
            }
        }
    }

    [TestMethod]
    [DataRow(0x0000)]
    [DataRow(0x4140)]
    [DataRow(0x405A)]
    [DataRow(0x5B41)]
    [DataRow(0x415B)]
    [DataRow(0x6F78)]
    [DataRow(0xFFFF)]
    public void Other_letters_are_no_representation(int letters)
    {
        Vr vr = (Vr)letters;
        Assert.IsFalse(VrTraits.IsCapitals(vr));
        Assert.IsFalse(VrTraits.IsKnown(vr));
        Assert.IsFalse(VrTraits.HasLongLength(vr));
        Assert.AreEqual("??", VrTraits.Name(vr));
        Assert.AreEqual(1, VrTraits.SwapWidth(vr));
    }

    private static bool Has(string names, string name) => names.Split(' ').Contains(name);
}
