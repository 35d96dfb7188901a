using System;
using System.Buffers.Binary;
using System.Globalization;
using System.IO;
using System.Text;

using GetScu.Dicom.Dictionary;

namespace GetScu.Dicom.Query;

/// <summary>The values of matching keys: text as given, numbers parsed, by value representation (PS3.5 6.2).</summary>
internal static class KeyValue
{
    /// <summary>The bytes of a value in little endian, not padded; several values are separated by backslashes.</summary>
    /// <param name="vr">The representation to write; no mark of the dictionary.</param>
    /// <param name="text">The value as given.</param>
    /// <param name="maybeSigned">US that is SS where a Pixel Representation says so, which a query need not have: either fits.</param>
    /// <exception cref="KeyException">The representation and what is wrong with the value.</exception>
    public static byte[] Encode(Vr vr, ReadOnlySpan<byte> text, bool maybeSigned)
    {
        return vr switch
        {
            _ when text.IsEmpty || VrTraits.IsText(vr) => text.ToArray(),
            Vr.UI => EncodeUid(text),
            Vr.SQ => throw new KeyException("SQ takes no value"),
            _ => EncodeNumbers(vr, text, maybeSigned),
        };
    }

    /// <summary><c>=Name</c> stands for a well-known UID, by the name that logs have for it.</summary>
    private static byte[] EncodeUid(ReadOnlySpan<byte> text)
    {
        if (text[0] != '=')
        {
            return text.ToArray();
        }

        ReadOnlySpan<byte> uid = UidNames.FindUid(text[1..]);
        return !uid.IsEmpty
            ? uid.ToArray()
            : throw new KeyException($"Unknown UID name: UI has no well-known UID called \"{RawText.Printable(text[1..])}\"");
    }

    private static byte[] EncodeNumbers(Vr vr, ReadOnlySpan<byte> text, bool maybeSigned)
    {
        MemoryStream output = new();
        Span<byte> bytes = stackalloc byte[8];
        int number = 1;
        foreach (Range part in text.Split((byte)'\\'))
        {
            ReadOnlySpan<byte> token = text[part].Trim((byte)' ');
            if (token.IsEmpty)
            {
                throw new KeyException($"{VrTraits.Name(vr)} value {number} is empty");
            }

            output.Write(bytes[..EncodeOne(vr, token, bytes, maybeSigned)]);
            number++;
        }

        return output.ToArray();
    }

    /// <summary>Writes one number and gives its length.</summary>
    private static int EncodeOne(Vr vr, ReadOnlySpan<byte> token, Span<byte> bytes, bool maybeSigned) => vr switch
    {
        Vr.US => Whole(vr, token, bytes, maybeSigned ? short.MinValue : 0, ushort.MaxValue, 2),
        Vr.SS => Whole(vr, token, bytes, short.MinValue, (ulong)short.MaxValue, 2),
        Vr.UL or Vr.OL => Whole(vr, token, bytes, 0, uint.MaxValue, 4),
        Vr.SL => Whole(vr, token, bytes, int.MinValue, int.MaxValue, 4),
        Vr.UV or Vr.OV => Whole(vr, token, bytes, 0, ulong.MaxValue, 8),
        Vr.SV => Whole(vr, token, bytes, long.MinValue, long.MaxValue, 8),
        Vr.FL or Vr.OF or Vr.FD or Vr.OD => Floating(vr, token, bytes),
        Vr.AT => AttributeTag(token, bytes),
        Vr.OW => Hexadecimal(vr, token, bytes, 4),
        _ => Hexadecimal(vr, token, bytes, 2),
    };

    private static int Whole(Vr vr, ReadOnlySpan<byte> token, Span<byte> bytes, long lowest, ulong highest, int size)
    {
        ReadOnlySpan<byte> digits = token[0] is (byte)'-' or (byte)'+' ? token[1..] : token;
        if (digits.IsEmpty || digits.IndexOfAnyExceptInRange((byte)'0', (byte)'9') >= 0)
        {
            throw new KeyException($"{VrTraits.Name(vr)} takes whole numbers, not \"{RawText.Printable(token)}\"");
        }

        if (!Int128.TryParse(token, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out Int128 value)
            || value < lowest || value > highest)
        {
            throw new KeyException($"{VrTraits.Name(vr)} takes whole numbers from {lowest} to {highest}, "
                + $"{RawText.Printable(token)} is outside");
        }

        BinaryPrimitives.WriteUInt64LittleEndian(bytes, unchecked((ulong)value));
        return size;
    }

    private static int Floating(Vr vr, ReadOnlySpan<byte> token, Span<byte> bytes)
    {
        bool isSingle = VrTraits.SwapWidth(vr) == 4;
        double value = Parse(vr, token, isSingle ? float.MaxValue : double.MaxValue);
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
        if (isSingle)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes, (float)value);
        }

        return VrTraits.SwapWidth(vr);
    }

    private static double Parse(Vr vr, ReadOnlySpan<byte> token, double highest)
    {
        bool isNegative = token[0] == '-';
        ReadOnlySpan<byte> bare = token[0] is (byte)'-' or (byte)'+' ? token[1..] : token;
        if (Ascii.EqualsIgnoreCase(bare, "nan"u8))
        {
            // Without the sign bit that the runtime's own has.
            return BitConverter.UInt64BitsToDouble(0x7FF8_0000_0000_0000);
        }

        if (Ascii.EqualsIgnoreCase(bare, "inf"u8) || Ascii.EqualsIgnoreCase(bare, "infinity"u8))
        {
            return isNegative ? double.NegativeInfinity : double.PositiveInfinity;
        }

        const NumberStyles Styles =
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (bare.IsEmpty || bare[0] is not (byte)'.' and (< (byte)'0' or > (byte)'9')
            || !double.TryParse(token, Styles, CultureInfo.InvariantCulture, out double value))
        {
            throw new KeyException($"{VrTraits.Name(vr)} takes decimal numbers, not \"{RawText.Printable(token)}\"");
        }

        if (Math.Abs(value) > highest)
        {
            throw new KeyException($"{RawText.Printable(token)} is outside the range of {VrTraits.Name(vr)}");
        }

        return value;
    }

    private static int AttributeTag(ReadOnlySpan<byte> token, Span<byte> bytes)
    {
        if (!token.StartsWith("("u8) || !TagText.TryParse(token, out Tag tag))
        {
            throw new KeyException($"AT takes tags written (gggg,eeee), not \"{RawText.Printable(token)}\"");
        }

        // PS3.5 6.2: group, then element, as two 16-bit numbers.
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, tag.Group);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[2..], tag.Element);
        return 4;
    }

    /// <summary>One byte (OB, UN) or one word (OW), as the reference takes them: hexadecimal, <c>0x</c> before it allowed.</summary>
    private static int Hexadecimal(Vr vr, ReadOnlySpan<byte> token, Span<byte> bytes, int mostDigits)
    {
        ReadOnlySpan<byte> digits = token.StartsWith("0x"u8) || token.StartsWith("0X"u8) ? token[2..] : token;
        if (!TagText.TryParseHex(digits, out ushort value) || (mostDigits == 2 && value > byte.MaxValue))
        {
            throw new KeyException($"{VrTraits.Name(vr)} takes hexadecimal numbers of up to {mostDigits} digits separated by "
                + $"backslashes, not \"{RawText.Printable(token)}\"");
        }

        BinaryPrimitives.WriteUInt16LittleEndian(bytes, value);
        return mostDigits / 2;
    }
}
