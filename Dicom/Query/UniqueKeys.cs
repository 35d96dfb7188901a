using System;
using System.Text;

using GetScu.Dicom.DataSets;

namespace GetScu.Dicom.Query;

/// <summary>The unique keys of the levels of a query (PS3.4 C.6).</summary>
internal static class UniqueKeys
{
    public static readonly Tag QueryRetrieveLevel = new(0x0008, 0x0052);

    /// <summary>From the top level down. Only the first is no UID.</summary>
    public static readonly (string Level, Tag Tag, string Name)[] All =
    [
        ("PATIENT", new Tag(0x0010, 0x0020), "PatientID"),
        ("STUDY", new Tag(0x0020, 0x000D), "StudyInstanceUID"),
        ("SERIES", new Tag(0x0020, 0x000E), "SeriesInstanceUID"),
        ("IMAGE", new Tag(0x0008, 0x0018), "SOPInstanceUID"),
    ];

    /// <summary>The place of a level among <see cref="All"/>; negative: it is none.</summary>
    public static int IndexOf(string level) => Array.FindIndex(All, key => key.Level == level);

    /// <summary>The value of an element without padding; empty: there is none.</summary>
    public static string TextOf(DataSet set, Tag tag) =>
        set.Find(tag)?.Value is { } value ? Encoding.Latin1.GetString(value).Trim(' ', '\0') : "";
}
