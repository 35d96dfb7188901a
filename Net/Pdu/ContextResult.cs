namespace GetScu.Net.Pdu;

/// <summary>Result of one proposed presentation context (PS3.8 9.3.3.2).</summary>
internal enum ContextResult : ushort
{
    Acceptance = 0,
    UserRejection = 1,
    NoReason = 2,
    AbstractSyntaxNotSupported = 3,
    TransferSyntaxesNotSupported = 4,
    // 5 to 255 are not defined
    /// <summary>Not on the wire: the answer does not mention the context.</summary>
    NotAnswered = 256,
}
