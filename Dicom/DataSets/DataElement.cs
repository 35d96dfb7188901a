using System.Collections.Generic;

namespace GetScu.Dicom.DataSets;

/// <summary>
/// One data element. <see cref="Value"/> holds the bytes of explicit little endian, not necessarily of even length, and is
/// never changed in place, so copies share it.
/// </summary>
internal sealed class DataElement(Tag tag, Vr vr, byte[] value)
{
    /// <summary>A sequence.</summary>
    public DataElement(Tag tag, List<DataSet> items)
        : this(tag, Vr.SQ, []) => Items = items;

    public Tag Tag => tag;

    public Vr Vr => vr;

    public byte[] Value => value;

    /// <summary>The items of a sequence; null for any other element.</summary>
    public List<DataSet>? Items { get; }

    /// <summary>Compressed pixel data (PS3.5 A.4), whose fragments are not kept: no query can have it.</summary>
    public bool IsEncapsulated { get; init; }
}
