using System;
using System.Collections.Generic;

namespace GetScu.Dicom;

/// <summary>
/// Attributes by tag and by keyword (PS3.6): a table in the binary, and over it the entries of dictionary files.
/// </summary>
internal sealed class DataDictionary
{
    private static DataDictionary? _builtIn;

    private DataDictionary()
    {
    }

    /// <summary>The table in the binary alone.</summary>
    public static DataDictionary BuiltIn => _builtIn ??= new DataDictionary();

    /// <summary>Entries that dictionary files gave; 0 for the built-in dictionary.</summary>
    public int LoadedEntries => 0;

    /// <summary>
    /// Reads dictionary files over the built-in table, in order; later entries override earlier ones.
    /// Each error is one text, <c>FILE:LINE: reason</c> or <c>FILE: reason</c>; a line in error is left out.
    /// </summary>
    public static DataDictionary Load(string path, char separator, List<string> errors)
    {
        errors.Add(path + separator + " not implemented");
        return BuiltIn;
    }

    /// <summary>Finds an attribute by tag; <paramref name="privateCreator"/> is its block's creator, null when not known.</summary>
    public bool TryFind(Tag tag, string? privateCreator, out DictionaryEntry entry)
    {
        entry = default;
        return false;
    }

    /// <summary>Finds an attribute by its keyword, exact case, with or without <c>RETIRED_</c>.</summary>
    public bool TryFind(ReadOnlySpan<char> keyword, out DictionaryEntry entry)
    {
        entry = default;
        return false;
    }

    /// <summary>The representation of an attribute (possibly a dictionary mark), UN when unknown; allocates nothing.</summary>
    public Vr VrOf(Tag tag, string? privateCreator) => Vr.UN;

    /// <summary>The known keyword nearest to an unknown one, for error messages; null when none is near.</summary>
    public string? Nearest(string keyword) => null;
}
