namespace GetScu.Dicom;

/// <summary>
/// How this program names itself on the wire and in files (PS3.7 D.3.3.2, PS3.10 7.1). The build adds Version, as it stands in
/// getscu.csproj, and VersionName, the same in at most 16 characters: GETSCU_100 for 1.0.0.
/// </summary>
internal static partial class Implementation
{
    /// <summary>A UID made from a UUID (PS3.5 B.2), chosen once.</summary>
    public const string ClassUid = "2.25.261515425926483169381583971725498834337";
}
