using System.Text;

using GetScu.Dicom.Dictionary;

namespace GetScu.Tests.Dicom;

/// <summary>The storage SOP classes against the table that the generator reads.</summary>
[TestClass]
public sealed class StorageSopClassesTests
{
    [TestMethod]
    public void Storage_classes_are_proposed_in_the_tables_order()
    {
        string[] expected = [.. DictionarySources.Table("storage-sop-classes.tsv").Where(row => row[4] != "-")
            .OrderBy(row => int.Parse(row[4])).Select(row => row[0])];
        Assert.AreEqual(120, StorageSopClasses.ProposedCount);
        Assert.HasCount(120, expected);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.AreEqual(expected[i], Encoding.ASCII.GetString(StorageSopClasses.Proposed(i)), $"place {i}");
        }
    }

    [TestMethod]
    public void Every_storage_class_has_its_file_prefix()
    {
        foreach (string[] row in DictionarySources.Table("storage-sop-classes.tsv"))
        {
            Assert.AreEqual(row[3], Prefix(row[0]), row[0]);
            Assert.AreEqual(row[3], Prefix(row[0] + "\0"), row[0]);
        }
    }

    [TestMethod]
    [DataRow("1.2.840.10008.5.1.4.1.1.2", "CT")]
    [DataRow("1.2.840.10008.5.1.4.1.1.4", "MR")]
    [DataRow("1.2.840.10008.5.1.4.1.1.88.59", "KO")]
    [DataRow("1.2.840.10008.5.1.4.1.1.9.1.1", "TLE")]
    [DataRow("", "UNKNOWN")]
    [DataRow("\0", "UNKNOWN")]
    [DataRow("1.2.840.10008.1.1", "UNKNOWN")]
    [DataRow("1.2.840.10008.1.2.1", "UNKNOWN")]
    [DataRow("1.2.840.10008.5.1.4.1.1.2.9", "UNKNOWN")]
    [DataRow("1.3.12.2.1107.5.9.1", "UNKNOWN")]
    public void File_prefixes(string uid, string prefix)
    {
        Assert.AreEqual(prefix, Prefix(uid));
    }

    private static string Prefix(string uid) => Encoding.ASCII.GetString(StorageSopClasses.FilePrefix(Encoding.ASCII.GetBytes(uid)));
}
