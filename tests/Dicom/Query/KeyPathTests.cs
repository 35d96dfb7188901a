using GetScu.Dicom;
using GetScu.Dicom.DataSets;
using GetScu.Dicom.Dictionary;
using GetScu.Dicom.Query;
using GetScu.Tests.Support.Wire;

namespace GetScu.Tests.Dicom.Query;

/// <summary>The way of a key to its element, and what is said where there is none.</summary>
[TestClass]
public sealed class KeyPathTests
{
    /// <summary>Keys in order, and what they make in explicit little endian.</summary>
    private static readonly (string[] Keys, string Expected)[] Good =
    [
        (["0010,0020=A"], "1000 2000 'LO' 0200 'A '"),
        (["(0010,0020)=A"], "1000 2000 'LO' 0200 'A '"),
        (["PatientID=A"], "1000 2000 'LO' 0200 'A '"),
        (["PatientID="], "1000 2000 'LO' 0000"),
        (["PatientID"], "1000 2000 'LO' 0000"),
        (["PatientID=A=B"], "1000 2000 'LO' 0400 'A=B '"),
        (["PatientID=A", "PatientID=B"], "1000 2000 'LO' 0200 'B '"),
        (["PatientID=A", "AccessionNumber=B"], "0800 5000 'SH' 0200 'B ' 1000 2000 'LO' 0200 'A '"),
        (["0009,0010=OWN"], "0900 1000 'LO' 0400 'OWN '"),
        (["0009,1001=00"], "0900 0110 'UN' 0000 02000000 0000"),
        // A group length, which would not be true any more.
        (["0008,0000=8"], ""),
        (["ReferencedStudySequence"], "0800 1011 'SQ' 0000 00000000"),
        (["ReferencedStudySequence[0]"], "0800 1011 'SQ' 0000 08000000 FEFF 00E0 00000000"),
        (["ReferencedStudySequence[0].PatientID=A"], "0800 1011 'SQ' 0000 12000000 FEFF 00E0 0A000000 1000 2000 'LO' 0200 'A '"),
        (["ReferencedStudySequence[ +0 ].PatientID=A"], "0800 1011 'SQ' 0000 12000000 FEFF 00E0 0A000000 1000 2000 'LO' 0200 'A '"),
        (["ReferencedStudySequence[1].PatientID=A"],
            "0800 1011 'SQ' 0000 1A000000 FEFF 00E0 00000000 FEFF 00E0 0A000000 1000 2000 'LO' 0200 'A '"),
        (["ReferencedStudySequence[0].PatientID=A", "ReferencedStudySequence[0].AccessionNumber"],
            "0800 1011 'SQ' 0000 1A000000 FEFF 00E0 12000000 0800 5000 'SH' 0000 1000 2000 'LO' 0200 'A '"),
        (["ReferencedStudySequence[0].ReferencedStudySequence[0].PatientID"],
            "0800 1011 'SQ' 0000 24000000 FEFF 00E0 1C000000 0800 1011 'SQ' 0000 10000000 FEFF 00E0 08000000 1000 2000 'LO' 0000"),
    ];

    private static readonly (string Key, string Reason)[] Bad =
    [
        ("", "no attribute before '='"),
        ("=A", "no attribute before '='"),
        ("*=A", "Item wildcard '*' found in path but wildcards disabled"),
        ("(0010,0020=A", "Unable to parse tag at beginning of path: (0010,0020"),
        ("PatientIDs=A", "Unable to parse tag/dictionary name at beginning of path: PatientIDs (did you mean PatientID?)"),
        ("Qqqqqqqqqqqqqqqqqqqqqqq", "Unable to parse tag/dictionary name at beginning of path: Qqqqqqqqqqqqqqqqqqqqqqq"),
        ("FFFE,E000", "(fffe,e000) is an item or delimiter, not an attribute"),
        ("PatientID[0].PatientID", "Invalid Path: Non-sequence tag found with rest path following: (0010,0020) has VR LO"),
        ("ReferencedStudySequence=A", "Cannot insert value into path ending with item or sequence: (0008,1110) has VR SQ"),
        ("ReferencedStudySequence[0]=A", "Cannot insert value into path ending with item or sequence: (0008,1110) has VR SQ"),
        ("ReferencedStudySequence[*].PatientID", "Item wildcard '*' found in path but wildcards disabled"),
        ("ReferencedStudySequence[-1].PatientID", "Negative item number (not permitted) at beginning of path: [-1].PatientID"),
        ("ReferencedStudySequence[", "Unable to parse item number at beginning of path: ["),
        ("ReferencedStudySequence[0", "Unable to parse item number at beginning of path: [0"),
        ("ReferencedStudySequence[].PatientID", "Unable to parse item number at beginning of path: [].PatientID"),
        ("ReferencedStudySequence[1x].PatientID", "Unable to parse item number at beginning of path: [1x].PatientID"),
        ("ReferencedStudySequence[10000].PatientID", "item number above 9999 at beginning of path: [10000].PatientID"),
        ("ReferencedStudySequence[99999999999].PatientID", "item number above 9999 at beginning of path: [99999999999].PatientID"),
        ("ReferencedStudySequence[0]PatientID", "'.' needed after the item number: PatientID"),
        ("ReferencedStudySequence[0].*", "Item wildcard '*' found in path but wildcards disabled"),
    ];

    [TestMethod]
    public void Keys_become_elements()
    {
        foreach ((string[] keys, string expected) in Good)
        {
            Assert.AreEqual(Convert.ToHexString(Hex.Parse(expected)), Convert.ToHexString(Encode(keys)), string.Join(' ', keys));
        }
    }

    [TestMethod]
    public void Each_fault_is_named()
    {
        foreach ((string key, string reason) in Bad)
        {
            KeyException error = Assert.ThrowsExactly<KeyException>(() => Encode(key), key);
            Assert.AreEqual($"Bad override key/path: {key}: {reason}", error.Message);
        }
    }

    [TestMethod]
    public void Nesting_is_bounded()
    {
        string Deep(int sequences) => string.Concat(Enumerable.Repeat("0008,1110[0].", sequences)) + "PatientID";
        Assert.IsNotEmpty(Encode(Deep(Limits.QueryDepth - 1)));
        KeyException error = Assert.ThrowsExactly<KeyException>(() => Encode(Deep(Limits.QueryDepth)));
        StringAssert.EndsWith(error.Message, $"nested deeper than {Limits.QueryDepth} sequences");
    }

    /// <summary>What is there keeps its representation, but for UN, which says nothing.</summary>
    [TestMethod]
    [DataRow("SH", "1000 2000 'SH' 0200 'A '")]
    [DataRow("UN", "1000 2000 'LO' 0200 'A '")]
    public void An_element_that_is_there_gives_its_representation(string present, string expected)
    {
        DataSet set = new();
        set.Set(new DataElement(new Tag(0x0010, 0x0020), Enum.Parse<Vr>(present), []));
        KeyPath.Apply(set, "PatientID=A", DataDictionary.BuiltIn);
        CollectionAssert.AreEqual(Hex.Parse(expected), DataSetWriter.Encode(set, DataEncoding.ExplicitLittle));
    }

    /// <summary>The errors of the differential table, without the tool.</summary>
    [TestMethod]
    public void AWrongKeyNamesItselfAndTheReason()
    {
        int count = 0;
        foreach (QueryDifferentialRow row in QueryDifferentialRows.Rows)
        {
            if (row is { Refused: string reason, File: null })
            {
                KeyException error = Assert.ThrowsExactly<KeyException>(() => Encode(row.Keys), row.ToString());
                Assert.Contains(reason, error.Message);
                Assert.StartsWith($"Bad override key/path: {row.Keys[^1]}: ", error.Message);
                count++;
            }
        }

        Assert.IsGreaterThan(100, count);
    }

    [TestMethod]
    public void AnErrorIsPrintable()
    {
        KeyException error = Assert.ThrowsExactly<KeyException>(
            () => KeyPath.Apply(new DataSet(), [.. "Rows="u8, 0x1B, (byte)'[', 0xFF, 0xC3, 0xA4], DataDictionary.BuiltIn));
        Assert.AreEqual(
            "Bad override key/path: Rows=\\x1b[\\xffä: US takes whole numbers, not \"\\x1b[\\xffä\"", error.Message);
    }

    [TestMethod]
    public void BytesThatAreNoUtf8ArriveAsGiven()
    {
        byte[] key = [.. "PatientName=M"u8, 0xFC, .. "ller"u8];
        DataSet direct = new();
        KeyPath.Apply(direct, key, DataDictionary.BuiltIn);
        DataSet byText = new();
        KeyPath.Apply(byText, RawText.Decode(key), DataDictionary.BuiltIn);
        byte[] expected = Hex.Parse("1000 1000 'PN' 0600 'M' FC 'ller'");
        CollectionAssert.AreEqual(expected, DataSetWriter.Encode(direct, DataEncoding.ExplicitLittle));
        CollectionAssert.AreEqual(expected, DataSetWriter.Encode(byText, DataEncoding.ExplicitLittle));
    }

    internal static byte[] Encode(params string[] keys)
    {
        DataSet set = new();
        foreach (string key in keys)
        {
            KeyPath.Apply(set, key, DataDictionary.BuiltIn);
        }

        return DataSetWriter.Encode(set, DataEncoding.ExplicitLittle);
    }
}
