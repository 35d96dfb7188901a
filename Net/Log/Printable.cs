using System;
using System.Globalization;
using System.Text;

using GetScu.Dicom;

namespace GetScu.Net.Log;

/// <summary>Makes text from outside safe for terminals and log lines.</summary>
internal static class Printable
{
    private const string Ellipsis = "...";

    /// <summary>
    /// C0 and C1 controls, DEL and bytes that were no UTF-8 become <c>\x1b</c> and the like; line separators and format
    /// characters (those that turn the writing direction, join, or have no width) become <c>\u202e</c> and the like. A
    /// clean text is returned as it is.
    /// </summary>
    public static string Escape(string text) => Escape(text, int.MaxValue);

    /// <summary>
    /// A text of a peer, made printable and cut at <see cref="Limits.PeerText"/> characters; one that was cut ends with
    /// three dots more.
    /// </summary>
    public static string Cut(string text) => Escape(text, Limits.PeerText);

    /// <summary>The same for bytes of a PDU or command, which stand for the first 256 characters of Unicode.</summary>
    public static string Cut(ReadOnlySpan<byte> text) =>
        // One more than will be shown tells that it was cut.
        Cut(Encoding.Latin1.GetString(text[..Math.Min(text.Length, Limits.PeerText + 1)]));

    private static string Escape(string text, int most)
    {
        StringBuilder? result = null;
        for (int i = 0, length; i < text.Length; i += length)
        {
            length = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]) ? 2 : 1;
            string? shown = Shown(text, i, length);
            if ((result?.Length ?? i) + (shown?.Length ?? length) > most)
            {
                return (result?.ToString() ?? text[..i]) + Ellipsis;
            }

            if (shown is not null)
            {
                result ??= new StringBuilder(text, 0, i, i + 64);
                result.Append(shown);
            }
            else
            {
                result?.Append(text, i, length);
            }
        }

        return result?.ToString() ?? text;
    }

    /// <summary>What stands for an unsafe character; null for the others.</summary>
    private static string? Shown(string text, int index, int length)
    {
        char c = text[index];
        if (c is >= ' ' and < '\x7f')
        {
            return null;
        }

        if (length == 2)
        {
            return CharUnicodeInfo.GetUnicodeCategory(text, index) == UnicodeCategory.Format
                ? "\\U" + char.ConvertToUtf32(c, text[index + 1]).ToString("x8")
                : null;
        }

        return CharUnicodeInfo.GetUnicodeCategory(c) switch
        {
            UnicodeCategory.Control => "\\x" + ((int)c).ToString("x2"),
            // A lone half that stands for a byte (RawText).
            UnicodeCategory.Surrogate => c is >= '\udc80' and <= '\udcff' ? "\\x" + (c & 0xff).ToString("x2") : null,
            UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => "\\u" + ((int)c).ToString("x4"),
            _ => null,
        };
    }
}
