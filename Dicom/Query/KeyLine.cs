using System;
using System.Collections.Generic;

using GetScu.Dicom.DataSets;
using GetScu.Dicom.Dictionary;

namespace GetScu.Dicom.Query;

/// <summary>
/// A query in one line of a key file: words as of the command line's keys, and the unique keys of its level as bare words.
/// <code>
/// line  = { word } [ "#" comment ]
/// word  = key "=" [ value ] | unique key
/// </code>
/// </summary>
internal static class KeyLine
{
    private const int LongestUid = 64;

    /// <summary>The query of a line with the keys of the command line on top; null: the line has none.</summary>
    /// <param name="line">Without its end, see <see cref="RawText"/>.</param>
    /// <param name="keys">Of the command line; they override those of the line.</param>
    /// <param name="dictionary">Gives keywords and representations.</param>
    /// <exception cref="KeyException">The line is no query; the message says why.</exception>
    public static DataSet? Parse(string line, IReadOnlyList<string> keys, DataDictionary dictionary)
    {
        DataSet set = new();
        List<string> bare = [];
        int gathered = 0;
        bool isEmpty = true;
        QuotedWords words = new(line);
        while (!words.Precedes('#') && words.Next(out string word))
        {
            isEmpty = false;
            if (words.IsOpen)
            {
                throw new KeyException("a quotation mark without an end");
            }

            if (word.Contains('='))
            {
                gathered |= Apply(set, word, dictionary);
            }
            else
            {
                bare.Add(word);
            }
        }

        if (isEmpty)
        {
            return null;
        }

        DataElement?[] own = Array.ConvertAll(UniqueKeys.All, key => set.Find(key.Tag));
        foreach (string key in keys)
        {
            KeyPath.Apply(set, key, dictionary);
        }

        string level = UniqueKeys.TextOf(set, UniqueKeys.QueryRetrieveLevel);
        int index = UniqueKeys.IndexOf(level);
        if (bare.Count > 0)
        {
            AddBare(set, bare, index, level, own, dictionary);
        }

        for (int i = 0; i < UniqueKeys.All.Length; i++)
        {
            // PS3.4 C.4.3.2.1: a list only of the level's own UIDs, one value for each level above.
            if ((gathered & (1 << i)) != 0 && i != index && set.Find(UniqueKeys.All[i].Tag) == own[i])
            {
                throw new KeyException($"several values for {UniqueKeys.All[i].Name} at level '{RawText.Printable(RawText.Encode(level))}'");
            }
        }

        return set;
    }

    /// <summary>Applies a key; UIDs of one level become a list.</summary>
    /// <returns>A bit for the unique key that has become one.</returns>
    private static int Apply(DataSet set, string word, DataDictionary dictionary)
    {
        DataElement?[] before = Array.ConvertAll(UniqueKeys.All, key => set.Find(key.Tag));
        KeyPath.Apply(set, word, dictionary);
        for (int i = 1; i < before.Length; i++)
        {
            if (before[i] is { Value.Length: > 0 } old && set.Find(UniqueKeys.All[i].Tag) is { Value.Length: > 0 } added && old != added)
            {
                Join(set, old, added.Value);
                return 1 << i;
            }
        }

        return 0;
    }

    private static void Join(DataSet set, DataElement old, byte[] added) =>
        set.Set(new DataElement(old.Tag, old.Vr, [.. old.Value.AsSpan().Trim(" \0"u8), (byte)'\\', .. added]));

    /// <param name="own">The unique keys of the line alone.</param>
    private static void AddBare(DataSet set, List<string> bare, int index, string level, DataElement?[] own, DataDictionary dictionary)
    {
        if (index < 0)
        {
            throw new KeyException(level.Length == 0
                ? $"no QueryRetrieveLevel, which would say what {Show(bare[0])} is"
                : $"no level '{RawText.Printable(RawText.Encode(level))}', which would say what {Show(bare[0])} is");
        }

        (_, Tag tag, string name) = UniqueKeys.All[index];
        bool isUid = index > 0;
        foreach (string word in bare)
        {
            if (isUid ? !IsUidList(word) : IsAttribute(word, dictionary))
            {
                throw new KeyException($"{Show(word)} is neither a key with '=' nor a {name}");
            }
        }

        DataElement? there = set.Find(tag);
        bool isSecond = there is { Value.Length: > 0 };
        if (isSecond && there != own[index])
        {
            throw new KeyException($"{Show(bare[0])} is a {name}, which the command line gives as well");
        }

        if (!isUid && (isSecond || bare.Count > 1))
        {
            throw new KeyException($"several values for {name}");
        }

        byte[] values = RawText.Encode(string.Join('\\', bare));
        if (isSecond)
        {
            Join(set, there!, values);
        }
        else
        {
            set.Set(new DataElement(tag, isUid ? Vr.UI : Vr.LO, values));
        }
    }

    /// <summary>Digits and periods between backslashes; real UIDs are not stricter than that.</summary>
    private static bool IsUidList(string word)
    {
        bool isList = true;
        foreach (string uid in word.Split('\\'))
        {
            isList &= uid.Length is > 0 and <= LongestUid && uid.AsSpan().IndexOfAnyExcept("0123456789.") < 0;
        }

        return isList;
    }

    /// <summary>A tag or keyword: a key whose '=' was forgotten rather than a patient's id.</summary>
    private static bool IsAttribute(string word, DataDictionary dictionary) =>
        TagText.TryParse(RawText.Encode(word), out _) || dictionary.TryFind(word, out _);

    private static string Show(string word) => $"'{RawText.Printable(RawText.Encode(word))}'";
}
