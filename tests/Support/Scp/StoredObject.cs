using GetScu.Tests.Support.Wire;

namespace GetScu.Tests.Scp;

/// <summary>An object of the archive and what it is found by.</summary>
internal sealed class StoredObject
{
    private readonly IReadOnlyDictionary<uint, string> _attributes;
    private readonly Part10File? _file;
    private readonly Func<StoredObject, Stream> _open;

    /// <summary>An object of a file.</summary>
    private StoredObject(Part10File file, IReadOnlyDictionary<uint, string> attributes)
    {
        (_file, _attributes, _open) = (file, attributes, _ => file.OpenData());
        SopInstance = attributes[QueryAttribute.SopInstance];
        TransferSyntax = file.TransferSyntax;
    }

    /// <summary>An object without file. Many may share their attributes.</summary>
    /// <param name="sopInstance">SOP instance UID.</param>
    /// <param name="transferSyntax">UID of the one it is stored in.</param>
    /// <param name="attributes">Everything else by tag.</param>
    /// <param name="open">Its data set, from the first byte.</param>
    public StoredObject(
        string sopInstance, string transferSyntax, IReadOnlyDictionary<uint, string> attributes, Func<StoredObject, Stream> open)
    {
        (SopInstance, TransferSyntax, _attributes, _open) = (sopInstance, transferSyntax, attributes, open);
    }

    public string SopInstance { get; }

    public string TransferSyntax { get; }

    /// <summary>The file; one without it has none to give.</summary>
    public Part10File File => _file ?? throw new InvalidOperationException($"{SopInstance} is in no file");

    public string SopClass => this[QueryAttribute.SopClass];

    public string Patient => this[QueryAttribute.PatientId];

    public string Study => this[QueryAttribute.StudyInstance];

    public string Series => this[QueryAttribute.SeriesInstance];

    /// <summary>Text of an attribute of <see cref="QueryAttribute.Stored"/>; empty where it has none.</summary>
    public string this[uint tag] =>
        tag == QueryAttribute.SopInstance ? SopInstance : _attributes.GetValueOrDefault(tag, "");

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

        Dictionary<uint, string> attributes = Select(file.ReadTexts(QueryAttribute.InstanceNumber));
        string sopClass = attributes[QueryAttribute.SopClass];
        bool isUsable = sopClass.Length > 0 && attributes[QueryAttribute.SopInstance].Length > 0
            && sopClass != Uids.MediaStorageDirectory;
        return isUsable ? new StoredObject(file, attributes) : null;
    }

    /// <summary>An object of a data set in memory.</summary>
    public static StoredObject Of(string transferSyntax, byte[] data)
    {
        Dictionary<uint, string> attributes = Select(
            DataSetReader.ReadAll(data, transferSyntax).ToDictionary(element => element.Tag, element => element.Text));
        return new StoredObject(attributes[QueryAttribute.SopInstance], transferSyntax, attributes, _ => new MemoryStream(data));
    }

    /// <summary>The data set as stored, up to the end of the stream.</summary>
    public Stream Open()
    {
        return _open(this);
    }

    private static Dictionary<uint, string> Select(Dictionary<uint, string> texts)
    {
        Dictionary<uint, string> attributes = [];
        foreach (QueryAttribute attribute in QueryAttribute.Stored)
        {
            attributes[attribute.Tag] = texts.GetValueOrDefault(attribute.Tag, "");
        }

        return attributes;
    }
}
