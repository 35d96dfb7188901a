using System.Text;

using GetScu.Dicom.Dictionary;
using GetScu.Tests.Support;

namespace GetScu.Tests.Dicom;

/// <summary>Names of UIDs against the tables that the generator reads, and against the reference.</summary>
[TestClass]
public sealed class UidNamesTests
{
    // The reference of 3.6.7 has older names for these.
    private static readonly string[] RenamedSince = ["1.2.840.10008.1.2.6.1", "1.2.840.10008.1.2.6.2", "1.2.840.10008.5.1.4.1.1.88.70"];

    [TestMethod]
    public void Every_listed_UID_has_its_name()
    {
        int count = 0;
        foreach ((string uid, string name) in Listed())
        {
            Assert.AreEqual(name, UidNames.Find(uid), uid);
            Assert.AreEqual(name, UidNames.Find(Encoding.ASCII.GetBytes(uid)), uid);
            Assert.AreEqual(name, UidNames.Find(Encoding.ASCII.GetBytes(uid + "\0")), uid);
            count++;
        }

        Assert.IsGreaterThan(400, count);
    }

    [TestMethod]
    [DataRow("1.2.840.10008.1.1", "VerificationSOPClass")]
    [DataRow("1.2.840.10008.1.2", "LittleEndianImplicit")]
    [DataRow("1.2.840.10008.1.2.1", "LittleEndianExplicit")]
    [DataRow("1.2.840.10008.1.2.4.57", "JPEGLossless:Non-hierarchical:Process14")]
    [DataRow("1.2.840.10008.3.1.1.1", "StandardApplicationContext")]
    [DataRow("1.2.840.10008.5.1.4.1.1.2", "CTImageStorage")]
    [DataRow("1.2.840.10008.5.1.4.1.2.1.3", "GETPatientRootQueryRetrieveInformationModel")]
    [DataRow("1.2.840.10008.5.1.4.1.2.2.3", "GETStudyRootQueryRetrieveInformationModel")]
    [DataRow("1.2.840.10008.5.1.4.1.2.3.3", "RETIRED_GETPatientStudyOnlyQueryRetrieveInformationModel")]
    [DataRow("1.2.840.10008.5.1.4.1.2.2.1", "FINDStudyRootQueryRetrieveInformationModel")]
    [DataRow("", null)]
    [DataRow("1", null)]
    [DataRow("1.2.840.10008.1", null)]
    [DataRow("1.2.840.10008.1.2.", null)]
    [DataRow("1.2.840.10008.1.2 ", null)]
    [DataRow("1.2.840.10008.5.1.4.1.1.2222", null)]
    [DataRow("9.9.9", null)]
    [DataRow("CTImageStorage", null)]
    [DataRow("1.2.840.10008.5.1.4.1.1.2 CTImageStorage CT", null)]
    [DataRow("1.2.840.10008.5.1.4.1.1.2.99999999999999999999999999999999999999999999999", null)]
    public void Names(string uid, string? name)
    {
        Assert.AreEqual(name, UidNames.Find(uid));
        Assert.AreEqual(name, UidNames.Find(Encoding.ASCII.GetBytes(uid)));
    }

    [TestMethod]
    public void Names_are_the_references_wherever_it_has_one()
    {
        (string Uid, string Name)[] listed = [.. Listed()];
        using TempFolder folder = new();
        StringBuilder dump = new();
        for (int i = 0; i < listed.Length; i++)
        {
            dump.Append($"(0009,{0x1000 + i:x4}) UI {listed[i].Uid}\n");
        }

        string text = folder.Write("uids.dump", Encoding.ASCII.GetBytes(dump.ToString()));
        Tool.Dcmtk("dump2dcm", "-q", "+te", text, folder.File("uids.dcm"));
        int named = 0;
        foreach (string line in Tool.Dcmtk("dcmdump", "-q", "+L", folder.File("uids.dcm")).OutputLines)
        {
            if (line.StartsWith("(0009,", StringComparison.Ordinal) && line.Contains("UI ="))
            {
                (string uid, string name) = listed[Convert.ToInt32(line[6..10], 16) - 0x1000];
                string reference = line[(line.IndexOf('=') + 1)..].Split(' ')[0];
                if (!RenamedSince.Contains(uid))
                {
                    Assert.AreEqual(reference, name, uid);
                    named++;
                }
            }
        }

        Assert.IsGreaterThan(300, named);
    }

    private static IEnumerable<(string Uid, string Name)> Listed() =>
        DictionarySources.Table("storage-sop-classes.tsv").Concat(DictionarySources.Table("transfer-syntaxes.tsv"))
            .Select(row => (row[0], row[2]))
            .Concat(DictionarySources.Table("other-uids.tsv").Select(row => (row[0], row[1])));
}
