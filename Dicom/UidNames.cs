namespace GetScu.Dicom;

/// <summary>Names of well-known UIDs as logs print them: <c>=CTImageStorage</c> (PS3.6 annex A).</summary>
internal static partial class UidNames
{
    /// <summary>The name of a UID, or null when it is not listed.</summary>
    public static string? Find(string uid) => null;
}
