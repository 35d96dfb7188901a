namespace GetScu.Dicom.Dictionary;

/// <summary>A rectangle of tags: <c>(6000-60FF,0010)</c>.</summary>
internal readonly struct TagRange(NumberRange groups, NumberRange elements)
{
    public NumberRange Groups => groups;

    public NumberRange Elements => elements;

    public bool IsSingle => groups.IsSingle && elements.IsSingle;

    /// <summary>The lowest tag: what the keyword of a repeating group means.</summary>
    public Tag First => new(groups.Lowest, elements.Lowest);

    public bool Has(Tag tag) => groups.Has(tag.Group) && elements.Has(tag.Element);

    /// <summary>Whether this range lies within another one, or is the same.</summary>
    public bool IsWithin(in TagRange other) => groups.IsWithin(other.Groups) && elements.IsWithin(other.Elements);
}
