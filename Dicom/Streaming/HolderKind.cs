
namespace GetScu.Dicom.Streaming;

/// <summary>What is open while a data set is read.</summary>
internal enum HolderKind : byte
{
    DataSet,
    Item,
    Sequence,
    /// <summary>Encapsulated pixel data (PS3.5 A.4).</summary>
    Fragments,
}
