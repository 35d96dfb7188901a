using System;
using System.Collections.Generic;

namespace GetScu.Dicom.Dictionary;

/// <summary>
/// Attributes by tag and by keyword (PS3.6): a table in the binary, and over it the entries of dictionary files.
/// </summary>
internal sealed class DataDictionary
{
    private static DataDictionary? _builtIn;

    // Entries of files in their order, and tag << 32 | place of those that have one tag and no creator, ascending.
    private readonly List<FileEntry> _entries;
    private readonly ulong[] _byTag;

    private DataDictionary(List<FileEntry> entries, bool nothingLoaded)
    {
        _entries = entries;
        _byTag = IndexTags(entries);
        NothingLoaded = nothingLoaded;
    }

    /// <summary>The table in the binary alone.</summary>
    public static DataDictionary BuiltIn => _builtIn ??= new DataDictionary([], false);

    /// <summary>Files were named, and every one was missing or wrong and gave no entry.</summary>
    public bool NothingLoaded { get; }

    /// <summary>
    /// Reads the dictionary files of a list over the built-in table, in order; later entries override earlier ones.
    /// Each error is one text, ready for the log: <c>DcmDataDictionary: Cannot open file: FILE (reason)</c> or
    /// <c>DcmDataDictionary: FILE: reason (line N): text</c>. A line in error is left out; see <see cref="NothingLoaded"/>.
    /// Empty names in the list are passed over, so that an empty list gives the built-in table.
    /// </summary>
    /// <param name="read">The bytes of a file, at most so many; an <see cref="System.IO.IOException"/> where it cannot.</param>
    public static DataDictionary Load(string path, char separator, List<string> errors, Func<string, int, byte[]> read)
    {
        List<FileEntry> entries = [];
        bool anyFile = false;
        bool anyGood = false;
        foreach (Range part in path.AsSpan().Split(separator))
        {
            string file = path[part];
            if (file.Length != 0)
            {
                int before = errors.Count;
                DictionaryFile.Read(file, read, entries, errors);
                anyFile = true;
                anyGood |= errors.Count == before;
            }
        }

        return anyFile ? new DataDictionary(entries, !anyGood && entries.Count == 0) : BuiltIn;
    }

    /// <summary>
    /// Finds an attribute by tag. <paramref name="privateCreator"/> is the creator of the tag's block (PS3.5 7.8.1), without
    /// padding; null when there is none or it is not known: private elements are then found only if an entry has no creator.
    /// </summary>
    public bool TryFind(Tag tag, string? privateCreator, out DictionaryEntry entry)
    {
        FileEntry? file = Find(tag, privateCreator, out int builtIn);
        entry = file is not null ? new DictionaryEntry(tag, file.Vr, file.Name, file.Vm)
            : builtIn >= 0 ? new DictionaryEntry(
                tag, BuiltInDictionary.VrOf(builtIn), BuiltInDictionary.NameOf(builtIn), BuiltInDictionary.VmOf(builtIn))
            : default;
        return file is not null || builtIn >= 0;
    }

    /// <summary>The representation of an attribute (possibly a dictionary mark), UN when unknown; allocates nothing.</summary>
    public Vr VrOf(Tag tag, string? privateCreator)
    {
        FileEntry? file = Find(tag, privateCreator, out int builtIn);
        return file is not null ? file.Vr : builtIn >= 0 ? BuiltInDictionary.VrOf(builtIn) : Vr.UN;
    }

    /// <summary>
    /// Finds an attribute by its keyword: exact case, retired ones with or without <c>RETIRED_</c>. A range's keyword means its
    /// lowest tag. A keyword of the built-in table still means its tag when a file names that tag otherwise, and the entry is then
    /// the file's. Entries of files that have a creator are found by tag alone: a keyword does not say which block is theirs.
    /// </summary>
    public bool TryFind(ReadOnlySpan<char> keyword, out DictionaryEntry entry)
    {
        FileEntry? file = FindKeyword(keyword, "");
        if (file is null)
        {
            int builtIn = BuiltInDictionary.FindKeyword(keyword);
            if (builtIn >= 0)
            {
                return TryFind(BuiltInDictionary.RangeOf(builtIn).First, null, out entry);
            }

            file = FindKeyword(keyword, BuiltInDictionary.RetiredPrefix);
        }

        entry = file is null ? default : new DictionaryEntry(file.Range.First, file.Vr, file.Name, file.Vm);
        return file is not null;
    }

    /// <summary>The known keyword nearest to an unknown one (edit distance), for error messages; null when none is near.</summary>
    public string? Nearest(ReadOnlySpan<char> keyword)
    {
        NearestKeyword nearest = new(keyword);
        foreach (FileEntry entry in _entries)
        {
            if (entry.Creator is null)
            {
                nearest.Try(entry.Name);
            }
        }

        nearest.TryBuiltIn();
        return nearest.Best;
    }

    // The file entry, or else the number of the built-in one or -1. One tag's entry goes before a range's, the narrower range
    // before the wider one that holds it, and a file's before the built-in one.
    private FileEntry? Find(Tag tag, string? privateCreator, out int builtIn)
    {
        bool withCreator = tag.IsPrivate && tag.Element >= 0x1000 && !string.IsNullOrEmpty(privateCreator);
        string? creator = withCreator ? privateCreator : null;
        builtIn = -1;

        FileEntry? file = withCreator ? FindPrivate(tag, creator!) : FindTag(tag);
        if (file is not null)
        {
            return file;
        }

        if (!withCreator)
        {
            builtIn = BuiltInDictionary.FindTag(tag);
            if (builtIn >= 0)
            {
                return null;
            }

            builtIn = BuiltInDictionary.FindRange(tag);
        }

        file = FindRange(tag, creator);
        if (file is null || builtIn < 0)
        {
            return file;
        }

        TagRange range = BuiltInDictionary.RangeOf(builtIn);
        return range.IsWithin(file.Range) && !file.Range.IsWithin(range) ? null : file;
    }

    private FileEntry? FindTag(Tag tag)
    {
        // The last place of this tag: one before where the next tag would be.
        int next = _byTag.AsSpan().BinarySearch(((ulong)tag.Value << 32) | uint.MaxValue);
        int place = ~next - 1;
        return place >= 0 && _byTag[place] >> 32 == tag.Value ? _entries[(int)(uint)_byTag[place]] : null;
    }

    // A whole element (from 1000) before one of any block; the last of each.
    private FileEntry? FindPrivate(Tag tag, string creator)
    {
        FileEntry? found = null;
        for (int i = _entries.Count - 1; i >= 0; i--)
        {
            FileEntry entry = _entries[i];
            if (entry.Creator is not null && entry.Range.IsSingle && entry.Has(tag, creator))
            {
                if (entry.Range.Elements.First > 0xFF)
                {
                    return entry;
                }

                found ??= entry;
            }
        }

        return found;
    }

    private FileEntry? FindRange(Tag tag, string? creator)
    {
        FileEntry? found = null;
        foreach (FileEntry entry in _entries)
        {
            if (!entry.Range.IsSingle && entry.Has(tag, creator) && (found is null || entry.Range.IsWithin(found.Range)))
            {
                found = entry;
            }
        }

        return found;
    }

    // The last one of a name, which is the keyword itself or has the prefix before it.
    private FileEntry? FindKeyword(ReadOnlySpan<char> keyword, string prefix)
    {
        for (int i = _entries.Count - 1; i >= 0; i--)
        {
            ReadOnlySpan<char> name = _entries[i].Name;
            if (_entries[i].Creator is null && name.StartsWith(prefix) && name[prefix.Length..].SequenceEqual(keyword))
            {
                return _entries[i];
            }
        }

        return null;
    }

    private static ulong[] IndexTags(List<FileEntry> entries)
    {
        ulong[] index = new ulong[entries.Count];
        int count = 0;
        for (int i = 0; i < entries.Count; i++)
        {
            if (entries[i].Range.IsSingle && entries[i].Creator is null)
            {
                index[count++] = ((ulong)entries[i].Range.First.Value << 32) | (uint)i;
            }
        }

        Array.Resize(ref index, count);
        Array.Sort(index);
        return index;
    }
}
