namespace GetScu.Dicom;

/// <summary>How this program names itself on the wire and in files (PS3.7 D.3.3.2, PS3.10 7.1).</summary>
internal static class Implementation
{
    /// <summary>A UID made from a UUID (PS3.5 B.2), chosen once.</summary>
    public const string ClassUid = "2.25.261515425926483169381583971725498834337";

    /// <summary>At most 16 characters; changes with every version.</summary>
    public const string VersionName = "GETSCU_100";
}
