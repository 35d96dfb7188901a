using System.Globalization;
using System.Text;

namespace GetScu.Tests.Support.Wire;

/// <summary>
/// Annotated golden bytes: pairs of hex digits with any white space, 'text' in single quotes for ASCII, and a
/// comment from # to the end of the line.
/// </summary>
internal static class Hex
{
    public static byte[] Parse(string text)
    {
        ByteBuilder bytes = new();
        int at = 0;
        while (at < text.Length)
        {
            char character = text[at];
            if (character == '#')
            {
                int end = text.IndexOf('\n', at);
                at = end < 0 ? text.Length : end + 1;
            }
            else if (character == '\'')
            {
                int end = text.IndexOf('\'', at + 1);
                if (end < 0)
                {
                    throw new FormatException($"no closing quote after offset {at}");
                }

                bytes.Text(text[(at + 1)..end]);
                at = end + 1;
            }
            else if (char.IsWhiteSpace(character))
            {
                at++;
            }
            else
            {
                if (at + 2 > text.Length ||
                    !byte.TryParse(text.AsSpan(at, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte value))
                {
                    throw new FormatException($"not a hex pair at offset {at}: {text[at..Math.Min(at + 8, text.Length)]}");
                }

                bytes.U8(value);
                at += 2;
            }
        }

        return bytes.ToArray();
    }

    /// <summary>Sixteen bytes a line with offset and characters, for messages.</summary>
    public static string Dump(ReadOnlySpan<byte> bytes, int limit = 512)
    {
        StringBuilder text = new();
        ReadOnlySpan<byte> shown = bytes[..Math.Min(bytes.Length, limit)];
        for (int at = 0; at < shown.Length; at += 16)
        {
            ReadOnlySpan<byte> line = shown[at..Math.Min(at + 16, shown.Length)];
            text.Append(CultureInfo.InvariantCulture, $"{at:x6} ");
            foreach (byte value in line)
            {
                text.Append(CultureInfo.InvariantCulture, $" {value:x2}");
            }

            text.Append(' ', 3 * (16 - line.Length) + 2);
            foreach (byte value in line)
            {
                text.Append(value is >= 0x20 and < 0x7F ? (char)value : '.');
            }

            text.Append('\n');
        }

        return text.Append(CultureInfo.InvariantCulture, $"({bytes.Length} bytes)").ToString();
    }
}
