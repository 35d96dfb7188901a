using System;
using System.Collections.Generic;
using System.Globalization;

using GetScu.Dicom.DataSets;
using GetScu.Dicom.Dictionary;

namespace GetScu.Dicom.Query;

/// <summary>
/// Matching keys of the command line: a path to an element and its value.
/// <code>
/// key      = path [ "=" value ]
/// path     = { sequence "[" number "]" "." } ( attribute | sequence | sequence "[" number "]" )
/// attribute, sequence = "gggg,eeee" | "(gggg,eeee)" | keyword
/// </code>
/// </summary>
internal static class KeyPath
{
    /// <summary>Sets the element a key names, with the items on the way to it. On failure the data set may be half changed.</summary>
    /// <param name="target">What the key changes.</param>
    /// <param name="key">As given on the command line, see <see cref="RawText"/>.</param>
    /// <param name="dictionary">Gives keywords and representations.</param>
    /// <exception cref="KeyException">Names the key, the representation and the reason.</exception>
    public static void Apply(DataSet target, string key, DataDictionary dictionary) =>
        Apply(target, RawText.Encode(key), dictionary);

    /// <inheritdoc cref="Apply(DataSet, string, DataDictionary)"/>
    public static void Apply(DataSet target, ReadOnlySpan<byte> key, DataDictionary dictionary)
    {
        try
        {
            int equals = key.IndexOf((byte)'=');
            ReadOnlySpan<byte> path = equals < 0 ? key : key[..equals];
            ReadOnlySpan<byte> value = equals < 0 ? default : key[(equals + 1)..];
            if (path.IsEmpty)
            {
                throw new KeyException("no attribute before '='");
            }

            Walk(target, path, value, dictionary);
        }
        catch (KeyException error)
        {
            throw new KeyException($"Bad override key/path: {RawText.Printable(key)}: {error.Message}");
        }
    }

    private static void Walk(DataSet set, ReadOnlySpan<byte> path, ReadOnlySpan<byte> value, DataDictionary dictionary)
    {
        for (int depth = 0; depth < Limits.QueryDepth; depth++)
        {
            Tag tag = ReadAttribute(ref path, dictionary);
            Vr vr = RepresentationOf(set, tag, dictionary);
            Vr written = VrMarks.Usual(vr, tag);
            if (vr != Vr.SQ)
            {
                if (!path.IsEmpty)
                {
                    throw new KeyException($"Invalid Path: Non-sequence tag found with rest path following: "
                        + $"{tag} has VR {VrTraits.Name(written)}");
                }

                set.Set(new DataElement(tag, written, KeyValue.Encode(written, value, vr == Vr.xs)));
                return;
            }

            List<DataSet> items = SequenceOf(set, tag);
            if (!path.IsEmpty)
            {
                set = ItemOf(items, ReadItem(ref path));
            }

            if (path.IsEmpty)
            {
                if (!value.IsEmpty)
                {
                    throw new KeyException($"Cannot insert value into path ending with item or sequence: {tag} has VR SQ");
                }

                return;
            }
        }

        throw new KeyException($"nested deeper than {Limits.QueryDepth} sequences");
    }

    /// <summary>Takes a tag or keyword off the path and leaves the item after it, if any.</summary>
    private static Tag ReadAttribute(ref ReadOnlySpan<byte> path, DataDictionary dictionary)
    {
        if (path[0] == '*')
        {
            throw new KeyException("Item wildcard '*' found in path but wildcards disabled");
        }

        int bracket = path.IndexOf((byte)'[');
        ReadOnlySpan<byte> name = bracket < 0 ? path : path[..bracket];
        if (!TagText.TryParse(name, out Tag tag))
        {
            if (name.StartsWith("("u8))
            {
                throw new KeyException($"Unable to parse tag at beginning of path: {RawText.Printable(path)}");
            }

            tag = FindKeyword(name, path, dictionary);
        }

        if (tag.Group == 0xFFFE)
        {
            throw new KeyException($"{tag} is an item or delimiter, not an attribute");
        }

        path = bracket < 0 ? default : path[bracket..];
        return tag;
    }

    private static Tag FindKeyword(ReadOnlySpan<byte> name, ReadOnlySpan<byte> path, DataDictionary dictionary)
    {
        string keyword = RawText.Printable(name);
        if (dictionary.TryFind(keyword, out DictionaryEntry entry))
        {
            return entry.Tag;
        }

        string? nearest = dictionary.Nearest(keyword);
        throw new KeyException($"Unable to parse tag/dictionary name at beginning of path: {RawText.Printable(path)}"
            + (nearest is null ? "" : $" (did you mean {nearest}?)"));
    }

    /// <summary>Takes <c>[number]</c> and a full stop after it off the path.</summary>
    private static int ReadItem(ref ReadOnlySpan<byte> path)
    {
        int close = path.IndexOf((byte)']');
        ReadOnlySpan<byte> number = (close < 0 ? path[1..] : path[1..close]).Trim((byte)' ');
        if (number.StartsWith("*"u8))
        {
            throw new KeyException("Item wildcard '*' found in path but wildcards disabled");
        }

        if (number.StartsWith("-"u8))
        {
            throw new KeyException($"Negative item number (not permitted) at beginning of path: {RawText.Printable(path)}");
        }

        if (number.StartsWith("+"u8))
        {
            number = number[1..];
        }

        if (close < 0 || number.IsEmpty || number.IndexOfAnyExceptInRange((byte)'0', (byte)'9') >= 0)
        {
            throw new KeyException($"Unable to parse item number at beginning of path: {RawText.Printable(path)}");
        }

        if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int item) || item > Limits.KeyItem)
        {
            throw new KeyException($"item number above {Limits.KeyItem} at beginning of path: {RawText.Printable(path)}");
        }

        path = path[(close + 1)..];
        if (!path.IsEmpty && path[0] != '.')
        {
            throw new KeyException($"'.' needed after the item number: {RawText.Printable(path)}");
        }

        path = path.IsEmpty ? path : path[1..];
        return item;
    }

    /// <summary>The representation of an attribute; a dictionary mark where there are several.</summary>
    private static Vr RepresentationOf(DataSet set, Tag tag, DataDictionary dictionary)
    {
        // What is there keeps its representation: a private element of a query file need not be in the dictionary.
        return set.Find(tag) is { Vr: not Vr.UN } present ? present.Vr : set.VrOf(tag, dictionary);
    }

    /// <summary>The items of a sequence, those it has or none; a key adds to them and never takes any away.</summary>
    private static List<DataSet> SequenceOf(DataSet set, Tag tag)
    {
        if (set.Find(tag)?.Items is null)
        {
            set.Set(new DataElement(tag, []));
        }

        return set.Find(tag)!.Items!;
    }

    private static DataSet ItemOf(List<DataSet> items, int index)
    {
        while (items.Count <= index)
        {
            items.Add(new DataSet());
        }

        return items[index];
    }
}
