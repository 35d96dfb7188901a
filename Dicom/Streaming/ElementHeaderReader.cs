using System;

namespace GetScu.Dicom.Streaming;

/// <summary>Reads element headers from bytes that come in pieces; what has come of a header is held until the rest is there.</summary>
internal sealed class ElementHeaderReader
{
    private readonly byte[] _held = new byte[ElementHeader.LongSize];
    private int _length;

    /// <summary>The beginning of a header that is not complete.</summary>
    public ReadOnlySpan<byte> Held => _held.AsSpan(0, _length);

    public void Clear() => _length = 0;

    /// <summary>Takes a header off the bytes; false when all of them were taken and it needs more.</summary>
    public bool TryRead(ref ReadOnlySpan<byte> bytes, HeaderLayout layout, out ElementHeader header)
    {
        if (_length == 0 && ElementHeader.TryRead(bytes, layout, out header))
        {
            bytes = bytes[header.Size..];
            return true;
        }

        while (true)
        {
            int wanted = _length < ElementHeader.ShortSize ? ElementHeader.ShortSize : ElementHeader.LongSize;
            int taken = Math.Min(wanted - _length, bytes.Length);
            bytes[..taken].CopyTo(_held.AsSpan(_length));
            _length += taken;
            bytes = bytes[taken..];
            header = default;
            if (_length < wanted)
            {
                return false;
            }

            if (ElementHeader.TryRead(Held, layout, out header))
            {
                _length = 0;
                return true;
            }
        }
    }
}
