using GetScu.Dicom;
using GetScu.Dicom.DataSets;
using GetScu.Dicom.Dictionary;
using GetScu.Dicom.Query;
using GetScu.Tests.Support;

using DataSetReader = GetScu.Dicom.DataSets.DataSetReader;

namespace GetScu.Tests.Dicom.Query;

/// <summary>Data sets to bytes, in each encoding.</summary>
[TestClass]
public class DataSetWriterTests
{
    private static readonly (string Name, Action<DataSet> Build, string Implicit, string Little, string Big)[] Goldens =
    [
        ("nothing", _ => { }, "", "", ""),
        ("text", set => set.Set(new DataElement(new Tag(8, 0x52), Vr.CS, "STUDY"u8.ToArray())),
            "0800 5200 06000000 'STUDY '",
            "0800 5200 'CS' 0600 'STUDY '",
            "0008 0052 'CS' 0006 'STUDY '"),
        ("blanks at the end", set => set.Set(new DataElement(new Tag(8, 0x52), Vr.CS, " A B   "u8.ToArray())),
            "0800 5200 04000000 ' A B'",
            "0800 5200 'CS' 0400 ' A B'",
            "0008 0052 'CS' 0004 ' A B'"),
        ("UID", set => set.Set(new DataElement(new Tag(0x20, 0xD), Vr.UI, "1.2 .3\0\0"u8.ToArray())),
            "2000 0D00 06000000 '1.2.3' 00",
            "2000 0D00 'UI' 0600 '1.2.3' 00",
            "0020 000D 'UI' 0006 '1.2.3' 00"),
        ("odd bytes", set => set.Set(new DataElement(new Tag(0x42, 0x11), Vr.OB, [1, 2, 3])),
            "4200 1100 04000000 01020300",
            "4200 1100 'OB' 0000 04000000 01020300",
            "0042 0011 'OB' 0000 00000004 01020300"),
        ("order", set =>
            {
                set.Set(new DataElement(new Tag(0x28, 0x11), Vr.US, [1, 2]));
                set.Set(new DataElement(new Tag(0x28, 0x10), Vr.US, [3, 4]));
                set.Set(new DataElement(new Tag(0x10, 0x20), Vr.LO, []));
            },
            "1000 2000 00000000 2800 1000 02000000 0304 2800 1100 02000000 0102",
            "1000 2000 'LO' 0000 2800 1000 'US' 0200 0304 2800 1100 'US' 0200 0102",
            "0010 0020 'LO' 0000 0028 0010 'US' 0002 0403 0028 0011 'US' 0002 0201"),
        ("group lengths and padding", set =>
            {
                set.Set(new DataElement(new Tag(8, 0), Vr.UL, [1, 0, 0, 0]));
                set.Set(new DataElement(new Tag(9, 0), Vr.UL, [1, 0, 0, 0]));
                set.Set(new DataElement(new Tag(0xFFFC, 0xFFFC), Vr.OB, [0, 0]));
            },
            "", "", ""),
        ("sequence", set => set.Set(new DataElement(new Tag(0x40, 0x275), [Item(new DataElement(new Tag(0x28, 0x10), Vr.US, [1, 2])), Item()])),
            "4000 7502 1A000000 FEFF00E0 0A000000 2800 1000 02000000 0102 FEFF00E0 00000000",
            "4000 7502 'SQ' 0000 1A000000 FEFF00E0 0A000000 2800 1000 'US' 0200 0102 FEFF00E0 00000000",
            "0040 0275 'SQ' 0000 0000001A FFFEE000 0000000A 0028 0010 'US' 0002 0201 FFFEE000 00000000"),
        ("empty sequence", set => set.Set(new DataElement(new Tag(0x40, 0x275), [])),
            "4000 7502 00000000",
            "4000 7502 'SQ' 0000 00000000",
            "0040 0275 'SQ' 0000 00000000"),
    ];

    /// <summary>Each representation that big endian turns round, and those it leaves alone.</summary>
    [TestMethod]
    [DataRow("AT", "0102 0304", "0201 0403")]
    [DataRow("FD", "0102030405060708", "0807060504030201")]
    [DataRow("FL", "01020304 05060708", "04030201 08070605")]
    [DataRow("OB", "0102", "0102")]
    [DataRow("OD", "0102030405060708", "0807060504030201")]
    [DataRow("OF", "01020304", "04030201")]
    [DataRow("OL", "01020304", "04030201")]
    [DataRow("OV", "0102030405060708", "0807060504030201")]
    [DataRow("OW", "0102 0304", "0201 0403")]
    [DataRow("SL", "01020304", "04030201")]
    [DataRow("SS", "0102", "0201")]
    [DataRow("SV", "0102030405060708", "0807060504030201")]
    [DataRow("UL", "01020304", "04030201")]
    [DataRow("UN", "01020304", "01020304")]
    [DataRow("US", "0102 0304", "0201 0403")]
    [DataRow("UV", "0102030405060708", "0807060504030201")]
    [DataRow("LO", "'AB'", "'AB'")]
    [DataRow("UI", "'1.22'", "'1.22'")]
    [DataRow("UL", "01020304 0506", "04030201 0506")]
    public void BigEndianTurnsNumbersRound(string representation, string little, string big)
    {
        Vr vr = Enum.Parse<Vr>(representation);
        DataSet set = Item(new DataElement(new Tag(0x72, 0x99), vr, Hex.Parse(little)));
        byte[] bytes = DataSetWriter.Encode(set, DataEncoding.ExplicitBig);
        byte[] value = Hex.Parse(big);
        Assert.AreEqual(Convert.ToHexString(value), Convert.ToHexString(bytes[^value.Length..]));
        DataSet back = DataSetReader.Read(bytes, DataEncoding.ExplicitBig, DataDictionary.BuiltIn);
        CollectionAssert.AreEqual(Hex.Parse(little), back[0].Value);
        Assert.AreEqual(vr, back[0].Vr);
    }

    [TestMethod]
    public void DataSetsAreWritten()
    {
        Table.Run(Goldens, row => row.Name, row =>
        {
            DataSet set = new();
            row.Build(set);
            AreEqual(row.Implicit, DataSetWriter.Encode(set, DataEncoding.ImplicitLittle));
            AreEqual(row.Little, DataSetWriter.Encode(set, DataEncoding.ExplicitLittle));
            AreEqual(row.Big, DataSetWriter.Encode(set, DataEncoding.ExplicitBig));
            AreEqual(row.Little, Encodings.Inflated(DataSetWriter.Encode(set, DataEncoding.DeflatedLittle), Uids.DeflatedLittle));
        });
    }

    /// <summary>PS3.5 6.2.2: what does not fit into a length of 16 bits goes as UN.</summary>
    [TestMethod]
    [DataRow(65534, "1000 2000 'LO' FEFF")]
    [DataRow(65535, "1000 2000 'UN' 0000 00000100")]
    [DataRow(65536, "1000 2000 'UN' 0000 00000100")]
    public void ALongValueGoesAsUnknown(int length, string header)
    {
        byte[] value = new byte[length];
        value.AsSpan().Fill((byte)'A');
        DataSet set = Item(new DataElement(new Tag(0x10, 0x20), Vr.LO, value));
        byte[] expected = Hex.Parse(header);
        AreEqual(header, DataSetWriter.Encode(set, DataEncoding.ExplicitLittle)[..expected.Length]);
    }

    /// <summary>Runs, copies far back, all values, bytes without any order; each length up to a hundred.</summary>
    [TestMethod]
    public void DeflatedBytesAreThoseThatWentIn()
    {
        Random random = new(2);
        List<byte[]> rows = [[], new byte[100_000], [.. Enumerable.Range(0, 70_000).Select(i => (byte)(i * 7 / 3))]];
        byte[] noise = new byte[80_000];
        random.NextBytes(noise);
        rows.Add(noise);
        rows.Add([.. noise[..40_000], .. noise[..40_000]]);
        rows.Add([.. noise[..30_000], .. noise[..30_000], .. new byte[300], .. noise[..1000]]);
        for (int length = 1; length < 100; length++)
        {
            byte[] few = new byte[length];
            for (int i = 0; i < length; i++)
            {
                few[i] = (byte)random.Next(length % 5 + 1);
            }

            rows.Add(few);
        }

        foreach (byte[] row in rows)
        {
            DataSet set = Item(new DataElement(new Tag(0x42, 0x11), Vr.OB, row));
            byte[] deflated = DataSetWriter.Encode(set, DataEncoding.DeflatedLittle);
            byte[] plain = DataSetWriter.Encode(set, DataEncoding.ExplicitLittle);
            CollectionAssert.AreEqual(plain, Encodings.Inflated(deflated, Uids.DeflatedLittle), $"{row.Length} bytes");
        }

        DataSet zeros = Item(new DataElement(new Tag(0x42, 0x11), Vr.OB, new byte[100_000]));
        Assert.IsLessThan(1000, DataSetWriter.Encode(zeros, DataEncoding.DeflatedLittle).Length);
    }

    [TestMethod]
    public void CompressedPixelDataIsRefused()
    {
        DataElement pixels = new(new Tag(0x7FE0, 0x10), Vr.OB, [1, 2]) { IsEncapsulated = true };
        foreach (DataSet set in (DataSet[])[Item(pixels), Item(new DataElement(new Tag(0x40, 0x275), [Item(pixels)]))])
        {
            DicomFormatException error = Assert.ThrowsExactly<DicomFormatException>(() => DataSetWriter.Encode(set, DataEncoding.ExplicitLittle));
            Assert.Contains("(7fe0,0010): compressed pixel data", error.Message);
        }
    }

    [TestMethod]
    public void AnElementCanBeRemovedOnce()
    {
        DataSet set = new();
        KeyPath.Apply(set, "RequestAttributesSequence[1].PatientID=C", DataDictionary.BuiltIn);
        KeyPath.Apply(set, "PatientID=D", DataDictionary.BuiltIn);
        Assert.AreEqual(2, set.Count);
        Assert.IsTrue(set.Remove(new Tag(0x10, 0x20)));
        Assert.IsFalse(set.Remove(new Tag(0x10, 0x20)));
        Assert.HasCount(2, set.Find(new Tag(0x40, 0x275))!.Items!);
        Assert.AreEqual(1, set.Count);
    }

    private static DataSet Item(params DataElement[] elements)
    {
        DataSet set = new();
        foreach (DataElement element in elements)
        {
            set.Set(element);
        }

        return set;
    }

    private static void AreEqual(string expected, byte[] actual)
    {
        Assert.AreEqual(Convert.ToHexString(Hex.Parse(expected)), Convert.ToHexString(actual));
    }
}
