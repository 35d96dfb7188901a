namespace GetScu.Dicom;

/// <summary>
/// Value representations (PS3.5 6.2). A member's value is its two letters as they stand on the wire,
/// the first one in the high byte, so unknown representations stay representable.
/// </summary>
internal enum Vr : ushort
{
    None = 0,
    AE = 0x4145,
    AS = 0x4153,
    AT = 0x4154,
    CS = 0x4353,
    DA = 0x4441,
    DS = 0x4453,
    DT = 0x4454,
    FD = 0x4644,
    FL = 0x464C,
    IS = 0x4953,
    LO = 0x4C4F,
    LT = 0x4C54,
    OB = 0x4F42,
    OD = 0x4F44,
    OF = 0x4F46,
    OL = 0x4F4C,
    OV = 0x4F56,
    OW = 0x4F57,
    PN = 0x504E,
    SH = 0x5348,
    SL = 0x534C,
    SQ = 0x5351,
    SS = 0x5353,
    ST = 0x5354,
    SV = 0x5356,
    TM = 0x544D,
    UC = 0x5543,
    UI = 0x5549,
    UL = 0x554C,
    UN = 0x554E,
    UR = 0x5552,
    US = 0x5553,
    UT = 0x5554,
    UV = 0x5556,

    // Marks of the data dictionary alone, never on the wire: an attribute of several representations, or of none.
    // VrMarks.Usual gives the one to write.

    /// <summary>No representation: items and delimiters (PS3.5 7.5).</summary>
    na = 0x6E61,
    /// <summary>OB or OW.</summary>
    ox = 0x6F78,
    /// <summary>OB or OW, the Pixel Data element's own rules (PS3.5 8.2, A.4).</summary>
    px = 0x7078,
    /// <summary>US, SS or OW: look-up table data (PS3.3 C.11.1).</summary>
    lt = 0x6C74,
    /// <summary>UL that is an offset within a DICOMDIR (PS3.3 F.3.2.2).</summary>
    up = 0x7570,
    /// <summary>US or SS, by Pixel Representation (PS3.3 C.7.6.3).</summary>
    xs = 0x7873,
}
