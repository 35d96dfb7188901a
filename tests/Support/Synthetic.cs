using GetScu.Dicom.DataSets;

namespace GetScu.Tests.Support;

/// <summary>Objects that tests make up: well formed, small, in any transfer syntax.</summary>
internal static class Synthetic
{
    /// <summary>A data set with the keys of all levels and some pixel data.</summary>
    /// <param name="sopClass">SOP class UID.</param>
    /// <param name="sopInstance">SOP instance UID.</param>
    /// <param name="transferSyntax">Pixel data is encapsulated unless it is one of the four uncompressed ones.</param>
    /// <param name="study">Study instance UID; the series is .1 below it.</param>
    /// <param name="pixelBytes">Size of the pixel data.</param>
    public static byte[] DataSet(
        string sopClass, string sopInstance, string transferSyntax = Uids.ExplicitLittle, string study = "1.2.3",
        int pixelBytes = 64)
    {
        DataSetBuilder builder = new DataSetBuilder(transferSyntax)
            .Add(0x00080016, "UI", sopClass)
            .Add(0x00080018, "UI", sopInstance)
            .Add(0x00080060, "CS", "OT")
            .Sequence(0x00081110, isUndefined: true, item => item.Add(0x00081155, "UI", "1.2.3.4"))
            .Add(0x00100010, "PN", "Doe^Jane")
            .Add(0x00100020, "LO", "PAT001")
            .Add(0x0020000D, "UI", study)
            .Add(0x0020000E, "UI", $"{study}.1")
            .Us(0x00280010, 8)
            .Us(0x00280011, 8);
        byte[] pixels = new byte[pixelBytes];
        new Random(pixelBytes).NextBytes(pixels);
        bool isPlain = transferSyntax is Uids.ImplicitLittle or Uids.ExplicitLittle or Uids.ExplicitBig or Uids.DeflatedLittle;
        return (isPlain ? builder.Add(0x7FE00010, "OW", pixels) : builder.Fragments([], pixels)).Build();
    }

    /// <summary>The same as a DICOM file.</summary>
    public static byte[] File(
        string sopClass, string sopInstance, string transferSyntax = Uids.ExplicitLittle, string study = "1.2.3",
        int pixelBytes = 64)
    {
        return Part10File.Build(
            sopClass, sopInstance, transferSyntax, DataSet(sopClass, sopInstance, transferSyntax, study, pixelBytes));
    }
}
