using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Text;

namespace GetScu.Net.Pdu;

/// <summary>Walks the items of an association PDU: type, reserved byte, length (2), value.</summary>
internal ref struct ItemReader(ReadOnlySpan<byte> bytes, int start, string parent)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _position = start;

    /// <summary>False at the end of the parent.</summary>
    /// <exception cref="ProtocolException">An item's header or value leaves its parent.</exception>
    public bool Next(out ItemType type, out ReadOnlySpan<byte> value, out int offset)
    {
        type = default;
        value = default;
        offset = _position;
        ReadOnlySpan<byte> rest = _bytes[_position..];
        if (rest.IsEmpty)
        {
            return false;
        }

        int length = rest.Length < 4 ? 0 : BinaryPrimitives.ReadUInt16BigEndian(rest[2..]);
        if (rest.Length < 4 + length)
        {
            throw new ProtocolException(
                $"item {rest[0]:x2}H at offset {offset} of {parent} needs {4 + length} bytes; {rest.Length} are there");
        }

        type = (ItemType)rest[0];
        value = rest.Slice(4, length);
        _position += 4 + length;
        return true;
    }
}
