using GetScu.Dicom;
using GetScu.Dicom.Streaming;
using GetScu.Tests.Support.Wire;

namespace GetScu.Tests.Dicom;

/// <summary>Headers out of bytes that come in pieces.</summary>
[TestClass]
public sealed class ElementHeaderReaderTests
{
    private static readonly (HeaderLayout Layout, string Bytes, uint[] Tags)[] Rows =
    [
        (HeaderLayout.Implicit, "0800 0500 00000000 1000 2000 00000000", [0x00080005, 0x00100020]),
        (HeaderLayout.Explicit, "0800 0500 'CS' 0000 E07F 1000 'OW' 0000 00000000 FEFF 00E0 00000000", [0x00080005, 0x7FE00010, 0xFFFEE000]),
        (HeaderLayout.ExplicitBig, "7FE0 0010 'OW' 0000 00000000 0008 0005 'CS' 0000", [0x7FE00010, 0x00080005]),
    ];

    [TestMethod]
    public void Pieces_of_every_size_give_the_same_headers()
    {
        ElementHeaderReader reader = new();
        foreach ((HeaderLayout layout, string hex, uint[] tags) in Rows)
        {
            byte[] bytes = Hex.Parse(hex);
            for (int size = 1; size <= bytes.Length; size++)
            {
                List<uint> found = [];
                foreach (byte[] piece in bytes.Chunk(size))
                {
                    ReadOnlySpan<byte> rest = piece;
                    while (!rest.IsEmpty && reader.TryRead(ref rest, layout, out ElementHeader header))
                    {
                        found.Add(header.Tag);
                        Assert.IsTrue(reader.Held.IsEmpty);
                    }
                }

                CollectionAssert.AreEqual(tags, found, $"{layout}, pieces of {size}");
            }
        }
    }

    [TestMethod]
    public void What_is_held_is_the_headers_beginning_until_it_is_dropped()
    {
        ElementHeaderReader reader = new();
        byte[] bytes = Hex.Parse("E07F 1000 'OW' 0000 0400");
        ReadOnlySpan<byte> rest = bytes;
        Assert.IsFalse(reader.TryRead(ref rest, HeaderLayout.Explicit, out _));
        Assert.IsTrue(rest.IsEmpty);
        CollectionAssert.AreEqual(bytes, reader.Held.ToArray());
        reader.Clear();
        rest = Hex.Parse("0800 0500 'CS' 0200 'AB'");
        Assert.IsTrue(reader.TryRead(ref rest, HeaderLayout.Explicit, out ElementHeader header));
        Assert.AreEqual((0x00080005u, 2u, 2), (header.Tag, header.Length, rest.Length));
    }
}
