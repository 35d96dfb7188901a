using System;

namespace GetScu.Dicom.Streaming;

/// <summary>A value that is copied out of a data set while it passes, in pieces; that of the first such element counts.</summary>
/// <param name="limit">Bytes of it that are kept at most.</param>
internal sealed class BytesCapture(int limit) : ValueCapture
{
    private readonly byte[] _bytes = new byte[limit];
    private int _length;
    private bool _isTaken;

    /// <summary>Without padding (PS3.5 9.1; some pad with a space); empty when there was none.</summary>
    public ReadOnlySpan<byte> Value
    {
        get
        {
            ReadOnlySpan<byte> bytes = _bytes.AsSpan(0, _length);
            return bytes[..(bytes.LastIndexOfAnyExcept((byte)0, (byte)' ') + 1)];
        }
    }

    public void Clear()
    {
        _length = 0;
        _isTaken = false;
    }

    /// <summary>Whether this is the first such element, whose value is to be kept.</summary>
    public override bool Begin()
    {
        bool first = !_isTaken;
        _isTaken = true;
        return first;
    }

    /// <summary>Keeps as much as there is room for.</summary>
    public override void Append(ReadOnlySpan<byte> bytes)
    {
        int taken = Math.Min(bytes.Length, _bytes.Length - _length);
        bytes[..taken].CopyTo(_bytes.AsSpan(_length));
        _length += taken;
    }
}
