using System;

namespace GetScu.Dicom.Streaming;

/// <summary>The bits of a deflate stream that have come and are not used yet, the next one lowest (RFC 1951 3.1.1).</summary>
internal struct DeflateBits
{
    private ulong _bits;

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>All of them, zeros behind.</summary>
    public readonly ulong Peek => _bits;

    /// <summary>Takes bytes in until at least 57 bits are there or no byte is left.</summary>
    public void Fill(ref ReadOnlySpan<byte> bytes)
    {
        int taken = 0;
        while (Count <= 56 && taken < bytes.Length)
        {
            _bits |= (ulong)bytes[taken++] << Count;
            Count += 8;
        }

        bytes = bytes[taken..];
    }

    /// <summary>The next bits as a number; the caller knows that they are there.</summary>
    public int Take(int count)
    {
        int value = (int)_bits & ((1 << count) - 1);
        Drop(count);
        return value;
    }

    public void Drop(int count)
    {
        _bits >>= count;
        Count -= count;
    }

    /// <summary>Drops what is left of a byte that is partly used.</summary>
    public void DropToByte() => Drop(Count & 7);
}
