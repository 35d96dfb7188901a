using System.IO.Compression;

using GetScu.Tests.Support.Wire;

namespace GetScu.Tests.Dicom;

/// <summary>Pieces of data sets in one transfer syntax, well formed or with lengths that are not true.</summary>
internal sealed class StoredDifferentialPieces(string transferSyntax)
{
    public const long Undefined = 0xFFFFFFFF;

    private readonly string _plain = transferSyntax == Uids.DeflatedLittle ? Uids.ExplicitLittle : transferSyntax;

    /// <summary>(0010,0010) with four bytes; 12 bytes in every syntax.</summary>
    public byte[] Name => Text(0x00100010, "PN", "A^B ");

    /// <summary>(0010,0020) with two bytes; 10 bytes in every syntax.</summary>
    public byte[] Id => Text(0x00100020, "LO", "ID");

    public byte[] ItemEnd => Element(0xFFFEE00D, "", []);

    public byte[] SequenceEnd => Element(0xFFFEE0DD, "", []);

    public byte[] Element(uint tag, string vr, byte[] value, long? length = null) =>
        new DataSetBuilder(_plain).Header(tag, vr, length ?? value.Length).Raw(value).Build();

    public byte[] Text(uint tag, string vr, string text) => new DataSetBuilder(_plain).Add(tag, vr, text).Build();

    /// <summary>An element of another representation, by its two bytes, with two reserved bytes and a length of four.</summary>
    public byte[] Long(uint tag, string vr, byte[] value)
    {
        byte[] length = Element(0xFFFEE000, "", [], value.Length)[4..];
        return [.. Element(tag, vr, [], 0)[..6], 0, 0, .. length, .. value];
    }

    public byte[] Item(byte[] content, long? length = null) => Element(0xFFFEE000, "", content, length);

    /// <summary>(0008,1140).</summary>
    public byte[] Sequence(byte[] content, long? length = null) => Element(0x00081140, "SQ", content, length);

    /// <summary>Sequences within each other.</summary>
    public byte[] Nested(int levels, bool isUndefined)
    {
        byte[] content = Name;
        for (int level = 0; level < levels; level++)
        {
            content = isUndefined
                ? Sequence([.. Item([.. content, .. ItemEnd], Undefined), .. SequenceEnd], Undefined)
                : Sequence(Item(content));
        }

        return content;
    }

    /// <summary>A raw deflate stream, padded to even length.</summary>
    public static byte[] Deflated(byte[] bytes) => Even(Deflate(bytes, isFlushed: false));

    /// <summary>One that ends with a flush, without a last block.</summary>
    public static byte[] Flushed(byte[] bytes) => Deflate(bytes, isFlushed: true);

    public static byte[] Even(byte[] bytes) => bytes.Length % 2 == 0 ? bytes : [.. bytes, 0];

    private static byte[] Deflate(byte[] bytes, bool isFlushed)
    {
        using MemoryStream to = new();
        using DeflateStream deflate = new(to, CompressionLevel.Optimal);
        deflate.Write(bytes);
        if (isFlushed)
        {
            deflate.Flush();
            return to.ToArray();
        }

        deflate.Dispose();
        return to.ToArray();
    }
}
