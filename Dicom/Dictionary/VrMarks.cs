namespace GetScu.Dicom.Dictionary;

/// <summary>The data dictionary's marks for attributes that have several representations, or none.</summary>
internal static class VrMarks
{
    /// <summary>The representation to write for a tag: that of its mark, and OW for Overlay Data (PS3.5 8.1.2).</summary>
    public static Vr Usual(Vr vr, Tag tag)
    {
        return vr == Vr.ox && (tag.Group & 0xFF00) == 0x6000 && tag.Element == 0x3000 ? Vr.OW : Usual(vr);
    }

    /// <summary>
    /// The representation to write for an attribute of which only the dictionary's is known: a mark's usual one, any other unchanged.
    /// </summary>
    public static Vr Usual(Vr vr) => vr switch
    {
        Vr.xs => Vr.US,
        Vr.up => Vr.UL,
        Vr.px or Vr.lt => Vr.OW,
        // Waveform and curve data: bytes until their context says words. Overlay Data has no mark, it is OW.
        Vr.ox => Vr.OB,
        Vr.na => Vr.UN,
        _ => vr,
    };
}
