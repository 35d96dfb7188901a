using System;
using System.Buffers.Binary;

namespace GetScu.Net.Pdu;

/// <summary>
/// What the peer sent next: a piece of one PDV of a P-DATA-TF, or another PDU's whole body.
/// A view into the receive buffer, valid until <see cref="PduReader.Receive"/>.
/// </summary>
internal readonly ref struct Received(PduType type, byte contextId, byte header, bool ends, ReadOnlySpan<byte> bytes)
{
    // PS3.8 E.2: message control header
    private const byte CommandBit = 1;
    private const byte LastBit = 2;

    public PduType Type { get; } = type;

    /// <summary>P-DATA-TF only.</summary>
    public byte ContextId { get; } = contextId;

    /// <summary>Command rather than data set. P-DATA-TF only.</summary>
    public bool IsCommand => (header & CommandBit) != 0;

    /// <summary>These bytes end the command or the data set. P-DATA-TF only.</summary>
    public bool IsLast => Ends && (header & LastBit) != 0;

    /// <summary>These bytes end their PDV.</summary>
    public bool Ends { get; } = ends;

    public ReadOnlySpan<byte> Bytes { get; } = bytes;
}
