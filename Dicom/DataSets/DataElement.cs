using System.Collections.Generic;

namespace GetScu.Dicom.DataSets;

/// <summary>
/// One data element. <see cref="Value"/> holds the bytes of explicit little endian, not necessarily of even length, and is
/// never changed in place, so copies share it.
/// </summary>
internal sealed class DataElement
{
    private static readonly byte[] NoValue = [];

    public DataElement(Tag tag, Vr vr, byte[] value)
    {
        Tag = tag;
        Vr = vr;
        Value = value;
    }

    /// <summary>A sequence.</summary>
    public DataElement(Tag tag, List<DataSet> items)
    {
        Tag = tag;
        Vr = Vr.SQ;
        Value = NoValue;
        Items = items;
    }

    public Tag Tag { get; }

    public Vr Vr { get; }

    public byte[] Value { get; }

    /// <summary>The items of a sequence; null for any other element.</summary>
    public List<DataSet>? Items { get; }

    /// <summary>Compressed pixel data (PS3.5 A.4), whose fragments are not kept: no query can have it.</summary>
    public bool IsEncapsulated { get; init; }

    /// <summary>Group lengths (gggg,0000) are retired (PS3.5 7.2) and dropped when written.</summary>
    public bool IsGroupLength => Tag.Element == 0;
}
