using System;
using System.Buffers.Binary;

namespace GetScu.Net.Dimse;

/// <summary>
/// Encodes a command set element by element (PS3.7 6.3.1: implicit VR little endian, elements in ascending order) into a caller's span;
/// <see cref="Finish"/> fills in the group length.
/// </summary>
internal ref struct CommandEncoder
{
    private readonly Span<byte> _target;
    private int _position;

    public CommandEncoder(Span<byte> target)
    {
        _target = target;
        Element(CommandElement.GroupLength, 4).Clear();
    }

    public void UInt16(ushort element, ushort value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(Element(element, 2), value);
    }

    /// <summary>A UID, padded with NUL to even length (PS3.5 9.1).</summary>
    public void Uid(ushort element, ReadOnlySpan<byte> uid)
    {
        Span<byte> value = Element(element, uid.Length + (uid.Length & 1));
        uid.CopyTo(value);
        if (value.Length > uid.Length)
        {
            value[^1] = 0;
        }
    }

    public readonly ReadOnlySpan<byte> Finish()
    {
        // PS3.7 E.1: the length of all that follows (0000,0000), itself 12 bytes long.
        BinaryPrimitives.WriteUInt32LittleEndian(_target[8..], (uint)(_position - 12));
        return _target[.._position];
    }

    private Span<byte> Element(ushort element, int length)
    {
        Span<byte> header = _target.Slice(_position, 8);
        BinaryPrimitives.WriteUInt16LittleEndian(header, 0);
        BinaryPrimitives.WriteUInt16LittleEndian(header[2..], element);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], (uint)length);
        Span<byte> value = _target.Slice(_position + 8, length);
        _position += 8 + length;
        return value;
    }
}
