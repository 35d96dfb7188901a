using System;
using System.Globalization;

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

    /// <summary>One to four hexadecimal digits, blanks around them allowed.</summary>
    public static bool TryParseHex(ReadOnlySpan<byte> text, out ushort value)
    {
        text = text.Trim((byte)' ');
        value = 0;
        return text.Length <= 4 && ushort.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
    }
}
