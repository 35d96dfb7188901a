using System;

using GetScu.Storage;

namespace GetScu.Net.Pdu;

/// <summary>Writes the PDUs that follow an association's request, each behind those that are not sent yet.</summary>
internal sealed class PduWriter
{
    private byte[] _bytes = new byte[4096];
    private int _length;

    /// <summary>Longest fragment, in bytes of a PDV's value; even (PS3.8 9.3.5.1).</summary>
    public int MaxFragment { get; set; }

    /// <summary>What is written and was not sent. Valid until more is written.</summary>
    public ReadOnlySpan<byte> Unsent => _bytes.AsSpan(0, _length);

    /// <summary>All of it is sent, or of no more use.</summary>
    public void Clear() => _length = 0;

    /// <summary>A whole DIMSE message.</summary>
    /// <param name="contextId">Presentation context of both.</param>
    /// <param name="command">Not empty.</param>
    /// <param name="dataSet">Empty: none.</param>
    public void Message(byte contextId, ReadOnlySpan<byte> command, ReadOnlySpan<byte> dataSet)
    {
        SpanWriter writer = new(Room(LengthOf(command.Length) + LengthOf(dataSet.Length)));
        Fragments(ref writer, contextId, 1, command);
        Fragments(ref writer, contextId, 0, dataSet);
        _length += writer.Position;
    }

    // PS3.8 9.3.6 to 9.3.8: type | reserved | length = 4 | reserved (2) | source | reason
    public void Fixed(PduType type, byte source, byte reason)
    {
        ReadOnlySpan<byte> pdu = [(byte)type, 0, 0, 0, 0, 4, 0, 0, source, reason];
        pdu.CopyTo(Room(pdu.Length));
        _length += pdu.Length;
    }

    private Span<byte> Room(int needed)
    {
        if (_bytes.Length - _length < needed)
        {
            Array.Resize(ref _bytes, _length + needed);
        }

        return _bytes.AsSpan(_length);
    }

    private int LengthOf(int length) => length + (length + MaxFragment - 1) / MaxFragment * (PduHeader.Size + PduHeader.PdvSize);

    // One PDV in each P-DATA-TF (PS3.8 9.3.5): 04H | 00H | length (4) | PDV length (4) | context id | header | fragment
    private void Fragments(ref SpanWriter writer, byte contextId, byte commandBit, ReadOnlySpan<byte> message)
    {
        while (!message.IsEmpty)
        {
            ReadOnlySpan<byte> fragment = message[..Math.Min(message.Length, MaxFragment)];
            message = message[fragment.Length..];
            writer.Byte((byte)PduType.PDataTf);
            writer.Byte(0);
            writer.UInt32((uint)(fragment.Length + PduHeader.PdvSize));
            writer.UInt32((uint)(fragment.Length + 2));
            writer.Byte(contextId);
            writer.Byte((byte)(commandBit | (message.IsEmpty ? 2 : 0)));
            writer.Bytes(fragment);
        }
    }
}
