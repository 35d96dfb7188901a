namespace GetScu.Tests.Support;

/// <summary>One object of <see cref="MixedStudy"/>; all about it follows from its place in the study.</summary>
/// <param name="SeriesNumber">From 1.</param>
/// <param name="Number">Instance number, from 1 in each series.</param>
/// <param name="SopClass">SOP class UID.</param>
/// <param name="Modality">Of its series.</param>
/// <param name="TransferSyntax">UID of the one it is stored in.</param>
internal sealed record MixedObject(int SeriesNumber, int Number, string SopClass, string Modality, string TransferSyntax)
{
    private const int Rows = 32;
    private const int Columns = 64;

    public string Series => $"{MixedStudy.Study}.{SeriesNumber}";

    public string SopInstance => $"{Series}.{Number}";

    /// <summary>Bytes of the pixel data, uncompressed: small values that can be deflated, different in each object.</summary>
    private byte[] Pixels
    {
        get
        {
            byte[] pixels = new byte[Rows * Columns * 2];
            new Random((SeriesNumber * 100) + Number).NextBytes(pixels);
            return Array.ConvertAll(pixels, pixel => (byte)(pixel & 0x0F));
        }
    }

    /// <summary>The data set as it is stored, deflated where the transfer syntax says so.</summary>
    public byte[] DataSet()
    {
        DataSetBuilder builder = new DataSetBuilder(TransferSyntax)
            .Add(0x00080005, "CS", "ISO_IR 100")
            .Add(0x00080016, "UI", SopClass)
            .Add(0x00080018, "UI", SopInstance)
            .Add(0x00080020, "DA", "20260102")
            .Add(0x00080030, "TM", "030405")
            .Add(0x00080050, "SH", "ACC45")
            .Add(0x00080060, "CS", Modality)
            .Add(0x00080070, "LO", "Test")
            .Add(0x00080090, "PN", "Roe^Richard")
            .Add(0x00081030, "LO", "Mixed study")
            .Add(0x0008103E, "LO", $"Series {SeriesNumber}")
            .Add(0x00100010, "PN", "M\u00fcller^Zo\u00eb")
            .Add(0x00100020, "LO", MixedStudy.Patient)
            .Add(0x00100030, "DA", "19700102")
            .Add(0x00100040, "CS", "F")
            .Add(0x0020000D, "UI", MixedStudy.Study)
            .Add(0x0020000E, "UI", Series)
            .Add(0x00200010, "SH", "45")
            .Add(0x00200011, "IS", $"{SeriesNumber}")
            .Add(0x00200013, "IS", $"{Number}");
        return (SopClass == Uids.ComprehensiveSr ? AddReport(builder) : AddImage(builder)).Build();
    }

    /// <summary>The same as a DICOM file.</summary>
    public byte[] File()
    {
        return Part10File.Build(SopClass, SopInstance, TransferSyntax, DataSet());
    }

    /// <summary>PS3.3 C.7.6.3: two frames of 8 bits for what has many, else one of 16.</summary>
    private DataSetBuilder AddImage(DataSetBuilder builder)
    {
        bool isMulti = SopClass is Uids.UltrasoundMultiFrame or Uids.VideoEndoscopic or Uids.LabelMapSegmentation;
        int bits = isMulti ? 8 : 16;
        builder.Us(0x00280002, 1).Add(0x00280004, "CS", "MONOCHROME2");
        if (isMulti)
        {
            builder.Add(0x00280008, "IS", "2");
        }

        builder.Us(0x00280010, Rows).Us(0x00280011, Columns)
            .Us(0x00280100, bits).Us(0x00280101, bits).Us(0x00280102, bits - 1).Us(0x00280103, 0);
        byte[][]? frames = Codestream.Encode(TransferSyntax, isMulti ? Halves(Pixels) : [Pixels]);
        return frames is null ? builder.Add(0x7FE00010, isMulti ? "OB" : "OW", Pixels) : builder.Fragments([[], .. frames]);
    }

    /// <summary>PS3.3 C.17.3: a container with one text. Lengths are defined, as DCMTK and Orthanc write them anew.</summary>
    private static DataSetBuilder AddReport(DataSetBuilder builder)
    {
        return builder.Add(0x0040A040, "CS", "CONTAINER")
            .Sequence(0x0040A043, false, item => Code(item, "121111", "Summary"))
            .Add(0x0040A050, "CS", "SEPARATE")
            .Add(0x0040A491, "CS", "COMPLETE")
            .Add(0x0040A493, "CS", "UNVERIFIED")
            .Sequence(0x0040A730, false, item => item
                .Add(0x0040A010, "CS", "CONTAINS")
                .Add(0x0040A040, "CS", "TEXT")
                .Sequence(0x0040A043, false, name => Code(name, "121071", "Finding"))
                .Add(0x0040A160, "UT", "Nothing of note."));
    }

    private static void Code(DataSetBuilder item, string value, string meaning)
    {
        item.Add(0x00080100, "SH", value).Add(0x00080102, "SH", "DCM").Add(0x00080104, "LO", meaning);
    }

    private static byte[][] Halves(byte[] bytes)
    {
        return [bytes[..(bytes.Length / 2)], bytes[(bytes.Length / 2)..]];
    }
}
