namespace GetScu.Net.Pdu;

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
