using System;
using System.Text;

namespace GetScu.Dicom;

/// <summary>
/// Bytes as strings and back without loss, for arguments that need not be UTF-8: a byte that is no part of valid UTF-8 becomes
/// the lone surrogate U+DC00 plus the byte. The runtime's own decoding of the command line turns such bytes into U+FFFD.
/// </summary>
internal static class RawText
{
    private const char Escape = '\uDC00';

    /// <summary>The string for some bytes.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        StringBuilder text = new(bytes.Length);
        Span<char> pair = stackalloc char[2];
        while (bytes.Length > 0)
        {
            if (Rune.DecodeFromUtf8(bytes, out Rune rune, out int length) == System.Buffers.OperationStatus.Done)
            {
                text.Append(pair[..rune.EncodeToUtf16(pair)]);
                bytes = bytes[length..];
            }
            else
            {
                text.Append((char)(Escape + bytes[0]));
                bytes = bytes[1..];
            }
        }

        return text.ToString();
    }

    /// <summary>The bytes of a string, UTF-8 save where <see cref="Decode"/> put a byte.</summary>
    public static byte[] Encode(string text)
    {
        byte[] bytes = new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        int length = 0;
        ReadOnlySpan<char> rest = text;
        while (rest.Length > 0)
        {
            bool isRune = Rune.DecodeFromUtf16(rest, out Rune rune, out int taken) == System.Buffers.OperationStatus.Done;
            if (!isRune && rest[0] is >= (char)(Escape + 0x80) and <= (char)(Escape + 0xFF))
            {
                bytes[length++] = (byte)rest[0];
            }
            else
            {
                length += rune.EncodeToUtf8(bytes.AsSpan(length));
            }

            rest = rest[taken..];
        }

        return bytes[..length];
    }

    /// <summary>The same with a NUL behind them, for system calls.</summary>
    public static byte[] Terminated(string text) => Encode(text + '\0');

    /// <summary>The string with everything that is not printable ASCII or beyond shown as <c>\xHH</c>, safe for a terminal or log.</summary>
    public static string Printable(ReadOnlySpan<byte> bytes)
    {
        StringBuilder text = new(bytes.Length);
        while (bytes.Length > 0)
        {
            bool isRune = Rune.DecodeFromUtf8(bytes, out Rune rune, out int length) == System.Buffers.OperationStatus.Done;
            if (isRune && !Rune.IsControl(rune))
            {
                text.Append(rune.ToString());
            }
            else
            {
                length = 1;
                text.Append("\\x").Append(((int)bytes[0]).ToString("x2"));
            }

            bytes = bytes[length..];
        }

        return text.ToString();
    }
}
