using GetScu.Dicom;
using GetScu.Dicom.Streaming;
using GetScu.Tests.Support;
using GetScu.Tests.Support.Wire;

namespace GetScu.Tests.Dicom;

/// <summary>
/// What is well formed and what is not, row by row. Each row is checked whole, byte by byte and cut in two at every offset;
/// the verdict may not depend on that. Beside the reference stand the rows of StoredDifferentialRows.
/// </summary>
[TestClass]
public sealed class ElementReaderTests
{
    private const string Le = Uids.ExplicitLittle;
    private const string Be = Uids.ExplicitBig;
    private const string Im = Uids.ImplicitLittle;
    private const int Deepest = Limits.Nesting / 2;
    private const long Undefined = 0xFFFFFFFF;

    private sealed record Row(string Name, string TransferSyntax, byte[] Bytes, string? Error)
    {
        /// <summary>What is let pass with a warning.</summary>
        public string? Warning { get; init; }
    }

    /// <summary>Hex of the row follows the two UIDs; PN is (0010,0010) with four bytes.</summary>
    private static readonly Row[] Rows =
    [
        // elements
        Of("nothing more", Le, ""),
        Of("an element", Le, "10 00 10 00 'PN' 04 00 'A^B '"),
        Of("long header", Le, "E0 7F 10 00 'OW' 00 00 04 00 00 00 01 02 03 04"),
        Of("reserved bytes in use", Le, "E0 7F 10 00 'OW' 34 12 04 00 00 00 01 02 03 04"),
        Of("odd length", Le, "10 00 10 00 'PN' 03 00 'A^B'"),
        Of("out of order", Le, "10 00 10 00 'PN' 04 00 'A^B ' 08 00 60 00 'CS' 02 00 'CT'"),
        Of("twice", Le, "10 00 10 00 'PN' 00 00 10 00 10 00 'PN' 00 00"),
        Of("group 0002", Le, "02 00 10 00 'UI' 02 00 '1.'"),
        Of("representation of a later edition", Le, "10 00 10 00 'ZZ' 00 00 04 00 00 00 'A^B '"),
        Warned("representation ??", Le, "10 00 10 00 '??' 04 00 'A^B '", "offset 48: (0010,0010) has 3f3fh where its"),
        Warned("representation of spaces", Le, "10 00 10 00 '  ' 04 00 'A^B '", "(0010,0010) has 2020h where its"),
        Warned("representation of NULs", Le, "10 00 10 00 00 00 04 00 'A^B '", "(0010,0010) has 0000h where its"),
        Warned("representation in small letters", Le, "10 00 10 00 'pn' 04 00 'A^B '", "(0010,0010) has 706eh where its"),
        Of("implicit element in explicit", Le, "10 00 10 00 04 00 00 00 'A^B ' 10 00 20 00 02 00", "the last 30 bytes of (5e41,2042) are missing"),
        Of("value too short", Le, "10 00 10 00 'PN' 04 00 'A^'", "offset 58: the last 2 bytes of (0010,0010) are missing"),
        Of("long value too short", Le, "E0 7F 10 00 'OW' 00 00 FE FF FF FF 01", "the last 4294967293 bytes of (7fe0,0010)"),
        Of("header too short", Le, "10 00 10 00 'PN' 04"),
        Of("long header too short", Le, "E0 7F 10 00 'OW' 00 00 04 00", "offset 48: element header needs 8 bytes or more, 10 are"),
        Of("undefined length of text", Le, "08 00 08 00 'UT' 00 00 FF FF FF FF", "(0008,0008) has undefined length, which only"),
        Of("undefined length of numbers", Le, "E0 7F 08 00 'OF' 00 00 FF FF FF FF", "(7fe0,0008) has undefined length, which only"),
        // padding
        Of("trailing padding element", Le, "FC FF FC FF 'OB' 00 00 04 00 00 00 00 00 00 00"),
        Of("zeros behind", Le, "10 00 10 00 'PN' 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00"),
        Of("two zeros behind", Le, "00 00"),
        Of("zeros behind, then more", Le, "00 00 00 00 00 00 00 00 10 00 10 00 'PN' 00 00"),
        Of("seven stray bytes", Le, "FF FF FF FF FF FF FF"),
        Of("eight stray bytes", Le, "FF FF FF FF FF FF FF FF", "offset 56: the last 65535 bytes of (ffff,ffff) are missing"),
        Of("zeros behind, implicit", Im, "10 00 10 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00"),
        Of("one stray byte", Le, "20"),
        Of("stray bytes in an item", Le, "08 00 40 11 'SQ' 00 00 FF FF FF FF FE FF 00 E0 FF FF FF FF 20 20", "needs 8 bytes or more, 2 are there"),
        // sequences and items: ends (0008,1140)
        Of("sequence, lengths", Le, "08 00 40 11 'SQ' 00 00 14 00 00 00  FE FF 00 E0 0C 00 00 00  10 00 10 00 'PN' 04 00 'A^B '"),
        Of("sequence, delimiters", Le, """
            08 00 40 11 'SQ' 00 00 FF FF FF FF  FE FF 00 E0 FF FF FF FF  10 00 10 00 'PN' 04 00 'A^B '
            FE FF 0D E0 00 00 00 00  FE FF DD E0 00 00 00 00  10 00 10 00 'PN' 00 00
            """),
        Of("empty sequences and items", Le, """
            08 00 40 11 'SQ' 00 00 00 00 00 00
            08 00 40 11 'SQ' 00 00 08 00 00 00  FE FF 00 E0 00 00 00 00
            08 00 40 11 'SQ' 00 00 FF FF FF FF  FE FF DD E0 00 00 00 00
            08 00 40 11 'SQ' 00 00 FF FF FF FF  FE FF 00 E0 FF FF FF FF  FE FF 0D E0 00 00 00 00  FE FF DD E0 00 00 00 00
            """),
        Of("lengths in delimiters", Le, """
            08 00 40 11 'SQ' 00 00 FF FF FF FF  FE FF 00 E0 FF FF FF FF  10 00 10 00 'PN' 04 00 'A^B '
            FE FF 0D E0 04 00 00 00  FE FF DD E0 FF FF FF FF  10 00 10 00 'PN' 00 00
            """),
        Of("delimiters where lengths end, too", Le, """
            08 00 40 11 'SQ' 00 00 18 00 00 00  FE FF 00 E0 08 00 00 00  FE FF 0D E0 00 00 00 00  FE FF DD E0 00 00 00 00
            10 00 10 00 'PN' 00 00
            """),
        Of("item delimiter before the item's length ends", Le,
            "08 00 40 11 'SQ' 00 00 18 00 00 00  FE FF 00 E0 10 00 00 00  FE FF 0D E0 00 00 00 00  10 00 10 00 'PN' 00 00",
            "(0010,0010) where (0008,1140) needs an item"),
        Of("item delimiter outside of items", Le, "FE FF 0D E0 00 00 00 00 10 00 10 00 'PN' 00 00"),
        Of("item outside of sequences", Le, "FE FF 00 E0 00 00 00 00", "(fffe,e000) is out of place in the data set"),
        Of("sequence delimiter outside of sequences", Le, "FE FF DD E0 00 00 00 00", "(fffe,e0dd) is out of place in the data set"),
        Of("unknown delimiter", Le, "FE FF 01 E0 00 00 00 00", "(fffe,e001) is out of place in the data set"),
        Of("sequence delimiter in an item", Le,
            "08 00 40 11 'SQ' 00 00 FF FF FF FF  FE FF 00 E0 FF FF FF FF  FE FF DD E0 00 00 00 00", "(fffe,e0dd) is out of place"),
        Of("item delimiter in a sequence", Le,
            "08 00 40 11 'SQ' 00 00 FF FF FF FF  FE FF 0D E0 00 00 00 00", "(fffe,e00d) is out of place in (0008,1140)"),
        Of("element in a sequence", Le,
            "08 00 40 11 'SQ' 00 00 08 00 00 00  10 00 10 00 'PN' 00 00", "(0010,0010) where (0008,1140) needs an item"),
        Warned("item longer than its sequence", Le, """
            08 00 40 11 'SQ' 00 00 04 00 00 00  FE FF 00 E0 0A 00 00 00  10 00 10 00 'PN' 02 00 'A '  10 00 10 00 'PN' 00 00
            """, "offset 78: (0008,1140): length of the sequence is too short"),
        Of("item longer than all", Le, "08 00 40 11 'SQ' 00 00 10 00 00 00  FE FF 00 E0 0A 00 00 00", "the end of (0008,1140) is missing"),
        Warned("delimited item longer than its sequence", Le, """
            08 00 40 11 'SQ' 00 00 08 00 00 00  FE FF 00 E0 FF FF FF FF  10 00 10 00 'PN' 02 00 'A '  FE FF 0D E0 00 00 00 00
            10 00 10 00 'PN' 00 00
            """, "(0008,1140): length of the sequence is too short"),
        Of("element longer than its item", Le,
            "08 00 40 11 'SQ' 00 00 10 00 00 00  FE FF 00 E0 08 00 00 00  10 00 10 00 'PN' 02 00 'A '",
            "offset 68: (0010,0010) needs 2 bytes, 0 are left in an item of (0008,1140)"),
        Warned("header longer than its item", Le,
            "08 00 40 11 'SQ' 00 00 12 00 00 00  FE FF 00 E0 0A 00 00 00  10 00 10 00 'OB' 00 00 02 00 00 00 01 02",
            "offset 82: (0008,1140): length of an item is too short"),
        Warned("sequence that makes its item longer", Le, """
            08 00 40 11 'SQ' 00 00 FF FF FF FF  FE FF 00 E0 10 00 00 00  08 00 40 11 'SQ' 00 00 FF FF FF FF
            FE FF 00 E0 00 00 00 00  FE FF DD E0 00 00 00 00  FE FF 00 E0 00 00 00 00  FE FF DD E0 00 00 00 00
            """, "(0008,1140): length of an item is too short"),
        Of("sequence longer than its item", Le, """
            08 00 40 11 'SQ' 00 00 14 00 00 00  FE FF 00 E0 0C 00 00 00  08 00 40 11 'SQ' 00 00 08 00 00 00
            FE FF 00 E0 00 00 00 00
            """, "offset 68: (0008,1140) needs 8 bytes, 0 are left in an item of (0008,1140)"),
        Of("rest in a sequence", Le,
            "08 00 40 11 'SQ' 00 00 0A 00 00 00  FE FF 00 E0 00 00 00 00  00 00 10 00 10 00 'PN' 00 00", "offset 68: (0000,0010)"),
        Warned("delimited item in a sequence with a length, not delimited", Le, """
            08 00 40 11 'SQ' 00 00 10 00 00 00  FE FF 00 E0 FF FF FF FF  10 00 10 00 'PN' 00 00
            """, "offset 76: the end of an item of (0008,1140) is missing"),
        Of("item's end missing", Le, "08 00 40 11 'SQ' 00 00 FF FF FF FF  FE FF 00 E0 FF FF FF FF", "the end of (0008,1140) is missing"),
        Of("sequence's end missing", Le, "08 00 40 11 'SQ' 00 00 FF FF FF FF", "the end of (0008,1140) is missing"),
        Of("sequence's items missing", Le, "08 00 40 11 'SQ' 00 00 08 00 00 00", "the end of (0008,1140) is missing"),
        // UN
        Of("UN with a length is not looked into", Le, "09 00 01 10 'UN' 00 00 04 00 00 00 FE FF 00 E0"),
        Of("UN of undefined length holds implicit items", Le, """
            09 00 01 10 'UN' 00 00 FF FF FF FF  FE FF 00 E0 FF FF FF FF  10 00 10 00 04 00 00 00 'A^B '
            FE FF 0D E0 00 00 00 00  FE FF DD E0 00 00 00 00  10 00 10 00 'PN' 00 00
            """),
        Of("UN of undefined length, big endian around it", Be, """
            00 09 10 01 'UN' 00 00 FF FF FF FF  FE FF 00 E0 FF FF FF FF  10 00 10 00 04 00 00 00 'A^B '
            FE FF 0D E0 00 00 00 00  FE FF DD E0 00 00 00 00  00 10 00 10 'PN' 00 00
            """),
        Of("UN of undefined length with explicit items", Le, """
            09 00 01 10 'UN' 00 00 FF FF FF FF  FE FF 00 E0 0C 00 00 00  10 00 10 00 'PN' 04 00 'A^B '
            """, "(0010,0010) needs 282192 bytes, 4 are left in an item of (0009,1001)"),
        // encapsulated pixel data
        Of("fragments", Le, """
            E0 7F 10 00 'OB' 00 00 FF FF FF FF  FE FF 00 E0 04 00 00 00 00 00 00 00  FE FF 00 E0 02 00 00 00 FF D8
            FE FF DD E0 00 00 00 00  FC FF FC FF 'OB' 00 00 00 00 00 00
            """),
        Of("fragment of odd length", Le,
            "E0 7F 10 00 'OB' 00 00 FF FF FF FF  FE FF 00 E0 00 00 00 00  FE FF 00 E0 01 00 00 00 FF  FE FF DD E0 00 00 00 00"),
        Of("fragments in an item", Le, """
            88 00 00 02 'SQ' 00 00 FF FF FF FF  FE FF 00 E0 FF FF FF FF  E0 7F 10 00 'OB' 00 00 FF FF FF FF
            FE FF 00 E0 00 00 00 00  FE FF DD E0 00 00 00 00  FE FF 0D E0 00 00 00 00  FE FF DD E0 00 00 00 00
            """),
        Of("fragments in implicit", Im, "E0 7F 10 00 FF FF FF FF  FE FF 00 E0 02 00 00 00 FF D8  FE FF DD E0 00 00 00 00"),
        Of("fragments without end", Le, "E0 7F 10 00 'OB' 00 00 FF FF FF FF  FE FF 00 E0 00 00 00 00", "the end of (7fe0,0010) is"),
        Of("fragment cut short", Le, "E0 7F 10 00 'OB' 00 00 FF FF FF FF  FE FF 00 E0 04 00 00 00 FF", "the last 3 bytes of (7fe0"),
        Of("fragment of undefined length", Le,
            "E0 7F 10 00 'OB' 00 00 FF FF FF FF  FE FF 00 E0 FF FF FF FF", "(fffe,e000) is out of place in (7fe0,0010)"),
        Of("element among fragments", Le,
            "E0 7F 10 00 'OB' 00 00 FF FF FF FF  10 00 10 00 'PN' 00 00", "(0010,0010) where (7fe0,0010) needs an item"),
        Of("item delimiter among fragments", Le,
            "E0 7F 10 00 'OB' 00 00 FF FF FF FF  FE FF 0D E0 00 00 00 00", "(fffe,e00d) is out of place in (7fe0,0010)"),
        Of("fragments of another element", Le, "09 00 01 10 'OB' 00 00 FF FF FF FF", "(0009,1001) has undefined length, which only"),
        // implicit: the dictionary tells sequences
        Of("implicit sequence, lengths", Im, "08 00 40 11 14 00 00 00  FE FF 00 E0 0C 00 00 00  10 00 10 00 04 00 00 00 'A^B '"),
        Of("implicit sequence, delimiters", Im,
            "08 00 40 11 FF FF FF FF  FE FF 00 E0 FF FF FF FF  FE FF 0D E0 00 00 00 00  FE FF DD E0 00 00 00 00"),
        Of("implicit private sequence, delimiters", Im, "09 00 01 10 FF FF FF FF  FE FF 00 E0 00 00 00 00  FE FF DD E0 00 00 00 00"),
        Of("implicit private sequence with a length is not looked into", Im, "09 00 01 10 08 00 00 00  FE FF 00 E0 01 00 00 00"),
        Of("implicit sequence without items", Im, "08 00 40 11 04 00 00 00 'abcd'", "element header needs 8 bytes or more, 4 are there"),
        Of("implicit sequence with elements", Im,
            "08 00 40 11 08 00 00 00 10 00 10 00 00 00 00 00", "(0010,0010) where (0008,1140) needs an item"),
        Of("implicit text of undefined length", Im, "10 00 10 00 FF FF FF FF", "(0010,0010) has undefined length, which only"),
        // big endian
        Of("big endian", Be, """
            00 08 11 40 'SQ' 00 00 00 00 00 14  FF FE E0 00 00 00 00 0C  00 10 00 10 'PN' 00 04 'A^B '
            7F E0 00 10 'OW' 00 00 00 00 00 02 12 34
            """),
    ];

    [TestMethod]
    public void Verdicts()
    {
        foreach (Row row in Rows)
        {
            DataEncoding encoding = TransferSyntax.EncodingOf(row.TransferSyntax);
            DataSetValidator validator = new();
            ValidatorVerdict whole = ValidatorVerdict.Run(validator, encoding, row.Bytes);
            if (row.Error is null)
            {
                Assert.AreEqual(new ValidatorVerdict(null, Uids.CtImage, "1.2.3"), whole, row.Name);
            }
            else
            {
                StringAssert.Contains(whole.Error, row.Error, row.Name);
            }

            if (row.Warning is null)
            {
                Assert.IsNull(row.Error is null ? validator.Warning : null, row.Name);
            }
            else
            {
                StringAssert.Contains(validator.Warning, row.Warning, row.Name);
            }

            Assert.AreEqual(whole, ValidatorVerdict.RunPieces(validator, encoding, row.Bytes, 1), $"{row.Name}, byte by byte");
            for (int cut = 0; cut <= row.Bytes.Length; cut++)
            {
                Assert.AreEqual(whole, ValidatorVerdict.Run(validator, encoding, row.Bytes, cut), $"{row.Name}, cut at {cut}");
            }
        }
    }

    [TestMethod]
    [DataRow(Le)]
    [DataRow(Be)]
    [DataRow(Im)]
    public void NestingEndsAtTheLimit(string transferSyntax)
    {
        foreach (bool isUndefined in (bool[])[false, true])
        {
            Action<DataSetBuilder> content = item => item.Add(0x00100010, "PN", "A^B");
            for (int level = 1; level <= Deepest + 1; level++)
            {
                Action<DataSetBuilder> inner = content;
                content = item => item.Sequence(0x00081140, isUndefined, inner);
                if (level < Deepest && level % 100 != 0)
                {
                    continue;
                }

                DataSetBuilder builder = new(transferSyntax);
                content(builder);
                ValidatorVerdict check = ValidatorVerdict.Run(new DataSetValidator(), TransferSyntax.EncodingOf(transferSyntax), builder.Build());
                Assert.AreEqual(level <= Deepest, check.Error is null, $"{level} levels: {check.Error}");
            }
        }

        // A hostile peer's: nothing but openings.
        DataSetBuilder endless = new(transferSyntax);
        for (int level = 0; level < 100_000; level++)
        {
            endless.Header(0x00081140, "SQ", Undefined).Header(0xFFFEE000, "", Undefined);
        }

        ValidatorVerdict deep = ValidatorVerdict.Run(new DataSetValidator(), TransferSyntax.EncodingOf(transferSyntax), endless.Build());
        StringAssert.Contains(deep.Error, "nested deeper than 1024 sequences and items");
    }

    // A collection for another thread's sake would count here.
    [DoNotParallelize]
    [TestMethod]
    public void AllocatesNothingForGoodDataSets()
    {
        DataSetValidator validator = new();
        // The dictionary's tables, which implicit layout asks, allocate where the compiler does not optimize, as here.
        Row[] rows = Array.FindAll(Rows, row => row is { Error: null, Warning: null } && row.TransferSyntax != Im && !row.Name.StartsWith("UN", StringComparison.Ordinal));
        long before = 0;
        for (int round = 0; round < 20; round++)
        {
            if (round == 10)
            {
                before = GC.GetAllocatedBytesForCurrentThread();
            }

            foreach (Row row in rows)
            {
                validator.Reset(TransferSyntax.EncodingOf(row.TransferSyntax));
                foreach (ref readonly byte value in row.Bytes.AsSpan())
                {
                    validator.Feed(new ReadOnlySpan<byte>(in value));
                }

                validator.Finish();
            }
        }

        Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static Row Of(string name, string transferSyntax, string hex, string? error = null)
    {
        DataSetBuilder builder = new(transferSyntax);
        builder.Add(0x00080016, "UI", Uids.CtImage).Add(0x00080018, "UI", "1.2.3");
        return new Row(name, transferSyntax, builder.Raw(Hex.Parse(hex)).Build(), error);
    }

    private static Row Warned(string name, string transferSyntax, string hex, string warning) =>
        Of(name, transferSyntax, hex) with { Warning = warning };
}
