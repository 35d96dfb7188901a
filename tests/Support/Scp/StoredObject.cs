using GetScu.Tests.Support.Wire;

namespace GetScu.Tests.Scp;

/// <summary>A file of the archive and the UIDs it is found by.</summary>
internal sealed record StoredObject(
    Part10File File, string SopClass, string SopInstance, string Patient, string Study, string Series)
{
    private const uint SopClassTag = 0x00080016;
    private const uint SopInstanceTag = 0x00080018;
    private const uint PatientTag = 0x00100020;
    private const uint StudyTag = 0x0020000D;
    private const uint SeriesTag = 0x0020000E;

    public string TransferSyntax => File.TransferSyntax;

    /// <summary>
    /// Null unless the file has readable meta information and its data set names a class and an instance; a directory
    /// is none.
    /// </summary>
    public static StoredObject? Read(string path)
    {
        if (Part10File.Read(path) is not Part10File file)
        {
            return null;
        }

        Dictionary<uint, string> texts = file.ReadTexts(SeriesTag);
        string sopClass = texts.GetValueOrDefault(SopClassTag, "");
        string sopInstance = texts.GetValueOrDefault(SopInstanceTag, "");
        bool isUsable = sopClass.Length > 0 && sopInstance.Length > 0 && sopClass != Uids.MediaStorageDirectory;
        return !isUsable ? null : new StoredObject(
            file, sopClass, sopInstance, texts.GetValueOrDefault(PatientTag, ""), texts.GetValueOrDefault(StudyTag, ""),
            texts.GetValueOrDefault(SeriesTag, ""));
    }
}
