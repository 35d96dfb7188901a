using System.Text;

using GetScu.Dicom;
using GetScu.Dicom.Part10;
using GetScu.Tests.Support.Wire;

namespace GetScu.Tests.Dicom;

/// <summary>The head of a Part 10 file, byte by byte.</summary>
[TestClass]
public sealed class MetaInformationWriterTests
{
    private const string Golden = """
        'DICM'
        02 00 00 00 'UL' 04 00  AE 00 00 00
        02 00 01 00 'OB' 00 00 02 00 00 00  00 01
        02 00 02 00 'UI' 1A 00 '1.2.840.10008.5.1.4.1.1.2' 00
        02 00 03 00 'UI' 06 00 '1.2.33'
        02 00 10 00 'UI' 14 00 '1.2.840.10008.1.2.1' 00
        02 00 12 00 'UI' 2C 00 '2.25.261515425926483169381583971725498834337' # PS3.5 B.2
        02 00 13 00 'SH' 0A 00 'GETSCU_100'
        02 00 16 00 'AE' 06 00 'OWNAE '
        """;

    [TestMethod]
    public void IsWhatTheStandardSays()
    {
        MetaInformationWriter meta = new("OWNAE");
        byte[] to = new byte[meta.MaxLength];
        Array.Fill(to, (byte)0xEE);
        int length = meta.Write(to, "1.2.840.10008.5.1.4.1.1.2"u8, "1.2.33"u8, Uids.ExplicitLittle);
        byte[] expected = [.. new byte[128], .. Hex.Parse(Golden)];
        Assert.AreEqual(Hex.Dump(expected, 1000), Hex.Dump(to.AsSpan(0, length), 1000));
    }

    [TestMethod]
    public void FitsAnyObjectAfterAnyOther()
    {
        MetaInformationWriter meta = new("A2345678901234567");
        byte[] to = new byte[meta.MaxLength];
        string[] uids = ["", "1", new string('1', Limits.Uid), "1.2", new string('2', Limits.Uid - 1)];
        string[] syntaxes = [Uids.ImplicitLittle, Uids.DeflatedLittle, "1.2.840.10008.1.2.4.205", Uids.ExplicitBig];
        string folder = Directory.CreateTempSubdirectory("getscu-test-").FullName;
        try
        {
            for (int i = 0; i < uids.Length * syntaxes.Length; i++)
            {
                string uid = uids[i % uids.Length];
                string syntax = syntaxes[i % syntaxes.Length];
                int length = meta.Write(to, Encoding.ASCII.GetBytes(uid), Encoding.ASCII.GetBytes(uid), syntax);
                string path = Path.Combine(folder, "file");
                File.WriteAllBytes(path, to[..length]);
                Part10File file = Part10File.Read(path)!;
                Assert.AreEqual((uid, uid, syntax, 0L), (file.MetaSopClass, file.MetaSopInstance, file.TransferSyntax, file.DataLength));
            }
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }
}
