namespace GetScu.Dicom;

/// <summary>What a value representation means for the bytes of an element (PS3.5 6.2, 7.1.2, 7.3).</summary>
internal static class VrTraits
{
    /// <summary>
    /// Whether an explicit header has two reserved bytes and a 32-bit length (PS3.5 7.1.2, table 7.1-1). Representations
    /// that a later edition may add have it too, so any unknown pair of capital letters does.
    /// </summary>
    public static bool HasLongLength(Vr vr) => vr switch
    {
        Vr.AE or Vr.AS or Vr.AT or Vr.CS or Vr.DA or Vr.DS or Vr.DT or Vr.FD or Vr.FL or Vr.IS or Vr.LO or Vr.LT or Vr.PN
            or Vr.SH or Vr.SL or Vr.SS or Vr.ST or Vr.TM or Vr.UI or Vr.UL or Vr.US => false,
        _ => IsCapitals(vr),
    };

    /// <summary>Whether PS3.5 6.2 lists the representation.</summary>
    public static bool IsKnown(Vr vr) => vr switch
    {
        Vr.OB or Vr.OD or Vr.OF or Vr.OL or Vr.OV or Vr.OW or Vr.SQ or Vr.SV or Vr.UC or Vr.UN or Vr.UR or Vr.UT or Vr.UV => true,
        _ => IsCapitals(vr) && !HasLongLength(vr),
    };

    /// <summary>Two capital letters, as every representation is.</summary>
    public static bool IsCapitals(Vr vr)
    {
        int first = (ushort)vr >> 8;
        int second = (ushort)vr & 0xFF;
        return first is >= 'A' and <= 'Z' && second is >= 'A' and <= 'Z';
    }

    /// <summary>Bytes that change places between little and big endian (PS3.5 7.3); 1 where none do.</summary>
    public static int SwapWidth(Vr vr) => vr switch
    {
        // AT is two 16-bit numbers.
        Vr.AT or Vr.OW or Vr.SS or Vr.US => 2,
        Vr.FL or Vr.OF or Vr.OL or Vr.SL or Vr.UL => 4,
        Vr.FD or Vr.OD or Vr.OV or Vr.SV or Vr.UV => 8,
        _ => 1,
    };

    /// <summary>Values that are characters and take a space as padding (PS3.5 6.2); UI takes a NUL.</summary>
    public static bool IsText(Vr vr) => vr switch
    {
        Vr.AE or Vr.AS or Vr.CS or Vr.DA or Vr.DS or Vr.DT or Vr.IS or Vr.LO or Vr.LT or Vr.PN or Vr.SH or Vr.ST or Vr.TM
            or Vr.UC or Vr.UR or Vr.UT => true,
        _ => false,
    };

    /// <summary>The two letters, or <c>??</c> when they are not letters.</summary>
    public static string Name(Vr vr)
    {
        return IsCapitals(vr) ? new string([(char)((ushort)vr >> 8), (char)((ushort)vr & 0xFF)]) : "??";
    }
}
