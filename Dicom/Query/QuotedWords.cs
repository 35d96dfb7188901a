using System;

namespace GetScu.Dicom.Query;

/// <summary>
/// The words of command files and key files. They stand between white space. A quotation mark, also within a word, groups up
/// to the next one of its kind, which ends the word; the other kind means itself there. Nothing escapes.
/// </summary>
internal ref struct QuotedWords(ReadOnlySpan<char> text)
{
    private const string Blanks = " \t\r\n";

    private ReadOnlySpan<char> _rest = text;

    /// <summary>The quotation mark of the last word has no other end than that of the text.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>What comes next begins with this, outside quotation marks.</summary>
    public readonly bool Precedes(char mark) => _rest.TrimStart(Blanks).StartsWith(mark);

    /// <summary>The next word; false: there is none.</summary>
    public bool Next(out string word)
    {
        while (!_rest.IsEmpty)
        {
            int end = _rest.IndexOfAny(" \t\r\n'\"");
            word = _rest[..(end < 0 ? _rest.Length : end)].ToString();
            char mark = end < 0 ? ' ' : _rest[end];
            _rest = end < 0 ? default : _rest[(end + 1)..];
            bool isClosed = false;
            if (mark is '\'' or '"')
            {
                end = _rest.IndexOf(mark);
                isClosed = end >= 0;
                IsOpen = !isClosed;
                word += _rest[..(isClosed ? end : _rest.Length)].ToString();
                _rest = isClosed ? _rest[(end + 1)..] : default;
            }

            if (word.Length > 0 || isClosed)
            {
                return true;
            }
        }

        word = "";
        return false;
    }
}
