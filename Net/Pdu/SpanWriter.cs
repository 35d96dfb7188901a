using System;
using System.Buffers.Binary;
using System.Text;

namespace GetScu.Net.Pdu;

/// <summary>
/// Writes big-endian PDU fields one after another into a caller's span. A span that is too short is a
/// programming error and ends in an IndexOutOfRange or ArgumentOutOfRange exception.
/// </summary>
internal ref struct SpanWriter(Span<byte> target)
{
    private readonly Span<byte> _target = target;

    public int Position { get; private set; }

    public readonly ReadOnlySpan<byte> Written => _target[..Position];

    public void Byte(byte value) => _target[Position++] = value;

    public void UInt16(ushort value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(_target[Position..], value);
        Position += 2;
    }

    public void UInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(_target[Position..], value);
        Position += 4;
    }

    public void Zeros(int count)
    {
        _target.Slice(Position, count).Clear();
        Position += count;
    }

    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_target[Position..]);
        Position += bytes.Length;
    }

    public void Ascii(string text) => Position += Encoding.ASCII.GetBytes(text, _target[Position..]);

    /// <summary>Sixteen bytes, padded with spaces (PS3.8 9.3.2, AE titles).</summary>
    public void AeTitle(string title)
    {
        Span<byte> field = _target.Slice(Position, 16);
        field.Fill((byte)' ');
        Encoding.UTF8.GetBytes(title, field);
        Position += 16;
    }

    /// <summary>Item type and reserved byte, and room for the length that <see cref="EndItem"/> fills in.</summary>
    public int BeginItem(ItemType type)
    {
        Byte((byte)type);
        Byte(0);
        UInt16(0);
        return Position;
    }

    public readonly void EndItem(int start) =>
        BinaryPrimitives.WriteUInt16BigEndian(_target[(start - 2)..], checked((ushort)(Position - start)));

    /// <summary>A whole item that holds a text.</summary>
    public void Item(ItemType type, string text)
    {
        int start = BeginItem(type);
        Ascii(text);
        EndItem(start);
    }
}
