namespace GetScu.Dicom.Streaming;

/// <summary>Something open that holds elements, items or fragments.</summary>
/// <param name="Layout">Of the headers within.</param>
/// <param name="Tag">The sequence's or pixel data's; an item has its sequence's; 0 for the data set.</param>
/// <param name="Vr">Likewise.</param>
/// <param name="Limit">Offset at which its length ends; <see cref="NoLimit"/> where a delimiter ends it.</param>
internal readonly record struct Holder(HolderKind Kind, HeaderLayout Layout, Vr Vr, uint Tag, ulong Limit)
{
    public const ulong NoLimit = ulong.MaxValue;
}
