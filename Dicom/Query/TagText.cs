using System;

namespace GetScu.Dicom.Query;

/// <summary>Tags as people write them.</summary>
internal static class TagText
{
    /// <summary>
    /// Reads <c>gggg,eeee</c> or <c>(gggg,eeee)</c>: one to four hexadecimal digits each, blanks around them allowed.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out Tag tag)
    {
        tag = default;
        text = text.Trim((byte)' ');
        if (text.StartsWith("("u8))
        {
            if (!text.EndsWith(")"u8))
            {
                return false;
            }

            text = text[1..^1];
        }

        int comma = text.IndexOf((byte)',');
        if (comma < 0 || !TryParseHex(text[..comma], out ushort group) || !TryParseHex(text[(comma + 1)..], out ushort element))
        {
            return false;
        }

        tag = new Tag(group, element);
        return true;
    }

    public static bool TryParseHex(ReadOnlySpan<byte> text, out ushort value)
    {
        value = 0;
        text = text.Trim((byte)' ');
        if (text.Length is < 1 or > 4)
        {
            return false;
        }

        foreach (byte digit in text)
        {
            if (!char.IsAsciiHexDigit((char)digit))
            {
                return false;
            }

            value = (ushort)((value << 4) | HexDigit(digit));
        }

        return true;
    }

    private static int HexDigit(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
