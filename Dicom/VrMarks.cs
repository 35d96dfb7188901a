namespace GetScu.Dicom;

/// <summary>The data dictionary's marks for attributes that have several representations, or none.</summary>
internal static class VrMarks
{
    /// <summary>The representation to write: a mark's usual one, any other unchanged.</summary>
    public static Vr Usual(Vr vr) => vr switch
    {
        Vr.xs => Vr.US,
        Vr.up => Vr.UL,
        Vr.ox or Vr.px or Vr.lt => Vr.OW,
        Vr.na => Vr.UN,
        _ => vr,
    };
}
