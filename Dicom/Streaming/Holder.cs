using GetScu.Net.Log;

namespace GetScu.Dicom.Streaming;

/// <summary>Something open that holds elements, items or fragments.</summary>
/// <param name="Layout">Of the headers within.</param>
/// <param name="IsDelimited">Undefined length: a delimiter ends it.</param>
/// <param name="Tag">The sequence's or pixel data's; an item has its sequence's; 0 for the data set.</param>
/// <param name="Limit">Offset at which it ends, or else the nearest thing around it that has a length.</param>
internal readonly record struct Holder(HolderKind Kind, HeaderLayout Layout, bool IsDelimited, uint Tag, ulong Limit);
