using System;
using System.Collections.Generic;

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
        ByteBuffer output = new(encoding == DataEncoding.ExplicitBig);
        WriteSet(output, set, encoding != DataEncoding.ImplicitLittle);
        return encoding == DataEncoding.DeflatedLittle ? Deflater.Deflate(output.Written) : output.Written.ToArray();
    }

    // The depth of a data set is bounded (DataSet.MaxDepth), so the methods below may call themselves.

    /// <summary>Throws where <see cref="Encode"/> would.</summary>
    public static void RefuseCompressed(DataSet set)
    {
        for (int i = 0; i < set.Count; i++)
        {
            if (set[i].IsEncapsulated)
            {
                throw new DicomFormatException($"{set[i].Tag}: compressed pixel data cannot be part of a query");
            }

            foreach (DataSet item in set[i].Items ?? [])
            {
                RefuseCompressed(item);
            }
        }
    }

    private static void WriteSet(ByteBuffer output, DataSet set, bool isExplicit)
    {
        for (int i = 0; i < set.Count; i++)
        {
            DataElement element = set[i];
            if (element.Items is not null)
            {
                WriteSequence(output, element, isExplicit);
            }
            else if (!element.IsGroupLength && !element.IsEncapsulated && element.Tag != TrailingPadding)
            {
                WriteValue(output, element, isExplicit);
            }
        }
    }

    /// <summary>Bytes of the elements alone, as <see cref="Encode"/> writes them.</summary>
    public static int LengthOf(DataSet set, bool isExplicit)
    {
        ByteBuffer output = new(false);
        WriteSet(output, set, isExplicit);
        return output.Written.Length;
    }

    /// <summary>Bytes of the items with their headers.</summary>
    public static int LengthOf(List<DataSet> items, bool isExplicit)
    {
        int length = 8 * items.Count;
        foreach (DataSet item in items)
        {
            length += LengthOf(item, isExplicit);
        }

        return length;
    }

    private static void WriteSequence(ByteBuffer output, DataElement element, bool isExplicit)
    {
        output.WriteTag(element.Tag);
        if (isExplicit)
        {
            output.WriteVr(Vr.SQ);
            output.WriteUInt16(0);
        }

        int sequence = output.ReserveLength();
        foreach (DataSet item in element.Items!)
        {
            // PS3.5 7.5.1: item tag, length, elements.
            output.WriteTag(new Tag(0xFFFE, 0xE000));
            int length = output.ReserveLength();
            WriteSet(output, item, isExplicit);
            output.FillLength(length);
        }

        output.FillLength(sequence);
    }

    private static void WriteValue(ByteBuffer output, DataElement element, bool isExplicit)
    {
        Vr vr = element.Vr;
        ReadOnlySpan<byte> value = vr == Vr.UI ? WithoutBlanks(element.Value) : element.Value;
        value = VrTraits.IsText(vr) ? value.TrimEnd((byte)' ') : value;
        int length = value.Length + (value.Length & 1);
        output.WriteTag(element.Tag);
        if (!isExplicit)
        {
            output.WriteUInt32((uint)length);
        }
        else
        {
            // PS3.5 6.2.2 note 5: a value too long for 16 bits of length goes as UN.
            vr = length > ushort.MaxValue && !VrTraits.HasLongLength(vr) ? Vr.UN : vr;
            output.WriteVr(vr);
            if (VrTraits.HasLongLength(vr))
            {
                output.WriteUInt16(0);
                output.WriteUInt32((uint)length);
            }
            else
            {
                output.WriteUInt16((ushort)length);
            }
        }

        Span<byte> target = output.Take(length);
        value.CopyTo(target);
        if (length > value.Length)
        {
            // PS3.5 6.2.
            target[^1] = VrTraits.IsText(element.Vr) ? (byte)' ' : (byte)0;
        }

        if (output.IsBigEndian)
        {
            ByteOrder.Swap(target, VrTraits.SwapWidth(vr));
        }
    }

    /// <summary>A UID has no blanks, wherever people put them, and one NUL at most (PS3.5 9.1).</summary>
    public static ReadOnlySpan<byte> WithoutBlanks(ReadOnlySpan<byte> uid)
    {
        uid = uid.TrimEnd((byte)0);
        if (!uid.Contains((byte)' '))
        {
            return uid;
        }

        byte[] bytes = new byte[uid.Length];
        int length = 0;
        foreach (byte letter in uid)
        {
            if (letter != ' ')
            {
                bytes[length++] = letter;
            }
        }

        return bytes.AsSpan(0, length).TrimEnd((byte)0);
    }
}
