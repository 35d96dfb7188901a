namespace GetScu.Dicom;

/// <summary>What is open while a data set is read.</summary>
internal enum HolderKind : byte
{
    DataSet,
    Item,
    Sequence,
    /// <summary>Encapsulated pixel data (PS3.5 A.4).</summary>
    Fragments,
}

/// <summary>Something open that holds elements, items or fragments.</summary>
/// <param name="Layout">Of the headers within.</param>
/// <param name="IsDelimited">Undefined length: a delimiter ends it.</param>
/// <param name="Tag">The sequence's or pixel data's; an item has its sequence's; 0 for the data set.</param>
/// <param name="Limit">Offset at which it ends, or else the nearest thing around it that has a length.</param>
internal readonly record struct Holder(HolderKind Kind, HeaderLayout Layout, bool IsDelimited, uint Tag, ulong Limit);

/// <summary>What is open, innermost on top; the data set itself lies at the bottom.</summary>
internal sealed class Nesting
{
    /// <summary>Sequences and items within each other, counted together. Arbitrary: 64 levels, real objects have about 10.</summary>
    public const int Max = 128;

    private readonly Holder[] _holders = new Holder[Max + 1];
    private int _depth;

    public ref readonly Holder Top => ref _holders[_depth];

    /// <summary>Only the data set is open.</summary>
    public bool IsEmpty => _depth == 0;

    public bool IsFull => _depth == Max;

    public void Reset(HeaderLayout layout)
    {
        _depth = 0;
        _holders[0] = new Holder(HolderKind.DataSet, layout, false, 0, ulong.MaxValue);
    }

    public void Push(Holder holder) => _holders[++_depth] = holder;

    public void Pop() => _depth--;
}
