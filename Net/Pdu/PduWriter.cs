using System;

using GetScu.Storage;

namespace GetScu.Net.Pdu;

/// <summary>Writes the PDUs that follow an association's request, each into the memory of the one before.</summary>
internal sealed class PduWriter
{
    private byte[] _bytes = new byte[4096];

    /// <summary>Longest fragment, in bytes of a PDV's value; even (PS3.8 9.3.5.1).</summary>
    public int MaxFragment { get; set; }

    /// <summary>A whole DIMSE message.</summary>
    /// <param name="contextId">Presentation context of both.</param>
    /// <param name="command">Not empty.</param>
    /// <param name="dataSet">Empty: none.</param>
    /// <returns>Valid until the next message is written.</returns>
    public ReadOnlySpan<byte> Message(byte contextId, ReadOnlySpan<byte> command, ReadOnlySpan<byte> dataSet)
    {
        int needed = LengthOf(command.Length) + LengthOf(dataSet.Length);
        if (_bytes.Length < needed)
        {
            _bytes = new byte[needed];
        }

        SpanWriter writer = new(_bytes);
        Fragments(ref writer, contextId, 1, command);
        Fragments(ref writer, contextId, 0, dataSet);
        return writer.Written;
    }

    // PS3.8 9.3.6 to 9.3.8: type | reserved | length = 4 | reserved (2) | source | reason
    public static byte[] Fixed(PduType type, byte source, byte reason) =>
        [(byte)type, 0, 0, 0, 0, 4, 0, 0, source, reason];

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
