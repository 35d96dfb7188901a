using System;
using System.Buffers.Binary;

namespace GetScu.Net.Dimse;

/// <summary>Command Field values (PS3.7 annex E.1). A response is its request with bit 15 set.</summary>
internal enum CommandField : ushort
{
    CStoreRq = 0x0001,
    CGetRq = 0x0010,
    CFindRq = 0x0020,
    CMoveRq = 0x0021,
    CEchoRq = 0x0030,
    NEventReportRq = 0x0100,
    NGetRq = 0x0110,
    NSetRq = 0x0120,
    NActionRq = 0x0130,
    NCreateRq = 0x0140,
    NDeleteRq = 0x0150,
    CCancelRq = 0x0FFF,
    CStoreRsp = 0x8001,
    CGetRsp = 0x8010,
    CFindRsp = 0x8020,
    CMoveRsp = 0x8021,
    CEchoRsp = 0x8030,
}
