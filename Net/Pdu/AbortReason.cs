namespace GetScu.Net.Pdu;

/// <summary>Why the service provider aborts (PS3.8 9.3.8, byte 10).</summary>
internal enum AbortReason : byte
{
    NotSpecified = 0,
    UnrecognizedPdu = 1,
    UnexpectedPdu = 2,
    // 3 reserved
    UnrecognizedPduParameter = 4,
    UnexpectedPduParameter = 5,
    InvalidPduParameter = 6,
}
