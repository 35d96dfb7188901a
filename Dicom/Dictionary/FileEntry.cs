namespace GetScu.Dicom.Dictionary;

/// <summary>
/// One entry of a dictionary file. A private one has its creator; its elements are those within a block, 00 to FF, or whole
/// ones from 1000 (PS3.5 7.8.1).
/// </summary>
internal sealed class FileEntry(TagRange range, string? creator, Vr vr, string name, string vm)
{
    public TagRange Range { get; } = range;

    public string? Creator { get; } = creator;

    public Vr Vr { get; } = vr;

    public string Name { get; } = name;

    public string Vm { get; } = vm;

    /// <summary>Whether the entry is about a tag; <paramref name="creator"/> is the creator of the tag's private block or null.</summary>
    public bool Has(Tag tag, string? creator)
    {
        if (creator != Creator || !Range.HasGroup(tag.Group))
        {
            return false;
        }

        bool withinBlock = Creator is not null && Range.ElementLast <= 0xFF;
        return Range.HasElement(withinBlock ? (ushort)(tag.Element & 0xFF) : tag.Element);
    }
}
