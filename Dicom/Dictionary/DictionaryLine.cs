using System;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace GetScu.Dicom.Dictionary;

/// <summary>
/// Reads one line of a dictionary file: tag, VR, name, VM and version, separated by tabs; VM (then 1) and version may be missing.
/// <para>
/// Tags: <c>(gggg,eeee)</c>, private ones <c>(gggg,"CREATOR",ee)</c> or <c>(gggg,"CREATOR",eeee)</c> from 1000. Instead of a number
/// a range may stand: <c>6000-60FF</c> (even numbers), <c>0009-o-FFFF</c> (odd ones), <c>0010-u-00FF</c> (all).
/// </para>
/// </summary>
internal static class DictionaryLine
{
    /// <summary>Reads a line that is not blank and no comment; if it is wrong, says what and quotes the field, if one is.</summary>
    public static bool TryParse(
        ReadOnlySpan<char> line,
        [NotNullWhen(true)] out FileEntry? entry, [NotNullWhen(false)] out string? reason, out string culprit)
    {
        Span<Range> fields = stackalloc Range[6];
        int count = line.Split(fields, '\t', StringSplitOptions.TrimEntries);
        TagRange range = default;
        string? creator = null;
        Vr vr = Vr.None;
        (reason, int wrong) = count < 3 ? ("too few fields", -1)
            : count > 5 ? ("too many fields", 5)
            : !TryParseTag(line[fields[0]], out range, out creator) ? ("bad Tag field", 0)
            : !TryParseVr(line[fields[1]], out vr) ? ("bad VR field", 1)
            : line[fields[2]].IsEmpty ? ("bad Name field", 2)
            : count > 3 && !IsMultiplicity(line[fields[3]]) ? ("bad VM field", 3)
            : default((string?, int));
        culprit = wrong < 0 ? "" : line[fields[wrong]].ToString();
        entry = reason is null
            ? new FileEntry(range, creator, vr, line[fields[2]].ToString(), count > 3 ? line[fields[3]].ToString() : "1")
            : null;
        return reason is null;
    }

    private static bool TryParseVr(ReadOnlySpan<char> text, out Vr vr)
    {
        vr = text.Length == 2 ? (Vr)((text[0] << 8) | text[1]) : Vr.None;
        return text.Length == 2 && DictionaryTable.Vrs.Contains((ushort)((text[0] << 8) | text[1]));
    }

    private static bool TryParseTag(ReadOnlySpan<char> text, out TagRange range, out string? creator)
    {
        range = default;
        creator = null;
        int comma = text.IndexOf(',');
        if (text.Length < 2 || text[0] != '(' || text[^1] != ')' || comma < 0)
        {
            return false;
        }

        ReadOnlySpan<char> group = text[1..comma].Trim();
        ReadOnlySpan<char> element = text[(comma + 1)..^1].Trim();
        if (!element.IsEmpty && element[0] == '"')
        {
            // The creator may hold commas: it ends at the last quote.
            int quote = element.LastIndexOf('"');
            ReadOnlySpan<char> rest = element[(quote + 1)..].TrimStart();
            if (quote < 2 || rest.IsEmpty || rest[0] != ',')
            {
                return false;
            }

            creator = element[1..quote].ToString();
            element = rest[1..].Trim();
        }

        bool isRange = TryParseBounds(group, out NumberRange groups) & TryParseBounds(element, out NumberRange elements);
        range = new TagRange(groups, elements);
        return isRange && (creator is null || IsPrivate(range));
    }

    // PS3.5 7.8.1: odd groups, and elements within a block or blocks' own.
    private static bool IsPrivate(in TagRange range) =>
        range.Groups.MayBeOdd && (range.Elements.Last <= 0xFF || range.Elements.First >= 0x1000);

    // "0010", "6000-60FF", "0009-o-FFFF".
    private static bool TryParseBounds(ReadOnlySpan<char> text, out NumberRange range)
    {
        range = default;
        Span<Range> parts = stackalloc Range[4];
        int count = text.Split(parts, '-', StringSplitOptions.TrimEntries);
        if (count is < 1 or > 3 || !TryParseHex(text[parts[0]], out ushort first)
            || !TryParseHex(text[parts[count - 1]], out ushort last) || first > last)
        {
            return false;
        }

        Parity? parity = count == 1 ? Parity.Any : count == 2 ? Parity.Even : text[parts[1]] switch
        {
            "e" or "E" => Parity.Even,
            "o" or "O" => Parity.Odd,
            "u" or "U" => Parity.Any,
            _ => null,
        };
        range = new NumberRange(first, last, parity ?? Parity.Any);
        return parity is not null;
    }

    private static bool TryParseHex(ReadOnlySpan<char> text, out ushort value)
    {
        value = 0;
        return text.Length is >= 1 and <= 4 && ushort.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
    }

    // "1", "1-3", "1-n", "2-2n" and the like, as PS3.6 writes them.
    private static bool IsMultiplicity(ReadOnlySpan<char> text)
    {
        int dash = text.IndexOf('-');
        if (dash < 0)
        {
            return text is "n" || IsCount(text) || (text.Length > 1 && text[^1] == 'n' && IsCount(text[..^1]));
        }

        ReadOnlySpan<char> last = text[(dash + 1)..].Trim();
        return IsCount(text[..dash].Trim()) && (last is "n" || IsCount(last is [.. var count, 'n'] ? count : last));
    }

    private static bool IsCount(ReadOnlySpan<char> text) => text.Length is >= 1 and <= 9 && !text.ContainsAnyExceptInRange('0', '9');
}
