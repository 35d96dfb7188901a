namespace GetScu.Tests.Support.Wire;

/// <summary>
/// How a transfer syntax writes element headers (PS3.5 section 10, annex A). Everything encapsulated is explicit little
/// endian; Deflated Image Frame Compression deflates frames, not the data set.
/// </summary>
internal readonly record struct WireEncoding(bool IsExplicit, bool IsBig, bool IsDeflated)
{
    public static WireEncoding Of(string transferSyntax)
    {
        return transferSyntax switch
        {
            Uids.ImplicitLittle => new WireEncoding(false, false, false),
            Uids.ExplicitBig => new WireEncoding(true, true, false),
            Uids.DeflatedLittle or Uids.JpipReferencedDeflate or Uids.JpipHtj2kReferencedDeflate =>
                new WireEncoding(true, false, true),
            _ => new WireEncoding(true, false, false),
        };
    }

    /// <summary>PS3.5 7.1.2: these VRs have two reserved bytes and a length of four.</summary>
    public static bool HasLongLength(string vr)
    {
        return vr is "OB" or "OD" or "OF" or "OL" or "OV" or "OW" or "SQ" or "SV" or "UC" or "UN" or "UR" or "UT" or "UV";
    }
}
