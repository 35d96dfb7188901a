using System;
using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Text;

namespace GetScu.Dicom.DataSets;

/// <summary>
/// Data sets as bytes (PS3.5 clause 7 and annex A): elements in ascending order, sequences and items of explicit length, group
/// lengths and trailing padding dropped. Blanks at the end of text carry nothing and are left out; odd values are padded.
/// </summary>
internal static class DataSetWriter
{
    /// <summary>PS3.5 7.1 and PS3.10 7.2: Data Set Trailing Padding carries nothing.</summary>
    public static readonly Tag TrailingPadding = new(0xFFFC, 0xFFFC);

    /// <summary>The whole data set in one of the four encodings.</summary>
    /// <exception cref="DicomFormatException">It holds compressed pixel data, which no such encoding can carry.</exception>
    public static byte[] Encode(DataSet set, DataEncoding encoding)
    {
        RefuseCompressed(set);
        ArrayBufferWriter<byte> output = new();
        WriteSet(output, set, ElementHeader.LayoutOf(encoding));
        return encoding == DataEncoding.DeflatedLittle ? Deflate(output.WrittenSpan) : output.WrittenSpan.ToArray();
    }

    // The depth of a data set is bounded (Limits.QueryDepth), so the methods below may call themselves.

    /// <summary>Throws where <see cref="Encode"/> would.</summary>
    public static void RefuseCompressed(DataSet set)
    {
        foreach (DataElement element in set)
        {
            if (element.IsEncapsulated)
            {
                throw new DicomFormatException($"{element.Tag}: compressed pixel data cannot be part of a query");
            }

            foreach (DataSet item in element.Items ?? [])
            {
                RefuseCompressed(item);
            }
        }
    }

    /// <summary>Bytes of the elements alone, as <see cref="Encode"/> writes them.</summary>
    public static int LengthOf(DataSet set, bool isExplicit)
    {
        int length = 0;
        foreach (DataElement element in set)
        {
            if (IsWritten(element))
            {
                int value = element.Items is null ? Padded(ValueOf(element)) : LengthOf(element.Items, isExplicit);
                length = checked(length + (isExplicit && VrTraits.HasLongLength(VrOf(element)) ? 12 : 8) + value);
            }
        }

        return length;
    }

    /// <summary>Bytes of the items with their headers.</summary>
    public static int LengthOf(List<DataSet> items, bool isExplicit)
    {
        int length = 8 * items.Count;
        foreach (DataSet item in items)
        {
            length = checked(length + LengthOf(item, isExplicit));
        }

        return length;
    }

    private static void WriteSet(ArrayBufferWriter<byte> output, DataSet set, HeaderLayout layout)
    {
        bool isExplicit = layout != HeaderLayout.Implicit;
        foreach (DataElement element in set)
        {
            if (!IsWritten(element))
            {
                continue;
            }

            if (element.Items is null)
            {
                WriteValue(output, element, layout);
                continue;
            }

            WriteHeader(output, element.Tag, Vr.SQ, LengthOf(element.Items, isExplicit), layout);
            foreach (DataSet item in element.Items)
            {
                // PS3.5 7.5.1: item tag, length, elements.
                WriteHeader(output, Tag.FromValue(ElementHeader.Item), Vr.None, LengthOf(item, isExplicit), layout);
                WriteSet(output, item, layout);
            }
        }
    }

    private static bool IsWritten(DataElement element) =>
        element.Items is not null || (!element.Tag.IsGroupLength && !element.IsEncapsulated && element.Tag != TrailingPadding);

    /// <summary>PS3.5 6.2.2 note 5: a value too long for 16 bits of length goes as UN.</summary>
    private static Vr VrOf(DataElement element)
    {
        bool isTooLong = !VrTraits.HasLongLength(element.Vr) && Padded(ValueOf(element)) > ushort.MaxValue;
        return isTooLong ? Vr.UN : element.Vr;
    }

    private static ReadOnlySpan<byte> ValueOf(DataElement element)
    {
        ReadOnlySpan<byte> value = element.Vr == Vr.UI ? WithoutBlanks(element.Value) : element.Value;
        return VrTraits.IsText(element.Vr) ? value.TrimEnd((byte)' ') : value;
    }

    private static int Padded(ReadOnlySpan<byte> value) => value.Length + (value.Length & 1);

    private static void WriteValue(ArrayBufferWriter<byte> output, DataElement element, HeaderLayout layout)
    {
        ReadOnlySpan<byte> value = ValueOf(element);
        int length = Padded(value);
        Vr vr = layout == HeaderLayout.Implicit ? element.Vr : VrOf(element);
        WriteHeader(output, element.Tag, vr, length, layout);
        Span<byte> target = output.GetSpan(length)[..length];
        value.CopyTo(target);
        if (length > value.Length)
        {
            // PS3.5 6.2.
            target[^1] = VrTraits.IsText(element.Vr) ? (byte)' ' : (byte)0;
        }

        if (layout == HeaderLayout.ExplicitBig)
        {
            ByteOrder.Swap(target, VrTraits.SwapWidth(vr));
        }

        output.Advance(length);
    }

    /// <summary>PS3.5 7.1.2 and 7.1.3: tag, representation with two reserved bytes where the length is long, length.</summary>
    private static void WriteHeader(ArrayBufferWriter<byte> output, Tag tag, Vr vr, int length, HeaderLayout layout)
    {
        Span<byte> header = output.GetSpan(ElementHeader.LongSize);
        bool isBig = layout == HeaderLayout.ExplicitBig;
        WriteUInt16(header, tag.Group, isBig);
        WriteUInt16(header[2..], tag.Element, isBig);
        int size = ElementHeader.ShortSize;
        if (layout != HeaderLayout.Implicit && vr != Vr.None)
        {
            BinaryPrimitives.WriteUInt16BigEndian(header[4..], (ushort)vr);
            WriteUInt16(header[6..], VrTraits.HasLongLength(vr) ? (ushort)0 : (ushort)length, isBig);
            size = VrTraits.HasLongLength(vr) ? ElementHeader.LongSize : size;
        }

        if (layout == HeaderLayout.Implicit || vr == Vr.None || size == ElementHeader.LongSize)
        {
            WriteUInt32(header[(size - 4)..], (uint)length, isBig);
        }

        output.Advance(size);
    }

    private static void WriteUInt16(Span<byte> to, ushort value, bool isBig) =>
        BinaryPrimitives.WriteUInt16LittleEndian(to, isBig ? BinaryPrimitives.ReverseEndianness(value) : value);

    private static void WriteUInt32(Span<byte> to, uint value, bool isBig) =>
        BinaryPrimitives.WriteUInt32LittleEndian(to, isBig ? BinaryPrimitives.ReverseEndianness(value) : value);

    /// <summary>A raw deflate stream, padded to even length with a NUL (PS3.5 A.5).</summary>
    private static byte[] Deflate(ReadOnlySpan<byte> bytes)
    {
        MemoryStream output = new();
        using (DeflateStream deflater = new(output, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflater.Write(bytes);
        }

        if ((output.Length & 1) != 0)
        {
            output.WriteByte(0);
        }

        return output.ToArray();
    }

    /// <summary>A UID has no blanks, wherever people put them, and one NUL at most (PS3.5 9.1).</summary>
    public static ReadOnlySpan<byte> WithoutBlanks(ReadOnlySpan<byte> uid)
    {
        uid = uid.TrimEnd((byte)0);
        return uid.Contains((byte)' ')
            ? Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(uid).Replace(" ", "")).AsSpan().TrimEnd((byte)0)
            : uid;
    }
}
