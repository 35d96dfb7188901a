namespace GetScu.Dicom.Dictionary;

/// <summary>
/// One entry of a dictionary file. A private one has its creator; its elements are those within a block, 00 to FF, or whole
/// ones from 1000 (PS3.5 7.8.1).
/// </summary>
internal sealed class FileEntry(TagRange range, string? creator, Vr vr, string name, string vm)
{
    public TagRange Range => range;

    public string? Creator => creator;

    public Vr Vr => vr;

    public string Name => name;

    public string Vm => vm;

    /// <summary>Whether the entry is about a tag.</summary>
    /// <param name="owner">The creator of the tag's private block, or null.</param>
    public bool Has(Tag tag, string? owner)
    {
        bool isWithinBlock = creator is not null && range.Elements.Last <= 0xFF;
        return owner == creator && range.Has(isWithinBlock ? tag with { Element = (ushort)(tag.Element & 0xFF) } : tag);
    }
}
