using System.Text;

namespace GetScu.Net.Log;

/// <summary>Keeps control characters and escape sequences away from terminals and log lines.</summary>
internal static class Printable
{
    /// <summary>
    /// C0 and C1 controls, DEL and bytes that were no UTF-8 become <c>\x1b</c> and the like; line separators and marks that
    /// turn the writing direction become <c>\u202e</c> and the like. A clean text is returned as it is.
    /// </summary>
    /// <param name="keepLines">Line feeds are the program's own and stay.</param>
    public static string Escape(string text, bool keepLines = false)
    {
        StringBuilder? result = null;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            bool isUnsafe = c switch
            {
                '\n' => !keepLines,
                < ' ' or (>= '\x7f' and <= '\x9f') => true,
                (>= '\u2028' and <= '\u202e') or (>= '\u2066' and <= '\u2069') => true,
                // A lone half that stands for a byte (RawText).
                >= '\udc80' and <= '\udcff' => i == 0 || !char.IsHighSurrogate(text[i - 1]),
                _ => false,
            };
            result ??= isUnsafe ? new StringBuilder(text, 0, i, text.Length + 16) : null;
            if (isUnsafe)
            {
                bool isWide = c is >= '\u2000' and < '\ud800';
                result!.Append(isWide ? "\\u" : "\\x").Append((isWide ? c : c & 0xff).ToString(isWide ? "x4" : "x2"));
            }
            else
            {
                result?.Append(c);
            }
        }

        return result?.ToString() ?? text;
    }
}
