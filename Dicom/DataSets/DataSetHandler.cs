using System;
using System.Buffers;
using System.Collections.Generic;

using GetScu.Dicom.Dictionary;
using GetScu.Dicom.Streaming;

namespace GetScu.Dicom.DataSets;

/// <summary>Builds a data set of what is read. Nothing is allocated by a length that the bytes claim.</summary>
internal sealed class DataSetHandler(DataDictionary dictionary) : ElementHandler
{
    private static readonly Tag PixelRepresentation = new(0x0028, 0x0103);

    private readonly Stack<DataSet> _outer = [];
    private readonly Stack<List<DataSet>> _sequences = [];
    private readonly ArrayBufferWriter<byte> _value = new();
    private DataSet _set = new();
    private Tag _tag;
    private Vr _vr;
    private bool _isBig;

    /// <summary>The data set that is complete.</summary>
    public DataSet Complete()
    {
        _set.Complete();
        return _set;
    }

    public override Vr ImplicitVr(Tag tag)
    {
        Vr vr = _set.VrOf(tag, dictionary);

        // PS3.3 C.7.6.3: signed pixels.
        bool isSigned = vr == Vr.xs && _set.Find(PixelRepresentation)?.Value is [1, 0];
        return isSigned ? Vr.SS : VrMarks.Usual(vr, tag);
    }

    public override bool Begin(in ElementHeader header, Vr vr, in Holder holder)
    {
        _tag = Tag.FromValue(header.Tag);
        _vr = VrTraits.IsKnown(vr) ? vr : Vr.UN;
        _isBig = holder.Layout == HeaderLayout.ExplicitBig;
        _value.ResetWrittenCount();
        return true;
    }

    public override void Append(ReadOnlySpan<byte> bytes) => _value.Write(bytes);

    public override void End()
    {
        byte[] value = _value.WrittenSpan.ToArray();
        if (_isBig)
        {
            ByteOrder.Swap(value, VrTraits.SwapWidth(_vr));
        }

        _set.Append(new DataElement(_tag, _vr, value));
    }

    public override void Open(in Holder holder)
    {
        switch (holder.Kind)
        {
            case HolderKind.Sequence:
                _sequences.Push([]);
                _set.Append(new DataElement(Tag.FromValue(holder.Tag), _sequences.Peek()));
                break;
            case HolderKind.Item:
                _outer.Push(_set);
                _set = new DataSet();
                _sequences.Peek().Add(_set);
                break;
            default:
                _set.Append(new DataElement(Tag.FromValue(holder.Tag), holder.Vr, []) { IsEncapsulated = true });
                break;
        }
    }

    public override void Close(in Holder holder)
    {
        switch (holder.Kind)
        {
            case HolderKind.Sequence:
                _sequences.Pop();
                break;
            case HolderKind.Item:
                _set.Complete();
                _set = _outer.Pop();
                break;
        }
    }
}
