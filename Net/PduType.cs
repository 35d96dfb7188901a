namespace GetScu.Net;

/// <summary>PDU types (PS3.8 9.3). Values from 08H on are not defined.</summary>
internal enum PduType : byte
{
    AssociateRq = 0x01,
    AssociateAc = 0x02,
    AssociateRj = 0x03,
    PDataTf = 0x04,
    ReleaseRq = 0x05,
    ReleaseRp = 0x06,
    Abort = 0x07,
}

/// <summary>Item types within A-ASSOCIATE-RQ and -AC (PS3.8 9.3.2, annex D; PS3.7 annex D.3.3).</summary>
internal enum ItemType : byte
{
    ApplicationContext = 0x10,
    PresentationContextRq = 0x20,
    PresentationContextAc = 0x21,
    AbstractSyntax = 0x30,
    TransferSyntax = 0x40,
    UserInformation = 0x50,
    MaximumLength = 0x51,
    ImplementationClassUid = 0x52,
    // 53H asynchronous operations window
    RoleSelection = 0x54,
    ImplementationVersionName = 0x55,
    // 56H, 57H extended negotiation; 58H, 59H user identity
}

/// <summary>Result of one proposed presentation context (PS3.8 9.3.3.2).</summary>
internal enum ContextResult : byte
{
    Acceptance = 0,
    UserRejection = 1,
    NoReason = 2,
    AbstractSyntaxNotSupported = 3,
    TransferSyntaxesNotSupported = 4,
    /// <summary>Not on the wire: the answer does not mention the context, or not usably.</summary>
    NotAnswered = 255,
}

/// <summary>Who aborts (PS3.8 9.3.8, byte 9).</summary>
internal enum AbortSource : byte
{
    ServiceUser = 0,
    // 1 reserved
    ServiceProvider = 2,
}

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
