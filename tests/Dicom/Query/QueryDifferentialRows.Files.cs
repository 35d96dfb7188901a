namespace GetScu.Tests.Dicom.Query;

internal static partial class QueryDifferentialRows
{
    private const string NoGroupLengths = "group lengths are dropped";
    private const string SpacePadding = "text of odd length is padded with a space, not with NUL";

    private const string SimpleDump = "(0008,0052) CS [STUDY]\n(0010,0020) LO [PAT001]\n(0020,000d) UI [1.2.3]\n";

    private const string NestedDump =
        """
        (0008,0005) CS [ISO_IR 100]
        (0008,0052) CS [STUDY]
        (0010,0010) PN [M\xfcller]
        (0028,0010) US 258
        (0029,0010) LO [GETSCU TEST]
        (0029,1008) CS [AB]
        (0029,1009) US 1\258
        (0029,1020) UN 01\02\03\04
        (0040,0275) SQ
        (fffe,e000) -
        (0040,0008) SQ
        (fffe,e000) -
        (0008,0100) SH [CODE]
        (fffe,e00d) -
        (fffe,e000) -
        (fffe,e00d) -
        (fffe,e0dd) -
        (0040,0009) SH [ID]
        (fffe,e00d) -
        (fffe,e000) -
        (0072,0074) FD 0.1
        (0072,0060) AT (0010,0020)
        (fffe,e00d) -
        (fffe,e0dd) -
        (0040,a730) SQ
        (fffe,e0dd) -
        """;

    private static readonly string[][] DumpEncodings =
    [
        ["+te"], ["+tb"], ["+ti"], ["+td"], ["+te", "-e"], ["+tb", "-e"], ["+ti", "-e"],
        ["-F", "+te"], ["-F", "+tb"], ["-F", "+ti"], ["-F", "+te", "-e"], ["-F", "+ti", "-e"],
    ];

    /// <summary>Files that dump2dcm makes, in every encoding it knows, alone and with keys over them.</summary>
    private static IEnumerable<QueryDifferentialRow> Dumps()
    {
        foreach (string[] options in DumpEncodings)
        {
            QueryDifferentialRow simple = new() { About = "simple", Dump = SimpleDump, DumpOptions = options };
            QueryDifferentialRow nested = new() { About = "nested", Dump = NestedDump, DumpOptions = options };
            yield return simple;
            yield return simple with { Keys = ["PatientID=OTHER", "StudyInstanceUID", "0008,0016=1.2.840.10008.5.1.4.1.1.2"] };
            yield return nested with { InEverySyntax = options is ["+te"] or ["+tb"] or ["+ti"] };
            yield return nested with
            {
                Keys =
                [
                    "RequestAttributesSequence[0].ScheduledProtocolCodeSequence[1].CodeValue=NEW",
                    "RequestAttributesSequence[2].PatientID=X", "0029,1008=CD", "0029,1009=7", "PatientName=M*",
                ],
            };
        }
    }

    /// <summary>Files byte by byte: what no tool writes, but some do.</summary>
    private static IEnumerable<QueryDifferentialRow> Files()
    {
        foreach (string syntax in (string[])[Uids.ExplicitLittle, Uids.ImplicitLittle, Uids.ExplicitBig, Uids.DeflatedLittle])
        {
            yield return InFile($"Part 10 {syntax}", QueryBytes.Part10(syntax, Level));
        }

        foreach (string syntax in (string[])[Uids.ExplicitLittle, Uids.ImplicitLittle, Uids.ExplicitBig])
        {
            yield return InFile($"bare {syntax}", QueryBytes.Bare(syntax, Level));
            yield return InFile($"preamble and data {syntax}", [.. QueryBytes.Preamble, .. QueryBytes.Bare(syntax, Level)]);
            yield return InFile($"private element first {syntax}", QueryBytes.Bare(syntax, d => d.Add(0x00090010, "LO", "FOO").Add(0x00100020, "LO", "X")));
            yield return InFile($"either byte order known {syntax}", QueryBytes.Bare(syntax, d => d.Add(0x00101000, "LO", "ABCD").Add(0x00204000, "LT", "X")));
            yield return InFile($"comments first {syntax}", QueryBytes.Bare(syntax, d => d.Add(0x00204000, "LT", "ABCDEF")));
        }

        yield return InFile("unknown attribute first", QueryBytes.Bare(Uids.ExplicitLittle, d => d.Add(0x00109999, "LO", "FOO").Add(0x00200010, "SH", "X")));
        yield return InFile("no preamble", QueryBytes.Part10(Uids.ImplicitLittle, Level)[132..]);
        yield return InFile("unknown transfer syntax", QueryBytes.Part10("1.2.3.4.5", QueryBytes.Bare(Uids.ExplicitLittle, Level)));
        yield return InFile("JPEG transfer syntax without pixels", QueryBytes.Part10(Uids.JpegBaseline, QueryBytes.Bare(Uids.ExplicitLittle, Level)));
        yield return InFile("implicit meta information", [.. QueryBytes.Preamble, .. QueryBytes.Bare(Uids.ImplicitLittle, d => d.Add(0x00020010, "UI", Uids.ExplicitLittle)), .. QueryBytes.Bare(Uids.ExplicitLittle, Level)]);
        yield return InFile("meta information without transfer syntax", [.. QueryBytes.Preamble, .. new DataSetBuilder().Add(0x00020000, "UL", [14, 0, 0, 0]).Add(0x00020001, "OB", [0, 1]).Build(), .. QueryBytes.Bare(Uids.ImplicitLittle, Level)]);
        yield return InFile("one empty element", Explicit(d => d.Add(0x00080052, "CS", "")));
        yield return InFile("trailing padding", Explicit(d => Level(d.Raw([])).Add(0xFFFCFFFC, "OB", new byte[8])));
        yield return InFile("not in order", Explicit(d => d.Add(0x00100020, "LO", "A").Add(0x00080052, "CS", "STUDY")));
        yield return InFile("the same tag twice", Explicit(d => d.Add(0x00100020, "LO", "A").Add(0x00100020, "LO", "B")));
        yield return InFile("the same sequence twice", Explicit(d => d.Sequence(0x00400275, false, PatientId).Sequence(0x00400275, false, i => Level(i))));
        yield return InFile("blanks at the end", Explicit(d => d.Add(0x00100020, "LO", "AB    ").Add(0x0040A160, "UT", "  A  ").Add(0x00100010, "PN", "    ")));
        yield return InFile("blanks in a UID", Explicit(d => d.Add(0x0020000D, "UI", "1.2 ").Add(0x0020000E, "UI", " 1. 2\\ 3.4\0"))) with { HasOtherDump = true };
        yield return InFile("NULs at the end", Explicit(d => d.Add(0x0020000D, "UI", "1.23\0\0").Add(0x0020000E, "UI", "\0\0").Add(0x00100020, "LO", "AB\0\0"))) with { HasOtherDump = true };
        yield return InFile("unknown representations", Explicit(d => d.Header(0x00081030, "cs", 4).Raw("ABCD"u8).Header(0x00081032, "??", 4).Raw("ABCD"u8).Header(0x00081033, "ZZ", 0).Raw([4, 0, 0, 0]).Raw("ABCD"u8)));
        yield return InFile("UN of a known attribute", Explicit(d => d.Add(0x00280010, "UN", [1, 2]).Add(0x00100020, "UN", "AB"))) with { InEverySyntax = true };
        yield return InFile("UN of undefined length", Explicit(d => d.Header(0x00400275, "UN", 0xFFFFFFFF).Raw(ImplicitItem).Raw(SequenceEnd))) with { InEverySyntax = true };
        yield return InFile("UN of undefined length in big endian", QueryBytes.Part10(Uids.ExplicitBig, d => d.Header(0x00400275, "UN", 0xFFFFFFFF).Raw(ImplicitItem).Raw(SequenceEnd).Us(0x00720078, 258)));
        yield return InFile("unknown sequence, implicit", QueryBytes.Part10(Uids.ImplicitLittle, d => d.Header(0x00109999, "UN", 0xFFFFFFFF).Raw(ImplicitItem).Raw(SequenceEnd)));
        yield return InFile("unknown, implicit", QueryBytes.Part10(Uids.ImplicitLittle, d => d.Add(0x00109999, "UN", [1, 2]).Add(0x00091000, "UN", [3, 4])));
        yield return InFile("private, implicit", QueryBytes.Part10(Uids.ImplicitLittle, d => d.Add(0x00290010, "LO", "GETSCU TEST").Add(0x00291008, "CS", "AB").Add(0x00291009, "US", [1, 2]).Sequence(0x00291010, false, PatientId))) with { InEverySyntax = true };
        yield return InFile("several representations, implicit", QueryBytes.Part10(Uids.ImplicitLittle, d => d.Add(0x00280106, "US", [1, 2]).Add(0x00283006, "OW", [1, 2]).Add(0x54000110, "OB", [1, 2]).Add(0x60003000, "OW", [1, 2]).Add(0x7FE00010, "OW", [1, 2]))) with { InEverySyntax = true };
        yield return InFile("signed pixels, implicit", QueryBytes.Part10(Uids.ImplicitLittle, d => d.Us(0x00280103, 1).Add(0x00280106, "SS", [1, 2]).Add(0x00283006, "OW", [1, 2])));
        yield return InFile("signed pixels around an item, implicit", QueryBytes.Part10(Uids.ImplicitLittle, d => d.Us(0x00280103, 1).Sequence(0x00400275, false, i => i.Add(0x00280106, "SS", [1, 2]))));
        yield return InFile("delimiter of an item that has a length", Explicit(d => d.Header(0x00400275, "SQ", 26).Header(0xFFFEE000, "", 18).Add(0x00100020, "LO", "X").Raw(ItemEnd).Add(0x00400009, "SH", "Y")));
        yield return InFile("delimiter of a sequence that has a length", Explicit(d => d.Header(0x00400275, "SQ", 26).Header(0xFFFEE000, "", 10).Add(0x00100020, "LO", "X").Raw(SequenceEnd).Add(0x00400009, "SH", "Y")));
        yield return InFile("stray item delimiter at the end", Explicit(d => Level(d).Raw(ItemEnd)));
        yield return InFile("values of odd widths", Explicit(d => d.Add(0x00280010, "US", [1, 2, 3, 4, 5, 6]).Add(0x00186016, "UL", [1, 2, 3, 4, 5, 6]).Add(0x00189073, "FD", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]))) with { InEverySyntax = true };
        yield return InFile("odd lengths of bytes", Explicit(d => d.Add(0x00420011, "OB", [1, 2, 3]).Add(0x00420012, "UN", [1, 2, 3]).Add(0x0020000D, "UI", [.. "1.2"u8]).Add(0x00280010, "US", [1, 2, 3])));
        yield return InFile("65534 bytes", QueryBytes.Part10(Uids.ImplicitLittle, d => d.Add(0x00100020, "LO", new string('A', 65534)))) with { InEverySyntax = true };
        yield return InFile("65536 bytes", QueryBytes.Part10(Uids.ImplicitLittle, d => d.Add(0x00100020, "LO", new string('A', 65536)).Add(0x00280010, "US", new byte[65536]))) with { InEverySyntax = true };
        yield return InFile("override of another representation", Explicit(d => d.Add(0x00100020, "SH", "ABCD"))) with { Keys = ["PatientID=X"] };
        yield return InFile("override of a private element", Explicit(d => d.Add(0x00090010, "LO", "FOO").Add(0x00091000, "LO", "ABCD"))) with { Keys = ["0009,1000=41"] };
        yield return InFile("override of a private sequence alone", Explicit(d => d.Add(0x00090010, "LO", "FOO").Sequence(0x00091000, false, PatientId))) with { Keys = ["0009,1000"] };
        yield return InFile("override within an item", Explicit(d => d.Sequence(0x00400275, true, PatientId, PatientId))) with { Keys = ["RequestAttributesSequence[1].PatientID=Z", "RequestAttributesSequence[0].Rows=1"] };
        yield return InFile("override with nothing", Explicit(d => d.Sequence(0x00400275, true, PatientId))) with { Keys = ["RequestAttributesSequence", "RequestAttributesSequence[0].PatientID="] };
        yield return InFile("override of pixel data", Explicit(d => d.Add(0x7FE00010, "OB", [1, 2]))) with { Keys = ["7fe0,0010=3\\4"] };

        yield return NoFile("the file is empty", "empty", []);
        yield return NoFile("first element: 8 bytes needed", "four bytes", [8, 0, 0x52, 0]);
        yield return NoFile("are missing", "text", [.. "This is no DICOM file\n"u8]);
        yield return NoFile("are missing", "the source of a dump", [.. "# comment\n(0008,0052) CS [PATIENT]\n"u8]);
        yield return InFile("meta information only", QueryBytes.Part10(Uids.ExplicitLittle, (byte[])[])) with { Keys = ["PatientID=X"] };
        yield return NoFile("the data set is empty", "preamble only", QueryBytes.Preamble);
        yield return NoFile("are missing", "explicit as implicit", QueryBytes.Part10(Uids.ImplicitLittle, QueryBytes.Bare(Uids.ExplicitLittle, Level)));
        yield return NoFile("are missing", "implicit as explicit", QueryBytes.Part10(Uids.ExplicitLittle, QueryBytes.Bare(Uids.ImplicitLittle, Level)));
        yield return NoFile("are missing", "little as big endian", QueryBytes.Part10(Uids.ExplicitBig, QueryBytes.Bare(Uids.ExplicitLittle, Level)));
        yield return NoFile("deflated", "deflated and cut", QueryBytes.Part10(Uids.DeflatedLittle, Level)[..^12]);
        yield return NoFile("deflated", "deflated as zlib does", QueryBytes.Part10(Uids.DeflatedLittle, [0x78, 0x9C, .. QueryBytes.Bare(Uids.DeflatedLittle, Level)]));
        yield return InFile("three bytes too many", Explicit(d => Level(d).Raw("abc"u8))) with { Differs = "an object with such bytes is stored, as the reference does, so a query file with them is read", Expected = LevelBytes };
        yield return NoFile("the last 1 bytes of (0020,000d) are missing", "value cut", Explicit(Level)[..^1]);
        yield return NoFile("(fffe,e000) is out of place", "item at the top", Explicit(d => d.Add(0x00100020, "LO", "X").Raw(ImplicitItem)));
        yield return NoFile("(0010,0020) where (0040,0275) needs an item", "no item in a sequence", Explicit(d => d.Header(0x00400275, "SQ", 10).Add(0x00100020, "LO", "X")));
        yield return NoFile("the end of (0040,0275) is missing", "sequence without end", Explicit(d => d.Header(0x00400275, "SQ", 0xFFFFFFFF).Header(0xFFFEE000, "", 0)));
        yield return NoFile("(fffe,e0dd) is out of place", "item without end", Explicit(d => d.Header(0x00400275, "SQ", 0xFFFFFFFF).Header(0xFFFEE000, "", 0xFFFFFFFF).Raw(SequenceEnd)));
        yield return NoFile("the end of (0040,0275) is missing", "sequence longer than the file", Explicit(d => d.Header(0x00400275, "SQ", 100).Header(0xFFFEE000, "", 0)));
        yield return NoFile("needs 4 bytes, 2 are left", "element longer than its item", Explicit(d => d.Header(0x00400275, "SQ", 18).Header(0xFFFEE000, "", 10).Header(0x00100020, "LO", 4).Raw("X "u8)));
        yield return NoFile("has undefined length, which only", "undefined length of text", Explicit(d => d.Header(0x0040A160, "UT", 0xFFFFFFFF).Raw(ImplicitItem).Raw(SequenceEnd)));
        yield return NoFile("compressed pixel data", "compressed pixel data", QueryBytes.Part10(Uids.JpegBaseline, d => Level(d).Fragments([], [1, 2])));

        yield return InFile("group lengths", Explicit(d => d.Add(0x00080000, "UL", [14, 0, 0, 0]).Add(0x00080052, "CS", "STUDY"))) with { Differs = NoGroupLengths, Expected = "0800 5200 'CS' 0600 'STUDY '" };
        yield return InFile("group lengths in an item", Explicit(d => d.Sequence(0x00400275, false, i => PatientId(i.Add(0x00100000, "UL", [10, 0, 0, 0]))))) with { Differs = NoGroupLengths, Expected = "4000 7502 'SQ' 0000 12000000 FEFF00E0 0A000000 1000 2000 'LO' 0200 'X '" };
        yield return InFile("text of odd length", Explicit(d => d.Add(0x00100020, "LO", [.. "ABC"u8]).Add(0x00100021, "LO", [.. "A  "u8]))) with { Differs = SpacePadding, Expected = "1000 2000 'LO' 0400 'ABC ' 1000 2100 'LO' 0200 'A '" };
        yield return NoFile("the data set is empty", "zeros", new byte[200]) with { Differs = "the reference sends one element (0000,0000)" };
        yield return InFile("eight bytes", QueryBytes.Bare(Uids.ExplicitLittle, d => d.Add(0x00080052, "CS", ""))) with { Differs = "the reference needs twelve bytes", Expected = "0800 5200 'CS' 0000" };
        yield return InFile("wrong length of the meta information", [.. QueryBytes.Preamble, .. new DataSetBuilder().Add(0x00020000, "UL", [14, 0, 0, 0]).Add(0x00020001, "OB", [0, 1]).Add(0x00020010, "UI", Uids.ExplicitLittle).Build(), .. QueryBytes.Bare(Uids.ExplicitLittle, Level)]) with { Differs = "meta information is never sent", Expected = LevelBytes };
        yield return InFile("override of UN", Explicit(d => d.Add(0x00100020, "UN", "ABCD"))) with { Keys = ["PatientID=X"], Differs = "a known attribute is better than UN", Expected = "1000 2000 'LO' 0200 'X '" };
        yield return InFile("path into UN", Explicit(d => d.Add(0x00400275, "UN", "ABCD"))) with { Keys = ["RequestAttributesSequence[0].PatientID=Z"], Differs = "the reference crashes", Expected = "4000 7502 'SQ' 0000 12000000 FEFF00E0 0A000000 1000 2000 'LO' 0200 'Z '" };
        yield return InFile("path into a private sequence", Explicit(d => d.Sequence(0x00091000, false, PatientId))) with { Keys = ["0009,1000[0].PatientID=Z"], Differs = "a sequence in the file needs no dictionary", Expected = "0900 0010 'SQ' 0000 12000000 FEFF00E0 0A000000 1000 2000 'LO' 0200 'Z '" };
        yield return InFile("stray item delimiter, then more", Explicit(d => d.Add(0x00100020, "LO", "X").Raw(ItemEnd).Add(0x00100021, "LO", "Y"))) with { Differs = "the reference leaves out the rest", Expected = "1000 2000 'LO' 0200 'X ' 1000 2100 'LO' 0200 'Y '" };
        yield return InFile("item longer than its sequence", Explicit(d => d.Header(0x00400275, "SQ", 18).Header(0xFFFEE000, "", 14).Add(0x00100020, "LO", "X").Add(0x00100021, "LO", "")));
    }

    private const string LevelBytes = "0800 5200 'CS' 0600 'STUDY ' 2000 0D00 'UI' 0600 '1.2.3' 00";

    private static byte[] ImplicitItem { get; } = Hex.Parse("FEFF00E0 0A000000 1000 2000 02000000 'X '");

    private static byte[] ItemEnd { get; } = Hex.Parse("FEFF0DE0 00000000");

    private static byte[] SequenceEnd { get; } = Hex.Parse("FEFFDDE0 00000000");

    private static DataSetBuilder Level(DataSetBuilder data)
    {
        return data.Add(0x00080052, "CS", "STUDY").Add(0x0020000D, "UI", "1.2.3");
    }

    private static void PatientId(DataSetBuilder data)
    {
        data.Add(0x00100020, "LO", "X");
    }

    private static byte[] Explicit(Func<DataSetBuilder, DataSetBuilder> write)
    {
        return QueryBytes.Part10(Uids.ExplicitLittle, write);
    }

    private static QueryDifferentialRow InFile(string about, byte[] file) => new() { About = about, File = file };

    private static QueryDifferentialRow NoFile(string error, string about, byte[] file) => new() { About = about, File = file, Refused = error };
}
