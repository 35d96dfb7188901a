using System;
using System.Collections.Generic;
using System.IO;
using System.Text;

namespace GetScu.Dicom.Dictionary;

/// <summary>
/// Reads dictionary files: a line is the tag, VR, name, VM and version of one entry, separated by tabs (the last two may be
/// missing), or blank, or a comment that begins with <c>#</c>. Bytes are taken as Latin-1, so that any text compares as it is.
/// </summary>
internal static class DictionaryFile
{
    /// <summary>
    /// Adds the entries of a file, in order; each line in error is left out and adds one text that names file and line.
    /// Returns whether the file could be read; if not, one text says why.
    /// </summary>
    public static bool Read(string path, Func<string, int, byte[]> read, List<FileEntry> entries, List<string> errors)
    {
        string text;
        try
        {
            text = Encoding.Latin1.GetString(read(path, Limits.DictionaryFile));
        }
        catch (IOException e)
        {
            errors.Add($"DcmDataDictionary: Cannot open file: {path} ({e.Message})");
            return false;
        }

        int wrong = 0;
        int number = 0;
        foreach (Range part in text.AsSpan().Split('\n'))
        {
            number++;
            ReadOnlySpan<char> line = text.AsSpan(part).Trim();
            if (line.IsEmpty || line[0] == '#')
            {
                continue;
            }

            if (DictionaryLine.TryParse(line, out FileEntry? entry, out string? reason, out string culprit))
            {
                entries.Add(entry);
            }
            else if (wrong++ < Limits.DictionaryErrors)
            {
                errors.Add($"DcmDataDictionary: {path}: {reason} (line {number}){Quote(culprit)}");
            }
            else
            {
                errors.Add(
                    $"DcmDataDictionary: {path}: more than {Limits.DictionaryErrors} errors, lines from {number} on not read");
                break;
            }
        }

        return true;
    }

    private static string Quote(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
        {
            return "";
        }

        StringBuilder quote = new(": ");
        foreach (char c in text[..Math.Min(text.Length, Limits.DictionaryQuote)])
        {
            quote.Append(char.IsControl(c) ? '?' : c);
        }

        return quote.ToString();
    }
}
