using System;
using System.Buffers.Binary;

namespace GetScu.Dicom;

/// <summary>The head of a data element, an item or a delimiter, as it stands in the bytes.</summary>
/// <param name="Tag">Group in the high half.</param>
/// <param name="Vr">None where the layout has none.</param>
/// <param name="Length">Bytes of value, or <see cref="Undefined"/>.</param>
/// <param name="Size">Bytes of the head itself.</param>
internal readonly record struct ElementHeader(uint Tag, Vr Vr, uint Length, int Size)
{
    public const uint PixelData = 0x7FE00010;
    public const uint Item = 0xFFFEE000;
    public const uint ItemEnd = 0xFFFEE00D;
    public const uint SequenceEnd = 0xFFFEE0DD;

    public const uint Undefined = 0xFFFFFFFF;

    /// <summary>Tag, then VR and 16-bit length, or 32-bit length.</summary>
    public const int ShortSize = 8;

    /// <summary>Tag, VR, two reserved bytes, 32-bit length.</summary>
    public const int LongSize = 12;

    /// <summary>Items and delimiters have no VR in any layout (PS3.5 7.5).</summary>
    public bool IsDelimiter => Tag >> 16 == 0xFFFE;

    /// <summary>The layout of an encoding's headers (PS3.5 annex A).</summary>
    public static HeaderLayout LayoutOf(DataEncoding encoding) => encoding switch
    {
        DataEncoding.ImplicitLittle => HeaderLayout.Implicit,
        DataEncoding.ExplicitBig => HeaderLayout.ExplicitBig,
        _ => HeaderLayout.Explicit,
    };

    /// <summary>Reads a head from the start of the bytes; false when it needs more of them.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, HeaderLayout layout, out ElementHeader header)
    {
        header = default;
        if (bytes.Length < ShortSize)
        {
            return false;
        }

        bool big = layout == HeaderLayout.ExplicitBig;
        uint tag = ((uint)UInt16(bytes, big) << 16) | UInt16(bytes[2..], big);
        if (layout == HeaderLayout.Implicit || tag >> 16 == 0xFFFE)
        {
            header = new ElementHeader(tag, Vr.None, UInt32(bytes[4..], big), ShortSize);
            return true;
        }

        Vr vr = (Vr)BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]);
        if (!VrTraits.HasLongLength(vr))
        {
            header = new ElementHeader(tag, vr, UInt16(bytes[6..], big), ShortSize);
            return true;
        }

        if (bytes.Length < LongSize)
        {
            return false;
        }

        header = new ElementHeader(tag, vr, UInt32(bytes[8..], big), LongSize);
        return true;
    }

    private static ushort UInt16(ReadOnlySpan<byte> bytes, bool big) =>
        big ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    private static uint UInt32(ReadOnlySpan<byte> bytes, bool big) =>
        big ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
}
