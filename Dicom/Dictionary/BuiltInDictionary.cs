using System;
using System.Text;

namespace GetScu.Dicom.Dictionary;

/// <summary>
/// Searches the data dictionary of the binary (PS3.6). Entries are numbers below <see cref="DictionaryTable.Count"/>;
/// -1 stands for none. Nothing is built at start and nothing is allocated save the names that are asked for.
/// </summary>
internal static class BuiltInDictionary
{
    /// <summary>What retired attributes' names begin with in the reference's dictionary.</summary>
    public const string RetiredPrefix = "RETIRED_";

    /// <summary>The entry of one tag.</summary>
    public static int FindTag(Tag tag)
    {
        int index = DictionaryTable.Tags.BinarySearch(tag.Value);
        return index < 0 ? -1 : index;
    }

    /// <summary>The entry of the narrowest range that has the tag.</summary>
    public static int FindRange(Tag tag)
    {
        for (int entry = DictionaryTable.TagCount; entry < DictionaryTable.Count; entry++)
        {
            if (RangeOf(entry).Has(tag))
            {
                return entry;
            }
        }

        return -1;
    }

    /// <summary>The entry of a keyword, exact case; the prefix <c>RETIRED_</c> is for retired attributes and may be left out.</summary>
    public static int FindKeyword(ReadOnlySpan<char> keyword)
    {
        bool retired = keyword.StartsWith(RetiredPrefix, StringComparison.Ordinal);
        if (retired)
        {
            keyword = keyword[RetiredPrefix.Length..];
        }

        int place = DictionaryTable.ByKeyword.BinarySearch(new Keyword(keyword));
        int entry = place < 0 ? -1 : DictionaryTable.ByKeyword[place];
        return entry >= 0 && retired && !IsRetired(entry) ? -1 : entry;
    }

    /// <summary>The representation of an entry, or a mark.</summary>
    public static Vr VrOf(int entry) => (Vr)DictionaryTable.Vrs[DictionaryTable.Infos[entry] & 0x3F];

    /// <summary>The multiplicity of an entry as PS3.6 writes it.</summary>
    public static string VmOf(int entry) => DictionaryTable.Vm((DictionaryTable.Infos[entry] >> 6) & 0x1F);

    /// <summary>The tags of an entry.</summary>
    public static TagRange RangeOf(int entry)
    {
        if (entry < DictionaryTable.TagCount)
        {
            Tag tag = Tag.FromValue(DictionaryTable.Tags[entry]);
            return new TagRange(new NumberRange(tag.Group), new NumberRange(tag.Element));
        }

        ReadOnlySpan<ushort> range = DictionaryTable.Ranges.Slice((entry - DictionaryTable.TagCount) * 5, 5);
        return new TagRange(
            new NumberRange(range[0], range[1], (Parity)(range[4] & 0xF)),
            new NumberRange(range[2], range[3], (Parity)(range[4] >> 4)));
    }

    /// <summary>The name of an entry, with <c>RETIRED_</c> where it is.</summary>
    public static string NameOf(int entry)
    {
        ReadOnlySpan<char> keyword = KeywordOf(entry, stackalloc char[DictionaryTable.LongestName]);
        return IsRetired(entry) ? string.Concat(RetiredPrefix, keyword) : keyword.ToString();
    }

    /// <summary>The standard's keyword of an entry.</summary>
    /// <param name="entry">Its number.</param>
    /// <param name="buffer">Where to write it, at least <see cref="DictionaryTable.LongestName"/> long.</param>
    public static ReadOnlySpan<char> KeywordOf(int entry, Span<char> buffer)
    {
        int block = Math.DivRem(entry, DictionaryTable.NamesPerOffset, out int rest);
        ReadOnlySpan<byte> names = DictionaryTable.Names[(int)DictionaryTable.NameOffsets[block]..];
        for (; rest > 0; rest--)
        {
            names = names[(names.IndexOf((byte)'\n') + 1)..];
        }

        int length = 0;
        foreach (byte b in names[..names.IndexOf((byte)'\n')])
        {
            if (b < 0x80)
            {
                buffer[length++] = (char)b;
            }
            else
            {
                ReadOnlySpan<ushort> offsets = DictionaryTable.WordOffsets.Slice(b - 0x80, 2);
                length += Encoding.ASCII.GetChars(DictionaryTable.Words[offsets[0]..(offsets[1] - 1)], buffer[length..]);
            }
        }

        return buffer[..length];
    }

    private static bool IsRetired(int entry) => (DictionaryTable.Infos[entry] & 0x8000) != 0;

    /// <summary>Where a keyword stands among entries.</summary>
    private readonly ref struct Keyword(ReadOnlySpan<char> keyword) : IComparable<ushort>
    {
        private readonly ReadOnlySpan<char> _keyword = keyword;

        public int CompareTo(ushort entry) =>
            _keyword.SequenceCompareTo(KeywordOf(entry, stackalloc char[DictionaryTable.LongestName]));
    }
}
