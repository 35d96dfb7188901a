namespace GetScu.Dicom.Dictionary;

/// <summary>
/// A rectangle of tags, bounds included: <c>(6000-60FF,0010)</c>. A bound that is a single number matches it whatever its parity.
/// </summary>
internal readonly struct TagRange(
    ushort groupFirst, ushort groupLast, Parity groupParity, ushort elementFirst, ushort elementLast, Parity elementParity)
{
    public ushort GroupFirst { get; } = groupFirst;

    public ushort GroupLast { get; } = groupLast;

    public Parity GroupParity { get; } = groupParity;

    public ushort ElementFirst { get; } = elementFirst;

    public ushort ElementLast { get; } = elementLast;

    public Parity ElementParity { get; } = elementParity;

    public bool IsSingle => GroupFirst == GroupLast && ElementFirst == ElementLast;

    /// <summary>The lowest tag: what the keyword of a repeating group means.</summary>
    public Tag First => new(Lowest(GroupFirst, GroupLast, GroupParity), Lowest(ElementFirst, ElementLast, ElementParity));

    public bool HasGroup(ushort group) => Has(group, GroupFirst, GroupLast, GroupParity);

    public bool HasElement(ushort element) => Has(element, ElementFirst, ElementLast, ElementParity);

    public bool Has(Tag tag) => HasGroup(tag.Group) && HasElement(tag.Element);

    /// <summary>Whether this range lies within another one, or is the same.</summary>
    public bool IsWithin(in TagRange other) =>
        GroupFirst >= other.GroupFirst && GroupLast <= other.GroupLast
        && ElementFirst >= other.ElementFirst && ElementLast <= other.ElementLast;

    private static bool Has(ushort value, ushort first, ushort last, Parity parity) =>
        value >= first && value <= last
        && (first == last || parity == Parity.Any || (value & 1) == (parity == Parity.Odd ? 1 : 0));

    private static ushort Lowest(ushort first, ushort last, Parity parity) =>
        Has(first, first, last, parity) ? first : (ushort)(first + 1);
}
