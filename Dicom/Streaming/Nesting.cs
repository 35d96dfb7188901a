namespace GetScu.Dicom.Streaming;

/// <summary>What is open, innermost on top; the data set itself lies at the bottom.</summary>
internal sealed class Nesting
{
    private readonly Holder[] _holders = new Holder[Limits.Nesting + 1];
    private int _depth;

    public ref readonly Holder Top => ref _holders[_depth];

    /// <summary>Only the data set is open.</summary>
    public bool IsEmpty => _depth == 0;

    public bool IsFull => _depth == Limits.Nesting;

    public void Reset(HeaderLayout layout)
    {
        _depth = 0;
        _holders[0] = new Holder(HolderKind.DataSet, layout, Vr.None, 0, Holder.NoLimit);
    }

    public void Push(in Holder holder) => _holders[++_depth] = holder;

    public void Pop() => _depth--;
}
