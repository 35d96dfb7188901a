using System;
using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Text;

using GetScu.Dicom.Dictionary;

namespace GetScu.Dicom.DataSets;

/// <summary>Values as the debug log shows them: printable, on one line, shortened.</summary>
internal static class DumpValue
{
    private const string Dots = "...";

    /// <summary>The value of an element that is no sequence.</summary>
    public static string Of(DataElement element)
    {
        Vr vr = element.Vr;
        ReadOnlySpan<byte> value = element.Value;
        if (vr == Vr.UI)
        {
            value = DataSetWriter.WithoutBlanks(value);
            return value.IsEmpty ? NoValue : UidNames.Find(value) is { } name ? $"={name}" : Text(value);
        }

        if (VrTraits.IsText(vr))
        {
            value = value.TrimEnd((byte)' ');
            return value.IsEmpty ? NoValue : Text(value);
        }

        if (value.IsEmpty)
        {
            return NoValue;
        }

        // As it is written: padded with a NUL.
        byte[] padded = new byte[value.Length + (value.Length & 1)];
        value.CopyTo(padded);
        value = padded;
        int width = SizeOfOne(vr);
        return value.Length < width ? "(invalid value)" : Numbers(vr, value, width);
    }

    /// <summary>How many values an element has, as the reference counts them.</summary>
    public static int CountOf(DataElement element)
    {
        ReadOnlySpan<byte> value = element.Value;
        switch (element.Vr)
        {
            case var _ when value.IsEmpty:
                return 0;
            case Vr.LT or Vr.ST or Vr.UT or Vr.UR:
                return value.TrimEnd((byte)' ').IsEmpty ? 0 : 1;
            case Vr.UN or Vr.OB or Vr.OW or Vr.OD or Vr.OF or Vr.OL or Vr.OV:
                return 1;
            case Vr.AT or Vr.FD or Vr.FL or Vr.SL or Vr.SS or Vr.SV or Vr.UL or Vr.US or Vr.UV:
                return (value.Length + (value.Length & 1)) / SizeOfOne(element.Vr);
            default:
                return value.TrimEnd("\0 "u8).IsEmpty ? 0 : value.Count((byte)'\\') + 1;
        }
    }

    private const string NoValue = "(no value available)";

    /// <summary>Bytes of one value: two numbers make an attribute tag.</summary>
    private static int SizeOfOne(Vr vr) => vr == Vr.AT ? 4 : VrTraits.SwapWidth(vr);

    private static string Text(ReadOnlySpan<byte> value)
    {
        // What is cut off is not looked at.
        string text = "[" + RawText.Printable(value[..Math.Min(value.Length, Limits.DumpedValue + 1)]) + "]";
        return text.Length <= Limits.DumpedValue ? text : text[..(Limits.DumpedValue - Dots.Length)] + Dots;
    }

    private static string Numbers(Vr vr, ReadOnlySpan<byte> value, int width)
    {
        StringBuilder text = new();
        for (int at = 0; at + width <= value.Length; at += width)
        {
            bool isLast = at + 2 * width > value.Length;
            string one = (at == 0 ? "" : "\\") + Number(vr, value.Slice(at, width));
            int length = text.Length + one.Length;
            if (length > Limits.DumpedValue || (!isLast && length + Dots.Length > Limits.DumpedValue))
            {
                return isLast ? text.ToString() : text.Append(Dots).ToString();
            }

            text.Append(one);
        }

        return text.ToString();
    }

    private static string Number(Vr vr, ReadOnlySpan<byte> bytes) => vr switch
    {
        Vr.US => BinaryPrimitives.ReadUInt16LittleEndian(bytes).ToString(),
        Vr.SS => BinaryPrimitives.ReadInt16LittleEndian(bytes).ToString(CultureInfo.InvariantCulture),
        Vr.UL or Vr.OL => BinaryPrimitives.ReadUInt32LittleEndian(bytes).ToString(),
        Vr.SL => BinaryPrimitives.ReadInt32LittleEndian(bytes).ToString(CultureInfo.InvariantCulture),
        Vr.UV or Vr.OV => BinaryPrimitives.ReadUInt64LittleEndian(bytes).ToString(),
        Vr.SV => BinaryPrimitives.ReadInt64LittleEndian(bytes).ToString(CultureInfo.InvariantCulture),
        Vr.FL or Vr.OF => Floating(BinaryPrimitives.ReadSingleLittleEndian(bytes), "G9"),
        Vr.FD or Vr.OD => Floating(BinaryPrimitives.ReadDoubleLittleEndian(bytes), "R"),
        // Two 16-bit numbers, group and element (PS3.5 6.2).
        Vr.AT => Tag.FromValue(BitOperations.RotateLeft(BinaryPrimitives.ReadUInt32LittleEndian(bytes), 16)).ToString(),
        Vr.OW => BinaryPrimitives.ReadUInt16LittleEndian(bytes).ToString("x4"),
        _ => bytes[0].ToString("x2"),
    };

    private static string Floating(double value, string format) => value switch
    {
        double.NaN => "nan",
        double.NegativeInfinity => "-inf",
        double.PositiveInfinity => "inf",
        0 => "0",
        _ => value.ToString(format, CultureInfo.InvariantCulture).Replace('E', 'e'),
    };
}
