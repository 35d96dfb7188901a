using System;
using System.Buffers.Binary;

using GetScu.Dicom;

namespace GetScu.Net.Pdu;

/// <summary>The head of a PDU (PS3.8 9.3.1): type, a reserved byte, and the length of what follows.</summary>
internal readonly ref struct PduHeader(ReadOnlySpan<byte> bytes)
{
    public const int Size = 6;

    /// <summary>Head of a PDV: length (4), presentation context id, message control header (PS3.8 9.3.5.1, E.2).</summary>
    public const int PdvSize = 6;

    public PduType Type { get; } = (PduType)bytes[0];

    public uint Length { get; } = BinaryPrimitives.ReadUInt32BigEndian(bytes[2..]);

    /// <exception cref="ProtocolException">An unknown type, one that no acceptor sends, or an impossible length.</exception>
    public void Check()
    {
        string? problem = Type switch
        {
            PduType.AssociateRq => throw new ProtocolException(AbortReason.UnexpectedPdu, "A-ASSOCIATE-RQ from the acceptor"),
            PduType.PDataTf => Length < PdvSize ? $"P-DATA-TF of {Length} bytes; a PDV needs {PdvSize}" : null,
            PduType.AssociateAc => Length > Limits.AssociatePdu
                ? $"A-ASSOCIATE-AC of {Length} bytes; at most {Limits.AssociatePdu} are taken" : null,
            PduType.AssociateRj or PduType.ReleaseRq or PduType.ReleaseRp or PduType.Abort => Length != Limits.FixedPdu
                ? $"PDU of type {(byte)Type:x2}H with length {Length}; needs {Limits.FixedPdu}" : null,
            _ => throw new ProtocolException(AbortReason.UnrecognizedPdu, $"unrecognized PDU type {(byte)Type:x2}H"),
        };
        if (problem is not null)
        {
            throw new ProtocolException(problem);
        }
    }
}
