using GetScu.Dicom;

namespace GetScu.Net.Pdu;

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
    AsynchronousOperationsWindow = 0x53,
    RoleSelection = 0x54,
    ImplementationVersionName = 0x55,
    // 56H, 57H extended negotiation
    UserIdentityRq = 0x58,
    UserIdentityAc = 0x59,
}
