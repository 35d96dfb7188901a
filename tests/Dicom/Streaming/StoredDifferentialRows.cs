using GetScu.Storage;
using GetScu.Tests.Support.Wire;

namespace GetScu.Tests.Dicom;

/// <summary>
/// Data sets as they should be and as they should not, in five encodings: what normal mode does with them beside the
/// reference, which ends its run where it refuses one.
/// </summary>
internal static class StoredDifferentialRows
{
    private const long Undefined = StoredDifferentialPieces.Undefined;
    private const string OddFragment = "the reference takes no fragment of odd length";
    private const string Lies = "it claims more than there is: its last bytes are missing";
    private const string OwnMarks = "the reference has the letters as a mark of its own";
    private const string Inflates = "the reference stores what it could inflate, elements or not";

    private static readonly string[] Explicit = [Uids.ExplicitLittle, Uids.ExplicitBig, Uids.DeflatedLittle, Uids.JpegBaseline];
    private static readonly string[] Every = [Uids.ImplicitLittle, .. Explicit];
    private static readonly string[] Plain = [Uids.ImplicitLittle, Uids.ExplicitLittle, Uids.ExplicitBig, Uids.DeflatedLittle];

    public static IReadOnlyList<StoredDifferentialRow> Rows { get; } =
        [.. Elements(), .. Padding(), .. Lengths(), .. Delimiters(), .. Sequences(), .. Representations(), .. Pixels(), .. Deflation()];

    private static IEnumerable<StoredDifferentialRow> Elements() =>
    [
        .. Stored("nothing odd", Every, s => s.Name),
        .. Stored("not in order", Every, s => [.. s.Id, .. s.Name]),
        .. Stored("twice", Every, s => [.. s.Name, .. s.Name]),
        .. Stored("odd lengths", Every, s => [.. s.Element(0x00100010, "PN", [65]), .. s.Element(0x00100020, "LO", [66])]),
        .. Stored("group length", Every, s => [.. s.Element(0x00100000, "UL", [12, 0, 0, 0]), .. s.Name]),
        .. Stored("group 0002", Every, s => [.. s.Text(0x00020010, "UI", "1."), .. s.Name]),
        .. Stored("group ffff", Every, s => s.Text(0xFFFF0010, "LO", "ab")),
        .. Stored("trailing padding", Every, s => s.Element(0xFFFCFFFC, "OB", new byte[6])),
        .. Refused("value cut", Every, s => s.Name[..^2]),
        .. Refused("length beyond the end", Every, s => s.Element(0x00100010, "PN", [65, 66], 60000)),
        .. Refused("long length beyond the end", Every, s => s.Element(0x7FE00008, "OB", [65, 66], 0x7FFFFFF0)),
        .. Other("long header cut", Lies, false, Explicit, s => s.Element(0x00104000, "UT", [])[..10]),
        .. Refused("implicit element", Explicit, s => [.. new StoredDifferentialPieces(Uids.ImplicitLittle).Name, .. s.Id]),
        .. Refused("explicit element", [Uids.ImplicitLittle], s => [.. new StoredDifferentialPieces(Uids.ExplicitLittle).Name, .. s.Id]),
    ];

    private static IEnumerable<StoredDifferentialRow> Padding()
    {
        foreach (int count in (int[])[2, 4, 6])
        {
            yield return Zeros(count);
            foreach (StoredDifferentialRow row in Stored($"{count} stray bytes", Every, s => [.. s.Name, .. Enumerable.Repeat((byte)0xFF, count)]))
            {
                yield return row;
            }
        }

        foreach (int count in (int[])[1, 3, 5, 7])
        {
            // Deflated, they make no odd fragment.
            yield return new StoredDifferentialRow($"{count} stray bytes", Uids.DeflatedLittle, true, s => [.. s.Name, .. new byte[count]]);
            yield return new StoredDifferentialRow($"{count} stray bytes", Uids.ExplicitLittle, true, s => [.. s.Name, .. new byte[count]], OddFragment);
        }

        foreach (int count in (int[])[8, 12, 16, 100])
        {
            foreach (string syntax in Every)
            {
                yield return new StoredDifferentialRow($"{count} zeros", syntax, true, s => [.. s.Name, .. new byte[count]]);
            }
        }

        foreach (string syntax in Every)
        {
            yield return new StoredDifferentialRow("8 zeros, then more", syntax, true, s => [.. s.Name, .. new byte[8], .. s.Id]);
            yield return new StoredDifferentialRow("12 zeros, then more", syntax, false, s => [.. s.Name, .. new byte[12], .. s.Id]);
            yield return new StoredDifferentialRow("8 stray bytes", syntax, false, s => [.. s.Name, .. Enumerable.Repeat((byte)0xFF, 8)], Lies);
        }
    }

    private static StoredDifferentialRow Zeros(int count) =>
        new($"{count} zeros", Every[count % Every.Length], true, s => [.. s.Name, .. new byte[count]]);

    /// <summary>Lengths of sequences and items that are not those of their content; (0010,0020) follows.</summary>
    private static IEnumerable<StoredDifferentialRow> Lengths() =>
    [
        .. Stored("item ends in a header", Every, s => [.. s.Sequence(s.Item([.. s.Name, .. s.Id], 14)), .. s.Id]),
        .. Stored("item ends late in a header", Every, s => [.. s.Sequence(s.Item([.. s.Name, .. s.Id], 18)), .. s.Id]),
        .. Stored("item ends in the next element's header", Every, s => [.. s.Sequence(s.Item(s.Name, 16)), .. s.Id]),
        .. Stored("item ends in a long header", Explicit, s => [.. s.Sequence(s.Item([.. s.Name, .. s.Element(0x00104000, "UT", [65, 66])], 22)), .. s.Id]),
        .. Stored("item ends within a sequence without length", Every, s =>
            [.. s.Sequence([.. s.Item(s.Sequence([.. s.Item(s.Name), .. s.SequenceEnd], Undefined), 24), .. s.Item(s.Id)]), .. s.Id]),
        .. Refused("item ends behind a header", Every, s => [.. s.Sequence(s.Item([.. s.Name, .. s.Id], 20)), .. s.Id]),
        .. Refused("item ends in a value", Every, s => [.. s.Sequence(s.Item(s.Name, 10)), .. s.Id]),
        .. Refused("item ends before an element", Every, s => [.. s.Sequence(s.Item([.. s.Name, .. s.Id], 12)), .. s.Id]),
        .. Refused("item ends in a sequence with a length", Every, s => [.. s.Sequence(s.Item(s.Sequence(s.Item(s.Name)), 22)), .. s.Id]),
        .. Refused("item takes the sequence's end", Every, s => [.. s.Sequence([.. s.Item(s.Name, 20), .. s.SequenceEnd], Undefined), .. s.Id]),
        .. Other("item longer than all", Lies, false, Every, s => s.Sequence(s.Item(s.Name, 5000))),
        .. Stored("sequence ends in an item's header", Every, s => [.. s.Sequence(s.Item(s.Name), 4), .. s.Id]),
        .. Stored("sequence ends in an item", Every, s => [.. s.Sequence(s.Item([.. s.Name, .. s.Id]), 20), .. s.Id]),
        .. Stored("sequence ends in the second item", Every, s => [.. s.Sequence([.. s.Item(s.Name), .. s.Item(s.Name)], 24), .. s.Id]),
        .. Stored("sequence ends in an item without length", Every, s => [.. s.Sequence([.. s.Item(s.Name, Undefined), .. s.ItemEnd], 8), .. s.Id]),
        .. Stored("sequence within an item ends early", Every, s => [.. s.Sequence(s.Item([.. s.Sequence(s.Item(s.Name), 12), .. s.Id])), .. s.Id]),
        .. Stored("item without length or end takes the rest", Every, s => [.. s.Sequence(s.Item(s.Name, Undefined)), .. s.Id]),
        .. Refused("sequence ends before its second item", Every, s => [.. s.Sequence([.. s.Item(s.Name), .. s.Item(s.Name)], 20), .. s.Id]),
        .. Refused("sequence takes the next element", Every, s => [.. s.Sequence(s.Item(s.Name), 24), .. s.Id]),
        .. Refused("sequence longer than all", Every, s => s.Sequence(s.Item(s.Name), 5000)),
        .. Refused("sequence longer than all by four", Every, s => s.Sequence(s.Item(s.Name), 24)),
    ];

    private static IEnumerable<StoredDifferentialRow> Delimiters() =>
    [
        .. Stored("item delimiter at the end", Every, s => [.. s.Name, .. s.ItemEnd]),
        .. Stored("item delimiter outside of items", Every, s => [.. s.ItemEnd, .. s.Name]),
        .. Stored("sequence with a length and a delimiter", Every, s => [.. s.Sequence([.. s.Item(s.Name), .. s.SequenceEnd]), .. s.Id]),
        .. Stored("item with a length and a delimiter", Every, s => [.. s.Sequence(s.Item([.. s.Name, .. s.ItemEnd])), .. s.Id]),
        .. Stored("delimiters with lengths", Every, s =>
            [.. s.Sequence([.. s.Item(s.Name, Undefined), .. s.Element(0xFFFEE00D, "", [], 4), .. s.Element(0xFFFEE0DD, "", [], 8)], Undefined), .. s.Id]),
        .. Refused("item outside of sequences", Every, s => s.Item(s.Name)),
        .. Refused("sequence delimiter outside of sequences", Every, s => [.. s.SequenceEnd, .. s.Name]),
        .. Refused("sequence delimiter before an item", Every, s => [.. s.Sequence([.. s.SequenceEnd, .. s.Item(s.Name)]), .. s.Id]),
        .. Refused("item delimiter before an element", Every, s => [.. s.Sequence(s.Item([.. s.ItemEnd, .. s.Name])), .. s.Id]),
        .. Refused("item delimiter in a sequence", Every, s => [.. s.Sequence([.. s.ItemEnd, .. s.SequenceEnd], Undefined), .. s.Id]),
        .. Refused("sequence delimiter in an item", Every, s => [.. s.Sequence(s.Item([.. s.Name, .. s.SequenceEnd])), .. s.Id]),
        .. Refused("no sequence delimiter", Every, s => s.Sequence(s.Item(s.Name), Undefined)),
        .. Refused("no delimiter at all", Every, s => s.Sequence(s.Item(s.Name, Undefined), Undefined)),
        .. Refused("no item delimiter", Every, s => s.Sequence([.. s.Item(s.Name, Undefined), .. s.SequenceEnd], Undefined)),
    ];

    private static IEnumerable<StoredDifferentialRow> Sequences() =>
    [
        .. Stored("empty sequences and items", Every, s =>
            [.. s.Sequence([]), .. s.Sequence(s.Item([])), .. s.Sequence(s.SequenceEnd, Undefined), .. s.Id]),
        .. Stored("200 sequences within each other", Every, s => s.Nested(200, isUndefined: true)),
        .. Stored("200 sequences with lengths within each other", Every, s => s.Nested(200, isUndefined: false)),
        .. Stored("512 sequences within each other", Every, s => s.Nested(512, isUndefined: true)),
        .. Other("513 sequences within each other", "nesting is bounded", false, Every, s => s.Nested(513, isUndefined: true)),
        .. Stored("UN of undefined length", Every, s =>
        [
            .. s.Element(0x00091001, "UN", [], Undefined), .. new StoredDifferentialPieces(Uids.ImplicitLittle).Item(new StoredDifferentialPieces(Uids.ImplicitLittle).Name),
            .. new StoredDifferentialPieces(Uids.ImplicitLittle).SequenceEnd, .. s.Id,
        ]),
        .. Stored("sequence as UN", Explicit, s => [.. s.Element(0x00081140, "UN", s.Item([])), .. s.Id]),
        .. Stored("rubbish as UN", Explicit, s => [.. s.Element(0x00081140, "UN", [.. "abcdefgh"u8]), .. s.Id]),
        .. Stored("private sequence with a length", [Uids.ImplicitLittle], s => s.Element(0x00091001, "", s.Item([], 1))),
        .. Refused("elements in a sequence", Every, s => [.. s.Sequence(s.Name), .. s.Id]),
        .. Refused("elements in a sequence without length", Every, s => [.. s.Sequence([.. s.Name, .. s.SequenceEnd], Undefined), .. s.Id]),
        .. Refused("rubbish in a sequence", Every, s => [.. s.Sequence([.. "abcdefgh"u8]), .. s.Id]),
        .. Refused("rubbish behind an item", Every, s => [.. s.Sequence([.. s.Item([]), .. "abcd"u8]), .. s.Id]),
        .. Refused("zeros behind an item", Every, s => [.. s.Sequence([.. s.Item(s.Name), .. new byte[8]]), .. s.Id]),
        .. Refused("numbers of undefined length", Every, s => [.. s.Element(0x7FE00008, "OF", s.Item(s.Name), Undefined), .. s.SequenceEnd]),
        .. Refused("bytes of undefined length", Explicit, s => [.. s.Element(0x00091001, "OB", s.Item([1, 2]), Undefined), .. s.SequenceEnd]),
    ];

    private static IEnumerable<StoredDifferentialRow> Representations()
    {
        string[] strange = ["??", "  ", "\0\0", "--", "pn", "p1", "11", "\x01\x02", "zz", "Z1", "Pn", "pN", "\xFF\xFF", "{}", "xs"];
        for (int i = 0; i < strange.Length; i++)
        {
            string vr = strange[i];
            string syntax = Explicit[i % Explicit.Length];
            yield return new StoredDifferentialRow($"representation {Name(vr)}", syntax, true, s => [.. s.Element(0x00100010, vr, [65, 66]), .. s.Id]);
            yield return new StoredDifferentialRow($"representation {Name(vr)}, long", syntax, false, s => [.. s.Long(0x00100010, vr, [.. "A^B "u8]), .. s.Id]);
        }

        foreach (string vr in (string[])["ZZ", "OX"])
        {
            foreach (string syntax in Explicit)
            {
                yield return new StoredDifferentialRow($"representation {vr}", syntax, false, s => [.. s.Element(0x00100010, vr, [65, 66]), .. s.Id]);
                yield return new StoredDifferentialRow($"representation {vr}, long", syntax, true, s => [.. s.Long(0x00100010, vr, [.. "A^B "u8]), .. s.Id]);
            }
        }

        yield return new StoredDifferentialRow("representation lt", Uids.ExplicitLittle, true, s => [.. s.Element(0x00100010, "lt", [65, 66]), .. s.Id], OwnMarks);
        yield return new StoredDifferentialRow("representation ox", Uids.ExplicitLittle, true, s => [.. s.Element(0x00100010, "ox", [65, 66]), .. s.Id], OwnMarks);
        yield return new StoredDifferentialRow("representation na", Uids.ExplicitLittle, true, s => [.. s.Element(0x00100010, "na", [65, 66]), .. s.Id], OwnMarks);
    }

    private static IEnumerable<StoredDifferentialRow> Pixels() =>
    [
        .. Stored("pixel data with a length", Plain, s => s.Element(0x7FE00010, "OW", [1, 2, 3, 4])),
        .. Other("pixel data with a length", "the reference wants fragments", true, [Uids.JpegBaseline], s => s.Element(0x7FE00010, "OW", [1, 2, 3, 4])),
        .. Stored("fragments", [Uids.JpegBaseline], s => Fragments(s, [.. s.Item([]), .. s.Item([0xFF, 0xD8])])),
        .. Stored("no fragment", [Uids.JpegBaseline], s => Fragments(s, [])),
        .. Other("fragments", "the reference reads them and cannot write them", true, Plain, s => Fragments(s, [.. s.Item([]), .. s.Item([1, 2])])),
        .. Refused("fragments without end", Every, s => s.Element(0x7FE00010, "OB", s.Item([1, 2]), Undefined)),
        .. Refused("fragment cut", Every, s => s.Element(0x7FE00010, "OB", s.Item([1, 2], 6), Undefined)),
        .. Refused("element among fragments", Every, s => Fragments(s, s.Name)),
        .. Refused("fragment of undefined length", Every, s => Fragments(s, s.Item([], Undefined))),
    ];

    private static IEnumerable<StoredDifferentialRow> Deflation()
    {
        StoredDifferentialRow whole = new("", Uids.DeflatedLittle, true, s => [.. s.Name, .. s.Text(0x00104000, "LT", new string('z', 300))]);
        yield return whole with { Name = "bytes behind", Deflate = bytes => [.. StoredDifferentialPieces.Deflated(bytes), .. "abcd"u8] };
        yield return whole with { Name = "zeros behind", Deflate = bytes => [.. StoredDifferentialPieces.Deflated(bytes), .. new byte[100]] };
        yield return whole with { Name = "ends with a flush", Deflate = bytes => StoredDifferentialPieces.Even(StoredDifferentialPieces.Flushed(bytes)) };
        yield return whole with { Name = "two streams", Deflate = bytes => StoredDifferentialPieces.Even([.. StoredDifferentialPieces.Deflated(bytes), .. StoredDifferentialPieces.Deflated([1, 2, 3])]) };
        yield return whole with { Name = "not deflated", IsStored = false, Deflate = bytes => bytes };
        yield return whole with { Name = "zlib", IsStored = false, Deflate = bytes => StoredDifferentialPieces.Even([0x78, 0x9C, .. StoredDifferentialPieces.Deflated(bytes)]) };
        yield return whole with { Name = "gzip", IsStored = false, Deflate = bytes => StoredDifferentialPieces.Even([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, .. StoredDifferentialPieces.Deflated(bytes)]) };
        yield return whole with { Name = "cut", IsStored = false, Differs = Inflates, Deflate = bytes => StoredDifferentialPieces.Deflated(bytes)[..^6] };
        yield return whole with { Name = "flush within an element", IsStored = false, Differs = Inflates, Deflate = bytes => StoredDifferentialPieces.Even(StoredDifferentialPieces.Flushed(bytes[..^3])) };
    }

    private static byte[] Fragments(StoredDifferentialPieces s, byte[] items) => [.. s.Element(0x7FE00010, "OB", items, Undefined), .. s.SequenceEnd];

    private static string Name(string vr) => $"{(int)vr[0]:x2}{(int)vr[1]:x2}";

    private static IEnumerable<StoredDifferentialRow> Stored(string name, string[] syntaxes, Func<StoredDifferentialPieces, byte[]> write) =>
        syntaxes.Select(syntax => new StoredDifferentialRow(name, syntax, true, write));

    private static IEnumerable<StoredDifferentialRow> Refused(string name, string[] syntaxes, Func<StoredDifferentialPieces, byte[]> write) =>
        syntaxes.Select(syntax => new StoredDifferentialRow(name, syntax, false, write));

    private static IEnumerable<StoredDifferentialRow> Other(string name, string why, bool isStored, string[] syntaxes, Func<StoredDifferentialPieces, byte[]> write) =>
        syntaxes.Select(syntax => new StoredDifferentialRow(name, syntax, isStored, write, why));
}
