using System;
using System.Buffers.Binary;

namespace GetScu.Dicom.DataSets;

/// <summary>A growing buffer for the fields of data sets, in one byte order.</summary>
internal sealed class ByteBuffer(bool isBigEndian)
{
    private byte[] _bytes = new byte[256];
    private int _length;

    public bool IsBigEndian => isBigEndian;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    public void WriteTag(Tag tag)
    {
        WriteUInt16(tag.Group);
        WriteUInt16(tag.Element);
    }

    /// <summary>Two letters, in the same order whatever the byte order.</summary>
    public void WriteVr(Vr vr) => BinaryPrimitives.WriteUInt16BigEndian(Take(2), (ushort)vr);

    public void WriteUInt16(ushort value)
    {
        if (isBigEndian)
        {
            BinaryPrimitives.WriteUInt16BigEndian(Take(2), value);
        }
        else
        {
            BinaryPrimitives.WriteUInt16LittleEndian(Take(2), value);
        }
    }

    public void WriteUInt32(uint value) => PutUInt32(Take(4), value);

    /// <summary>Leaves room for a 32-bit length; <see cref="FillLength"/> takes what this gives.</summary>
    public int ReserveLength()
    {
        Take(4);
        return _length;
    }

    /// <summary>Sets a reserved length to the number of bytes written since.</summary>
    public void FillLength(int reserved) => PutUInt32(_bytes.AsSpan(reserved - 4), (uint)(_length - reserved));

    /// <summary>The next bytes, to be filled before anything else is written.</summary>
    public Span<byte> Take(int count)
    {
        if (_bytes.Length - _length < count)
        {
            Array.Resize(ref _bytes, Math.Max(checked(_length + count), (int)Math.Min(2L * _bytes.Length, Array.MaxLength)));
        }

        Span<byte> taken = _bytes.AsSpan(_length, count);
        _length += count;
        return taken;
    }

    private void PutUInt32(Span<byte> target, uint value)
    {
        if (isBigEndian)
        {
            BinaryPrimitives.WriteUInt32BigEndian(target, value);
        }
        else
        {
            BinaryPrimitives.WriteUInt32LittleEndian(target, value);
        }
    }
}
