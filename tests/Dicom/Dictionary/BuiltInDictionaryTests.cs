using System.Globalization;

using GetScu.Dicom;
using GetScu.Dicom.Dictionary;
using GetScu.Tests.Support;

namespace GetScu.Tests.Dicom;

[TestClass]
public sealed class BuiltInDictionaryTests
{
    private static readonly DataDictionary Dictionary = DataDictionary.BuiltIn;

    [TestMethod]
    public void Every_attribute_is_found_by_tag_and_by_keyword()
    {
        Dictionary<string, (string Vr, string Name, string Vm)> attributes = DictionarySources.Attributes();
        Assert.IsGreaterThan(5300, attributes.Count);
        foreach ((string field, (string vr, string name, string vm)) in attributes)
        {
            (Tag low, Tag high, Tag beyond, bool isRange) = Bounds(field);
            Vr expected = (Vr)((vr[0] << 8) | vr[1]);
            foreach (Tag tag in new[] { low, high })
            {
                if (isRange && name is "GenericGroupLength")
                {
                    continue; // Narrower entries stand at its ends: see the table of ranges.
                }

                DictionaryEntry wanted = new(tag, expected, name, vm);
                Assert.IsTrue(Dictionary.TryFind(tag, null, out DictionaryEntry found), field);
                Assert.AreEqual(wanted, found);
                Assert.AreEqual(expected, Dictionary.VrOf(tag, null), field);
            }

            if (isRange && Dictionary.TryFind(beyond, null, out DictionaryEntry other))
            {
                Assert.AreNotEqual(name, other.Name, field);
            }

            Assert.IsTrue(Dictionary.TryFind(name, out DictionaryEntry byName), name);
            if (name is not "GenericGroupLength")
            {
                Assert.AreEqual(new DictionaryEntry(low, expected, name, vm), byName);
            }

            if (name.StartsWith("RETIRED_", StringComparison.Ordinal))
            {
                Assert.IsTrue(Dictionary.TryFind(name.AsSpan(8), out DictionaryEntry byKeyword), name);
                Assert.AreEqual(byName, byKeyword);
            }
            else
            {
                Assert.IsFalse(Dictionary.TryFind("RETIRED_" + name, out _), name);
            }

            Assert.IsFalse(Dictionary.TryFind(name.ToLowerInvariant(), out _), name);
            Assert.IsFalse(Dictionary.TryFind(name[..^1] + "~", out _), name);
        }
    }

    [TestMethod]
    // Repeating groups and elements, even ones alone.
    [DataRow(0x60000010u, "OverlayRows", "US", "1")]
    [DataRow(0x60020010u, "OverlayRows", "US", "1")]
    [DataRow(0x60FE3000u, "OverlayData", "OW", "1")]
    [DataRow(0x60010010u, "PrivateCreator", "LO", "1")]
    [DataRow(0x61000010u, null, "UN", null)]
    [DataRow(0x50000005u, "RETIRED_CurveDimensions", "US", "1")]
    [DataRow(0x501E3000u, "RETIRED_CurveData", "ox", "1")]
    [DataRow(0x51000005u, null, "UN", null)]
    [DataRow(0x7F000010u, "RETIRED_VariablePixelData", "ox", "1")]
    [DataRow(0x7FFE0010u, "RETIRED_VariablePixelData", "ox", "1")]
    [DataRow(0x00203100u, "RETIRED_SourceImageIDs", "CS", "1-n")]
    [DataRow(0x00203102u, "RETIRED_SourceImageIDs", "CS", "1-n")]
    [DataRow(0x00203103u, null, "UN", null)]
    [DataRow(0x002031FEu, "RETIRED_SourceImageIDs", "CS", "1-n")]
    [DataRow(0x002031FFu, null, "UN", null)]
    // Group lengths and private blocks, PS3.5 7.2 and 7.8.1.
    [DataRow(0x00000000u, "CommandGroupLength", "UL", "1")]
    [DataRow(0x00020000u, "FileMetaInformationGroupLength", "UL", "1")]
    [DataRow(0x00080000u, "GenericGroupLength", "UL", "1")]
    [DataRow(0x7FE00000u, "GenericGroupLength", "UL", "1")]
    [DataRow(0xFFFE0000u, "GenericGroupLength", "UL", "1")]
    [DataRow(0x00010000u, "IllegalGroupLength", "UL", "1")]
    [DataRow(0x00070000u, "IllegalGroupLength", "UL", "1")]
    [DataRow(0x00090000u, "PrivateGroupLength", "UL", "1")]
    [DataRow(0xFFFF0000u, "PrivateGroupLength", "UL", "1")]
    [DataRow(0x00010010u, "IllegalPrivateCreator", "LO", "1")]
    [DataRow(0x000700FFu, "IllegalPrivateCreator", "LO", "1")]
    [DataRow(0x00090010u, "PrivateCreator", "LO", "1")]
    [DataRow(0x00090011u, "PrivateCreator", "LO", "1")]
    [DataRow(0x000900FFu, "PrivateCreator", "LO", "1")]
    [DataRow(0xFFFF00FFu, "PrivateCreator", "LO", "1")]
    [DataRow(0x0009000Fu, null, "UN", null)]
    [DataRow(0x00090100u, null, "UN", null)]
    [DataRow(0x00091001u, null, "UN", null)]
    [DataRow(0xFFFFFFFFu, null, "UN", null)]
    // Marks.
    [DataRow(0x00280106u, "SmallestImagePixelValue", "xs", "1")]
    [DataRow(0x00283006u, "LUTData", "lt", "1-n")]
    [DataRow(0x00041420u, "OffsetOfReferencedLowerLevelDirectoryEntity", "up", "1")]
    [DataRow(0x7FE00010u, "PixelData", "px", "1")]
    [DataRow(0xFFFEE000u, "Item", "na", "1")]
    // Newer than dicom.dic, or changed since.
    [DataRow(0x7FE00003u, "EncapsulatedPixelDataValueTotalLength", "UV", "1")]
    [DataRow(0x00102160u, "RETIRED_EthnicGroup", "SH", "1")]
    [DataRow(0x00089007u, "FrameType", "CS", "4-5")]
    public void Tags_and_ranges(uint tag, string? name, string vr, string? vm)
    {
        Tag asked = Tag.FromValue(tag);
        bool isFound = Dictionary.TryFind(asked, null, out DictionaryEntry entry);
        Assert.AreEqual(name is not null, isFound);
        Assert.AreEqual((Vr)((vr[0] << 8) | vr[1]), Dictionary.VrOf(asked, null));
        if (name is not null)
        {
            Assert.AreEqual(new DictionaryEntry(asked, (Vr)((vr[0] << 8) | vr[1]), name, vm!), entry);
        }
    }

    [TestMethod]
    public void A_creator_hides_entries_without_one_from_a_blocks_elements_alone()
    {
        Assert.IsFalse(Dictionary.TryFind(new Tag(0x0009, 0x1001), "ACME", out _));
        Assert.IsTrue(Dictionary.TryFind(new Tag(0x0009, 0x0010), "ACME", out DictionaryEntry creator));
        Assert.AreEqual("PrivateCreator", creator.Name);
        Assert.IsTrue(Dictionary.TryFind(new Tag(0x0010, 0x0010), "ACME", out DictionaryEntry name));
        Assert.AreEqual("PatientName", name.Name);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("RETIRED_")]
    [DataRow("A")]
    [DataRow("zzz")]
    [DataRow("patientname")]
    [DataRow("PatientNam")]
    [DataRow("PatientNames")]
    [DataRow("PatientName ")]
    [DataRow(" PatientName")]
    [DataRow("PatientName\n")]
    [DataRow("PatientN\u0101me")]
    [DataRow("RETIRED_PatientName")]
    [DataRow("retired_EthnicGroup")]
    [DataRow("RETIRED_RETIRED_EthnicGroup")]
    public void Unknown_keywords(string keyword)
    {
        Assert.IsFalse(Dictionary.TryFind(keyword, out DictionaryEntry entry));
        Assert.AreEqual(default, entry);
    }

    /// <summary>Lowest and highest tag of a tag field, the one two above, and whether it is a range.</summary>
    private static (Tag Low, Tag High, Tag Beyond, bool IsRange) Bounds(string field)
    {
        string[] parts = field.Trim('(', ')').Split(',');
        (ushort groupLow, ushort groupHigh) = Ends(parts[0]);
        (ushort elementLow, ushort elementHigh) = Ends(parts[1]);
        return (new Tag(groupLow, elementLow), new Tag(groupHigh, elementHigh),
            groupLow < groupHigh ? new Tag((ushort)(groupHigh + 2), elementHigh) : new Tag(groupHigh, (ushort)(elementHigh + 2)),
            groupLow < groupHigh || elementLow < elementHigh);
    }

    private static (ushort Low, ushort High) Ends(string bounds)
    {
        string[] parts = bounds.Split('-');
        ushort low = ushort.Parse(parts[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        ushort high = ushort.Parse(parts[^1], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return parts.Length == 2 ? (low, (ushort)(high & ~1)) : (low, high);
    }
}
