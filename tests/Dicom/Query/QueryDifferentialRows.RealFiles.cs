namespace GetScu.Tests.Dicom.Query;

internal static partial class QueryDifferentialRows
{
    /// <summary>Files of Debian's python3-pydicom.</summary>
    public static string RealFolder { get; } = FindRealFolder();

    private static IEnumerable<QueryDifferentialRow> RealFiles()
    {
        foreach (string path in Directory.GetFiles(RealFolder, "*.dcm"))
        {
            string name = Path.GetFileName(path);
            QueryDifferentialRow row = InFile(name, File.ReadAllBytes(path));
            yield return name switch
            {
                "MR_truncated.dcm" => row with { Refused = "the last 62 bytes of (7fe0,0010) are missing" },
                "rtplan_truncated.dcm" => row with { Refused = "the last 21 bytes of (300a,012c) are missing" },
                // A Part 10 file that has lost its beginning, in the middle of an element; and one whose transfer syntax is wrong.
                "no_meta.dcm" => row with { Refused = "missing" },
                "SC_rgb_jpeg.dcm" => row with { Refused = "are missing" },
                "ExplVR_BigEnd.dcm" => row with { Differs = NoGroupLengths },
                // Text of several lines.
                "test-SR.dcm" => row with { HasOtherDump = true },
                // JPEG by its transfer syntax, but without pixels.
                "UN_sequence.dcm" => row,
                _ when IsCompressed(path) => row with { Refused = "(7fe0,0010): compressed pixel data" },
                _ => row,
            };
        }
    }

    /// <summary>PS3.5 A.4, those of DICOM's own that the files use.</summary>
    private static bool IsCompressed(string path)
    {
        string syntax = Part10File.Read(path)?.TransferSyntax ?? "";
        return syntax.StartsWith("1.2.840.10008.1.2.4.", StringComparison.Ordinal) || syntax == Uids.RleLossless;
    }

    private static string FindRealFolder()
    {
        const string Folder = "/usr/lib/python3/dist-packages/pydicom/data/test_files";
        return Directory.Exists(Folder)
            ? Folder
            : throw new AssertFailedException($"no {Folder}: apt-get install python3-pydicom");
    }
}
