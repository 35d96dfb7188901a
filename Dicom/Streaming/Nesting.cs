namespace GetScu.Dicom.Streaming;

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
