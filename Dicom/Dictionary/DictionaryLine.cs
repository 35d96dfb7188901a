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
        [NotNullWhen(true)] out FileEntry? entry,
        [NotNullWhen(false)] out string? reason,
        [NotNullWhen(false)] out string? culprit)
    {
        entry = null;
        Span<Range> fields = stackalloc Range[6];
        int count = line.Split(fields, '\t', StringSplitOptions.TrimEntries);
        if (count < 3)
        {
            reason = "too few fields";
            culprit = "";
            return false;
        }

        if (count > 5)
        {
            reason = "too many fields";
            culprit = line[fields[5]].ToString();
            return false;
        }

        ReadOnlySpan<char> vr = line[fields[1]];
        ReadOnlySpan<char> name = line[fields[2]];
        ReadOnlySpan<char> vm = count > 3 ? line[fields[3]] : "1";
        if (!TryParseTag(line[fields[0]], out TagRange range, out string? creator))
        {
            reason = "bad Tag field";
            culprit = line[fields[0]].ToString();
            return false;
        }

        if (vr.Length != 2 || !DictionaryTable.Vrs.Contains((ushort)((vr[0] << 8) | vr[1])))
        {
            reason = "bad VR field";
            culprit = vr.ToString();
            return false;
        }

        if (name.IsEmpty)
        {
            reason = "bad Name field";
            culprit = "";
            return false;
        }

        if (!IsMultiplicity(vm))
        {
            reason = "bad VM field";
            culprit = vm.ToString();
            return false;
        }

        entry = new FileEntry(range, creator, (Vr)((vr[0] << 8) | vr[1]), name.ToString(), vm.ToString());
        reason = null;
        culprit = null;
        return true;
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

        if (!TryParseBounds(group, out ushort groupFirst, out ushort groupLast, out Parity groupParity)
            || !TryParseBounds(element, out ushort elementFirst, out ushort elementLast, out Parity elementParity))
        {
            return false;
        }

        range = new TagRange(groupFirst, groupLast, groupParity, elementFirst, elementLast, elementParity);
        return creator is null || IsPrivate(range);
    }

    // PS3.5 7.8.1: odd groups, and elements within a block or blocks' own.
    private static bool IsPrivate(in TagRange range)
    {
        bool odd = range.GroupFirst == range.GroupLast ? (range.GroupFirst & 1) != 0 : range.GroupParity != Parity.Even;
        return odd && (range.ElementLast <= 0xFF || range.ElementFirst >= 0x1000);
    }

    // "0010", "6000-60FF", "0009-o-FFFF".
    private static bool TryParseBounds(ReadOnlySpan<char> text, out ushort first, out ushort last, out Parity parity)
    {
        parity = Parity.Even;
        last = 0;
        Span<Range> parts = stackalloc Range[4];
        int count = text.Split(parts, '-', StringSplitOptions.TrimEntries);
        if (count is < 1 or > 3 || !TryParseHex(text[parts[0]], out first))
        {
            first = 0;
            return false;
        }

        if (count == 1)
        {
            last = first;
            parity = Parity.Any;
            return true;
        }

        if (count == 3)
        {
            ReadOnlySpan<char> kind = text[parts[1]];
            switch (kind.Length == 1 ? kind[0] | 0x20 : 0)
            {
                case 'e':
                    parity = Parity.Even;
                    break;
                case 'o':
                    parity = Parity.Odd;
                    break;
                case 'u':
                    parity = Parity.Any;
                    break;
                default:
                    return false;
            }
        }

        return TryParseHex(text[parts[count - 1]], out last) && first <= last;
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
        if (!last.IsEmpty && last[^1] == 'n')
        {
            last = last[..^1];
        }
        else if (last.IsEmpty)
        {
            return false;
        }

        return IsCount(text[..dash].Trim()) && (last.IsEmpty || IsCount(last));
    }

    private static bool IsCount(ReadOnlySpan<char> text) => text.Length is >= 1 and <= 9 && !text.ContainsAnyExceptInRange('0', '9');
}
