using System.Text;

using GetScu.Dicom.Dictionary;

namespace GetScu.Tests.Dicom;

/// <summary>All storage SOP classes of the table: enumerated, of a kind, found by keyword.</summary>
[TestClass]
public sealed class StorageSopClassesTests
{
    private static readonly List<string[]> Rows = DictionarySources.Table("storage-sop-classes.tsv");

    [TestMethod]
    public void All_classes_of_the_table_are_enumerated()
    {
        Assert.AreEqual(211, StorageSopClasses.Count);
        string[] uids = [.. Enumerable.Range(0, StorageSopClasses.Count).Select(i => Encoding.ASCII.GetString(StorageSopClasses.Uid(i)))];
        CollectionAssert.AreEqual(Rows.Select(row => row[0]).ToArray(), uids);
        for (int i = 0; i < uids.Length; i++)
        {
            Assert.AreEqual(i, StorageSopClasses.IndexOf(uids[i]));
        }
    }

    [TestMethod]
    public void Every_class_has_the_kind_of_the_table()
    {
        Dictionary<string, StorageClassKind> kinds = new()
        {
            ["image"] = StorageClassKind.Image,
            ["video"] = StorageClassKind.Video,
            ["other"] = StorageClassKind.Other,
            ["non-patient"] = StorageClassKind.NonPatient,
        };
        for (int i = 0; i < Rows.Count; i++)
        {
            Assert.AreEqual(kinds[Rows[i][5]], StorageSopClasses.Kind(i), Rows[i][1]);
            Assert.AreEqual(kinds[Rows[i][5]], StorageSopClasses.KindOf(Rows[i][0]), Rows[i][1]);
        }

        string counts = string.Join(' ', Rows.CountBy(row => row[5]).OrderBy(pair => pair.Key).Select(pair => $"{pair.Key} {pair.Value}"));
        Assert.AreEqual("image 77 non-patient 9 other 119 video 6", counts);
    }

    /// <summary>What a keyword says of pixel data holds, save for these.</summary>
    [TestMethod]
    public void Kinds_agree_with_keywords()
    {
        // PS3.3: pixel data under a name without "image".
        string[] pixels =
        [
            "CornealTopographyMapStorage", "DICOS2DAITStorage", "DICOS3DAITStorage", "EnhancedUSVolumeStorage",
            "HeightMapSegmentationStorage", "LabelMapSegmentationStorage",
            "OphthalmicOpticalCoherenceTomographyBscanVolumeAnalysisStorage", "OphthalmicThicknessMapStorage", "ParametricMapStorage",
            "RTDoseStorage", "SegmentationStorage",
        ];
        string[] wrong = [.. Rows
            .Where(row => row[5] is "image" or "video" != (row[1].Contains("Image", StringComparison.Ordinal) || pixels.Contains(row[1])))
            .Select(row => row[1])];
        Assert.IsEmpty(wrong, string.Join(' ', wrong));
    }

    [TestMethod]
    public void Every_class_is_found_by_its_keyword_and_by_the_name_in_logs()
    {
        foreach (string[] row in Rows)
        {
            Assert.AreEqual(row[0], StorageSopClasses.FindUid(row[1]), row[1]);
            Assert.AreEqual(row[0], StorageSopClasses.FindUid(row[2]), row[2]);
        }
    }

    [TestMethod]
    [DataRow("")]
    [DataRow(" ")]
    [DataRow("CT")]
    [DataRow("CTImageStorage ")]
    [DataRow("ctimagestorage")]
    [DataRow("CTImageStorage CT")]
    [DataRow("51 MultiFrameGrayscaleByteSecondaryCaptureImageStorage")]
    [DataRow("1.2.840.10008.5.1.4.1.1.2")]
    [DataRow("ExplicitVRLittleEndian")]
    [DataRow("VerificationSOPClass")]
    [DataRow("CTImageStorag\u00e9")]
    public void Other_names_are_not_found(string keyword)
    {
        Assert.IsNull(StorageSopClasses.FindUid(keyword));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("1.2.840.10008.1.1")]
    [DataRow("1.2.840.10008.1.2.1")]
    [DataRow("1.3.12.2.1107.5.9.1")]
    [DataRow("1.2.840.10008.5.1.4.1.1.2\u00e9")]
    [DataRow("1.2.840.10008.5.1.4.1.1.2.99999999999999999999999999999999999999999999999")]
    public void Of_other_classes_nothing_is_known(string uid)
    {
        Assert.AreEqual(StorageClassKind.Unknown, StorageSopClasses.KindOf(uid));
        Assert.AreEqual(-1, StorageSopClasses.IndexOf(uid));
    }

    [TestMethod]
    public void Storage_classes_are_proposed_in_the_tables_order()
    {
        string[] expected = [.. DictionarySources.Table("storage-sop-classes.tsv").Where(row => row[4] != "-")
            .OrderBy(row => int.Parse(row[4])).Select(row => row[0])];
        Assert.AreEqual(120, StorageSopClasses.ProposedCount);
        Assert.HasCount(120, expected);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.AreEqual(expected[i], Encoding.ASCII.GetString(StorageSopClasses.Uid(i)), $"place {i}");
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
