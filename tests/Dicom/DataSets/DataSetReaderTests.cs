using GetScu.Dicom;
using GetScu.Dicom.DataSets;
using GetScu.Dicom.Dictionary;
using GetScu.Tests.Support;

using DataSetReader = GetScu.Dicom.DataSets.DataSetReader;

namespace GetScu.Tests.Dicom.Query;

/// <summary>Bytes to data sets, in each encoding; what comes out is looked at through the dump.</summary>
[TestClass]
public class DataSetReaderTests
{
    private const string Undefined = "FFFFFFFF";

    private static readonly (string Name, string Encoding, string Bytes, string Expected)[] WellFormed =
    [
        ("nothing", "EL", "", ""),
        ("explicit little", "EL", "0800 5200 'CS' 0600 'STUDY '", "(0008,0052) CS [STUDY]"),
        ("explicit big", "EB", "0008 0052 'CS' 0006 'STUDY '", "(0008,0052) CS [STUDY]"),
        ("implicit", "IL", "0800 5200 06000000 'STUDY '", "(0008,0052) CS [STUDY]"),
        ("empty", "EL", "0800 5200 'CS' 0000", "(0008,0052) CS (no value available)"),
        ("long header", "EL", "4000 60A1 'UT' 0000 02000000 'AB'", "(0040,a160) UT [AB]"),
        ("long header, big", "EB", "0040 A160 'UT' 0000 00000002 'AB'", "(0040,a160) UT [AB]"),
        ("numbers", "EL", "2800 1000 'US' 0400 0201 0403", "(0028,0010) US 258\\772"),
        ("numbers, big", "EB", "0028 0010 'US' 0004 0102 0304", "(0028,0010) US 258\\772"),
        ("tags, big", "EB", "0072 0060 'AT' 0004 0010 0020", "(0072,0060) AT (0010,0020)"),
        ("floats, big", "EB", "0072 0076 'FL' 0004 3FC00000 0072 0074 'FD' 0008 3FF8000000000000", "(0072,0074) FD 1.5|(0072,0076) FL 1.5"),
        ("64 bits, big", "EB", "0072 0083 'UV' 0000 00000008 0000000000000102", "(0072,0083) UV 258"),
        ("words, big", "EB", "7FE0 0010 'OW' 0000 00000002 0102", "(7fe0,0010) OW 0102"),
        ("bytes, big", "EB", "7FE0 0010 'OB' 0000 00000002 0102", "(7fe0,0010) OB 01\\02"),
        ("UN is not swapped", "EB", "7FE0 0010 'UN' 0000 00000002 0102", "(7fe0,0010) UN 01\\02"),
        ("odd length", "EL", "1000 2000 'LO' 0300 'ABC' 1000 2100 'LO' 0000", "(0010,0020) LO [ABC]|(0010,0021) LO (no value available)"),
        ("not in order", "EL", "1000 2000 'LO' 0000 0800 5200 'CS' 0000", "(0008,0052) CS (no value available)|(0010,0020) LO (no value available)"),
        ("twice: the first stays", "EL", "1000 2000 'LO' 0200 'A ' 1000 2000 'LO' 0200 'B '", "(0010,0020) LO [A]"),
        ("unknown representation of capitals", "EL", "1000 2000 'ZZ' 0000 02000000 'AB'", "(0010,0020) UN 41\\42"),
        ("no representation", "EL", "1000 2000 '??' 0200 'AB'", "(0010,0020) UN 41\\42"),
        ("unknown, implicit", "IL", "1000 9999 02000000 0102", "(0010,9999) UN 01\\02"),
        ("group length, implicit", "IL", "0900 0000 04000000 01000000", "(0009,0000) UL 1"),
        ("private creator, implicit", "IL", "0900 1000 04000000 'FOO '", "(0009,0010) LO [FOO]"),
        ("unsigned by default, implicit", "IL", "2800 0601 02000000 FFFF", "(0028,0106) US 65535"),
        ("signed pixels, implicit", "IL", "2800 0301 02000000 0100 2800 0601 02000000 FFFF", "(0028,0103) US 1|(0028,0106) SS -1"),
        ("sequence", "EL", "4000 7502 'SQ' 0000 12000000 FEFF00E0 0A000000 1000 2000 'LO' 0200 'X '", "(0040,0275) SQ|>Item|>>(0010,0020) LO [X]"),
        ("sequence, big", "EB", "0040 0275 'SQ' 0000 00000012 FFFEE000 0000000A 0010 0020 'LO' 0002 'X '", "(0040,0275) SQ|>Item|>>(0010,0020) LO [X]"),
        ("sequence, implicit", "IL", "4000 7502 12000000 FEFF00E0 0A000000 1000 2000 02000000 'X '", "(0040,0275) SQ|>Item|>>(0010,0020) LO [X]"),
        ("undefined lengths", "EL", "4000 7502 'SQ' 0000 FFFFFFFF FEFF00E0 FFFFFFFF 1000 2000 'LO' 0200 'X ' FEFF0DE0 00000000 FEFF00E0 00000000 FEFFDDE0 00000000 4000 0900 'SH' 0000",
            "(0040,0009) SH (no value available)|(0040,0275) SQ|>Item|>>(0010,0020) LO [X]|>Item"),
        ("empty sequence of undefined length", "EL", "4000 7502 'SQ' 0000 FFFFFFFF FEFFDDE0 00000000", "(0040,0275) SQ"),
        ("UN of undefined length", "EL", "1000 9999 'UN' 0000 FFFFFFFF FEFF00E0 0A000000 1000 2000 02000000 'X ' FEFFDDE0 00000000 2000 1000 'SH' 0200 'Y '",
            "(0010,9999) SQ|>Item|>>(0010,0020) LO [X]|(0020,0010) SH [Y]"),
        ("UN of undefined length, big", "EB", "0010 9999 'UN' 0000 FFFFFFFF FEFF00E0 0A000000 2800 1000 02000000 0201 FEFFDDE0 00000000 0028 0010 'US' 0002 0102",
            "(0010,9999) SQ|>Item|>>(0028,0010) US 258|(0028,0010) US 258"),
        ("delimiter in an item that has a length", "EL", "4000 7502 'SQ' 0000 1A000000 FEFF00E0 12000000 1000 2000 'LO' 0200 'X ' FEFF0DE0 00000000", "(0040,0275) SQ|>Item|>>(0010,0020) LO [X]"),
        ("compressed pixel data", "EL", "E07F 1000 'OB' 0000 FFFFFFFF FEFF00E0 00000000 FEFF00E0 02000000 0102 FEFFDDE0 00000000", "(7fe0,0010) OB (PixelSequence)"),
        ("half a header is padding", "EL", "1000 2000 'LO' 0000 0800 5200 'CS'", "(0010,0020) LO (no value available)"),
        ("item longer than its sequence", "EL", "4000 7502 'SQ' 0000 08000000 FEFF00E0 08000000 1000 2000 'LO' 0000 2000 1000 'SH' 0000", "(0020,0010) SH (no value available)|(0040,0275) SQ|>Item|>>(0010,0020) LO (no value available)"),
        ("item without end in a sequence that has a length", "EL", $"4000 7502 'SQ' 0000 08000000 FEFF00E0 {Undefined} 1000 2000 'LO' 0000", "(0040,0275) SQ|>Item|>>(0010,0020) LO (no value available)"),
        ("item delimiter in mid-stream", "EL", "FEFF0DE0 00000000 1000 2000 'LO' 0000", "(0010,0020) LO (no value available)"),
        ("stray delimiter at the end", "EL", "1000 2000 'LO' 0000 FEFF0DE0 00000000", "(0010,0020) LO (no value available)"),
    ];

    private static readonly (string Name, string Encoding, string Bytes, string Error)[] Malformed =
    [
        ("half a long header", "EL", "4000 60A1 'UT' 0000 0200", "offset 0: element header needs 8 bytes or more, 10 are there"),
        ("value cut", "EL", "0800 5200 'CS' 0600 'STU'", "offset 11: the last 3 bytes of (0008,0052) are missing"),
        ("a length beyond everything", "IL", "0800 5200 FEFFFFFF 'STUDY '", "offset 14: the last 4294967288 bytes of (0008,0052) are missing"),
        ("item at the top", "EL", "FEFF00E0 00000000", "offset 0: (fffe,e000) is out of place in the data set"),
        ("sequence delimiter at the top", "EL", "FEFFDDE0 00000000", "offset 0: (fffe,e0dd) is out of place in the data set"),
        ("no item", "EL", "4000 7502 'SQ' 0000 08000000 1000 2000 'LO' 0000", "offset 12: (0010,0020) where (0040,0275) needs an item"),
        ("item delimiter for an item", "EL", "4000 7502 'SQ' 0000 08000000 FEFF0DE0 00000000", "offset 12: (fffe,e00d) is out of place in (0040,0275)"),
        ("sequence longer than all", "EL", "4000 7502 'SQ' 0000 10000000 FEFF00E0 00000000", "offset 20: the end of (0040,0275) is missing"),
        ("half an item header", "EL", "4000 7502 'SQ' 0000 04000000 FEFF00E0", "offset 12: element header needs 8 bytes or more, 4 are there"),
        ("element longer than its item", "EL", "4000 7502 'SQ' 0000 12000000 FEFF00E0 0A000000 1000 2000 'LO' 0400 'X   '", "offset 20: (0010,0020) needs 4 bytes, 2 are left in an item of (0040,0275)"),
        ("sequence without end", "EL", $"4000 7502 'SQ' 0000 {Undefined} FEFF00E0 00000000", "offset 20: the end of (0040,0275) is missing"),
        ("item without end", "EL", $"4000 7502 'SQ' 0000 {Undefined} FEFF00E0 {Undefined} FEFFDDE0 00000000", "offset 20: (fffe,e0dd) is out of place in (0040,0275)"),
        ("text of undefined length", "EL", $"4000 60A1 'UT' 0000 {Undefined} FEFFDDE0 00000000", "offset 0: (0040,a160) has undefined length, which only"),
        ("fragments without end", "EL", $"E07F 1000 'OB' 0000 {Undefined} FEFF00E0 00000000", "offset 20: the end of (7fe0,0010) is missing"),
        ("fragment cut", "EL", $"E07F 1000 'OB' 0000 {Undefined} FEFF00E0 04000000 0102", "offset 22: the last 2 bytes of (7fe0,0010) are missing"),
        ("no fragment", "EL", $"E07F 1000 'OB' 0000 {Undefined} 1000 2000 'LO' 0000", "offset 12: (0010,0020) where (7fe0,0010) needs an item"),
        ("not deflated", "DL", "FFFFFFFF", "offset 0: deflated data is malformed"),
    ];

    [TestMethod]
    public void WellFormedBytesAreRead()
    {
        Table.Run(WellFormed, row => row.Name, row =>
        {
            DataSet set = Read(Hex.Parse(row.Bytes), row.Encoding);
            Assert.AreEqual(row.Expected, Show(set));
        });
    }

    [TestMethod]
    public void MalformedBytesAreRefusedWithTheReason()
    {
        Table.Run(Malformed, row => row.Name, row =>
        {
            DicomFormatException error = Assert.ThrowsExactly<DicomFormatException>(() => Read(Hex.Parse(row.Bytes), row.Encoding));
            Assert.StartsWith(row.Error, error.Message);
        });
    }

    /// <summary>Cut anywhere, bytes are refused, save where an element of the top ends.</summary>
    [TestMethod]
    public void EveryTruncationIsRefused()
    {
        Table.Run(WellFormed, row => row.Name, row =>
        {
            byte[] bytes = Hex.Parse(row.Bytes);
            int whole = 0;
            for (int length = 0; length < bytes.Length; length++)
            {
                try
                {
                    Read(bytes[..length], row.Encoding);
                    whole++;
                }
                catch (DicomFormatException error)
                {
                    Assert.StartsWith("offset ", error.Message);
                }
            }

            // Elements of the top are these lines; a stray delimiter ends one, too. Fewer than eight bytes behind are padding.
            int elements = row.Expected.Split('|').Count(line => line.StartsWith('('));
            Assert.IsLessThanOrEqualTo(8 * (elements + 1), whole);
        });
    }

    [TestMethod]
    public void NestingIsBounded()
    {
        Read(Nested(Limits.QueryDepth, isUndefined: false), "EL");
        Read(Nested(Limits.QueryDepth, isUndefined: true), "EL");
        foreach (bool isUndefined in (bool[])[false, true])
        {
            byte[] tooDeep = Nested(Limits.QueryDepth + 1, isUndefined);
            DicomFormatException error = Assert.ThrowsExactly<DicomFormatException>(() => Read(tooDeep, "EL"));
            Assert.Contains("nested deeper than 1024 sequences and items", error.Message);
        }

        // A bomb: nothing but openings.
        byte[] opening = Hex.Parse($"4000 7502 'SQ' 0000 {Undefined} FEFF00E0 {Undefined}");
        byte[] bomb = [.. Enumerable.Repeat(opening, 100_000).SelectMany(bytes => bytes)];
        Assert.ThrowsExactly<DicomFormatException>(() => Read(bomb, "EL"));
    }

    [TestMethod]
    public void NothingIsAllocatedByAClaimedLength()
    {
        byte[] bytes = Hex.Parse("4000 60A1 'UT' 0000 FFFFFF7F 'AB'");
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.ThrowsExactly<DicomFormatException>(() => Read(bytes, "EL"));
        Assert.IsLessThan(1 << 20, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    /// <summary>Elements in the worst order are put in order at once, not one by one.</summary>
    [TestMethod]
    public void DescendingTagsAreNoTrouble()
    {
        const int Count = 60_000;
        ByteBuilder bytes = new();
        for (int i = Count; i > 0; i--)
        {
            bytes.U16Little(0x0011).U16Little(i).U32Little(0);
        }

        DataSet set = Read(bytes.ToArray(), "IL");
        Assert.AreEqual(Count, set.Count);
        bool isInOrder = true;
        for (int i = 1; i < Count; i++)
        {
            isInOrder &= set[i - 1].Tag.CompareTo(set[i].Tag) < 0;
        }

        Assert.IsTrue(isInOrder);
    }

    [TestMethod]
    public void ADeflatedDataSetIsReadToItsEnd()
    {
        byte[] text = new byte[300_000];
        byte[] deflated = new DataSetBuilder(Uids.DeflatedLittle).Add(0x0040A160, "UT", text).Add(0x00420011, "OB", [1, 2]).Build();
        DataSet set = Read([.. deflated, 1, 2, 3], "DL");
        Assert.AreEqual(2, set.Count);
        Assert.HasCount(text.Length, set[0].Value);
    }

    private static DataSet Read(byte[] bytes, string encoding)
    {
        DataEncoding of = encoding switch
        {
            "IL" => DataEncoding.ImplicitLittle,
            "EB" => DataEncoding.ExplicitBig,
            "DL" => DataEncoding.DeflatedLittle,
            _ => DataEncoding.ExplicitLittle,
        };
        return DataSetReader.Read(bytes, of, DataDictionary.BuiltIn);
    }

    private static byte[] Nested(int depth, bool isUndefined)
    {
        Action<DataSetBuilder> write = data => data.Add(0x00100020, "LO", "X");
        for (int i = 0; i < depth; i++)
        {
            Action<DataSetBuilder> inner = write;
            write = data => data.Sequence(0x00400275, isUndefined, inner);
        }

        DataSetBuilder builder = new();
        write(builder);
        return builder.Build();
    }

    private static string Show(DataSet set)
    {
        List<string> lines = [];
        DataSetDump.Append(set, DataEncoding.ExplicitLittle, DataDictionary.BuiltIn, lines);
        IEnumerable<string> shown = lines.Skip(2).Where(line => !line.Contains("for re-encod")).Select(line =>
        {
            string text = line[..line.LastIndexOf('#')].TrimEnd();
            int depth = (text.Length - text.TrimStart().Length) / 2;
            int sequence = text.IndexOf(" (Sequence", StringComparison.Ordinal);
            text = text.Contains("(Item") ? "Item" : sequence > 0 ? text[..sequence] : text;
            return new string('>', depth) + text.TrimStart().Replace(" (Sequence with explicit length", "");
        });
        return string.Join('|', shown.Select(line => line.Contains(" (Seq") ? line[..line.IndexOf(" (Seq")] : line));
    }
}
