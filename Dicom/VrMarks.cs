namespace GetScu.Dicom;

/// <summary>The data dictionary's marks for attributes that have several representations, or none.</summary>
internal static class VrMarks
{
    /// <summary>
    /// The representation to write for an attribute of which only the dictionary's is known: a mark's usual one, any other unchanged.
    /// </summary>
    public static Vr Usual(Tag tag, Vr vr) => vr switch
    {
        Vr.xs => Vr.US,
        Vr.up => Vr.UL,
        Vr.px or Vr.lt => Vr.OW,
        // Overlay Data is OW (PS3.5 8.1.2); the others, waveform and curve data, are bytes until their context says words.
        Vr.ox => (tag.Group & 0xFF01) == 0x6000 && tag.Element == 0x3000 ? Vr.OW : Vr.OB,
        Vr.na => Vr.UN,
        _ => vr,
    };
}
