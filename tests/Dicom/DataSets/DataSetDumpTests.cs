using GetScu.Dicom;
using GetScu.Dicom.DataSets;
using GetScu.Dicom.Dictionary;
using GetScu.Dicom.Query;

namespace GetScu.Tests.Dicom.Query;

/// <summary>Lines of the debug log. The differential table compares whole data sets with the reference's.</summary>
[TestClass]
public class DataSetDumpTests
{
    private static readonly string LongText = new('A', 69);

    /// <summary>Representation, value bytes, the value as shown, and how many there are.</summary>
    private static readonly (Vr Vr, string Bytes, string Shown, int Count)[] Values =
    [
        (Vr.CS, "", "(no value available)", 0),
        (Vr.CS, "'  '", "(no value available)", 0),
        (Vr.LT, "'  '", "(no value available)", 0),
        (Vr.US, "", "(no value available)", 0),
        (Vr.CS, "'PATIENT '", "[PATIENT]", 1),
        (Vr.CS, "'CT\\MR\\XA'", "[CT\\MR\\XA]", 3),
        (Vr.LT, "'a\\b'", "[a\\b]", 1),
        (Vr.UT, "'a' 0A 1B '[31mb'", "[a\\x0a\\x1b[31mb]", 1),
        (Vr.PN, "'M' FC 'ller'", "[M\\xfcller]", 1),
        (Vr.PN, "'M' C3BC 'ller'", "[Müller]", 1),
        (Vr.UI, "'1.2.3' 00", "[1.2.3]", 1),
        (Vr.UI, "'1.2.840.10008.5.1.4.1.1.2' 00", "=CTImageStorage", 1),
        (Vr.UI, "'1.2\\1.3' 00", "[1.2\\1.3]", 2),
        (Vr.US, "0100 FFFF", "1\\65535", 2),
        (Vr.SS, "FFFF", "-1", 1),
        (Vr.UL, "FFFFFFFF", "4294967295", 1),
        (Vr.SL, "FFFFFFFF", "-1", 1),
        (Vr.UV, "FFFFFFFFFFFFFFFF", "18446744073709551615", 1),
        (Vr.SV, "FFFFFFFFFFFFFFFF", "-1", 1),
        (Vr.FL, "0000C03F CDCCCC3D CAF24971", "1.5\\0.100000001\\1.00000002e+30", 3),
        (Vr.FL, "0000C07F 0000807F 000080FF 00000080", "nan\\inf\\-inf\\0", 4),
        (Vr.FD, "9A9999999999B93F 555555555555D53F", "0.1\\0.3333333333333333", 2),
        (Vr.AT, "1000 2000 0800 1800", "(0010,0020)\\(0008,0018)", 2),
        (Vr.OB, "01FF", "01\\ff", 1),
        (Vr.OB, "010203", "01\\02\\03\\00", 1),
        (Vr.UN, "4142", "41\\42", 1),
        (Vr.OW, "0102", "0201", 1),
        (Vr.OL, "01000000", "1", 1),
        (Vr.OV, "0100000000000000", "1", 1),
        (Vr.OF, "0000C03F", "1.5", 1),
        (Vr.OD, "000000000000F83F", "1.5", 1),
        (Vr.FL, "0102", "(invalid value)", 0),
        (Vr.AT, "0102", "(invalid value)", 0),
        (Vr.UL, "010203040506", "67305985", 1),
    ];

    [TestMethod]
    public void ValuesAreShown()
    {
        foreach ((Vr vr, string bytes, string shown, int count) in Values)
        {
            DataElement element = new(new Tag(0x11, 0x1000), vr, Hex.Parse(bytes));
            Assert.AreEqual(shown, DumpValue.Of(element), $"{vr} {bytes}");
            Assert.AreEqual(count, DumpValue.CountOf(element), $"{vr} {bytes}");
        }
    }

    [TestMethod]
    public void LongValuesAreShortened()
    {
        Assert.AreEqual($"[{LongText[1..]}]", Show(Vr.LO, new string('A', 68)));
        Assert.AreEqual($"[{LongText[3..]}...", Show(Vr.LO, new string('A', 69)));
        Assert.AreEqual($"[{LongText[3..]}...", Show(Vr.LO, new string('A', 100_000)));
        Assert.AreEqual(string.Join('\\', Enumerable.Repeat("41", 22)), Show(Vr.OB, new string('A', 22)));
        Assert.AreEqual(string.Join('\\', Enumerable.Repeat("41", 22)) + "...", Show(Vr.OB, new string('A', 24)));
        Assert.AreEqual(string.Join('\\', Enumerable.Repeat("4141", 14)), Show(Vr.OW, new string('A', 28)));
        Assert.AreEqual(string.Join('\\', Enumerable.Repeat("4141", 13)) + "...", Show(Vr.OW, new string('A', 30)));
    }

    [TestMethod]
    public void ADataSetIsDumped()
    {
        DataSet set = new();
        string[] keys =
        [
            "QueryRetrieveLevel=PATIENT", "0008,0000=1", "RequestAttributesSequence[1].PatientID=X", "0009,0010=FOO", "0009,1000=1",
            "TextValue=" + new string('x', 50),
        ];
        foreach (string key in keys)
        {
            KeyPath.Apply(set, key, DataDictionary.BuiltIn);
        }

        List<string> lines = [];
        DataSetDump.Append(set, DataEncoding.ImplicitLittle, DataDictionary.BuiltIn, lines);
        CollectionAssert.AreEqual(
            new[]
            {
                "# Dicom-Data-Set",
                "# Used TransferSyntax: Little Endian Implicit",
                "(0008,0000) UL 1                                        #   4, 1 GenericGroupLength",
                "(0008,0052) CS [PATIENT]                                #   8, 1 QueryRetrieveLevel",
                "(0009,0010) LO [FOO]                                    #   4, 1 PrivateCreator",
                "(0009,1000) UN 01\\00                                    #   2, 1 Unknown Tag & Data",
                "(0040,0275) SQ (Sequence with explicit length #=2)      #  26, 1 RequestAttributesSequence",
                "  (fffe,e000) na (Item with explicit length #=0)          #   0, 1 Item",
                "  (fffe,e00d) na (ItemDelimitationItem for re-encoding)   #   0, 0 ItemDelimitationItem",
                "  (fffe,e000) na (Item with explicit length #=1)          #  10, 1 Item",
                "    (0010,0020) LO [X]                                      #   2, 1 PatientID",
                "  (fffe,e00d) na (ItemDelimitationItem for re-encoding)   #   0, 0 ItemDelimitationItem",
                "(fffe,e0dd) na (SequenceDelimitationItem for re-encod.) #   0, 0 SequenceDelimitationItem",
                "(0040,a160) UT [xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx] #  50, 1 TextValue",
            },
            lines,
            string.Join('\n', lines));
    }

    [TestMethod]
    [DataRow(DataEncoding.ExplicitLittle, "Little Endian Explicit")]
    [DataRow(DataEncoding.ExplicitBig, "Big Endian Explicit")]
    [DataRow(DataEncoding.DeflatedLittle, "Deflated Explicit VR Little Endian")]
    public void TheHeadingNamesTheEncoding(object encoding, string name)
    {
        List<string> lines = [];
        DataSetDump.Append(new DataSet(), (DataEncoding)encoding, DataDictionary.BuiltIn, lines);
        Assert.AreEqual($"# Used TransferSyntax: {name}", lines[1]);
    }

    private static string Show(Vr vr, string text)
    {
        return DumpValue.Of(new DataElement(new Tag(0x11, 0x1000), vr, Encodings.Latin1(text)));
    }
}
