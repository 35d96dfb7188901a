using System.Text;

using GetScu.Dicom;
using GetScu.Storage;
using GetScu.Tests.Support;
using GetScu.Tests.Support.Wire;

namespace GetScu.Tests.Storage;

/// <summary>Normal mode names an object by its data set, and by the request where that says nothing.</summary>
[TestClass]
public sealed class CheckingSinkTests
{
    private const string Uid = "1.2.3.4";

    private sealed record Row(
        string Name, string? DataClass, string? DataInstance, string Class, string Instance, string File, string? Warning);

    private static readonly Row[] Rows =
    [
        new("equal", Uids.CtImage, Uid, Uids.CtImage, Uid, "CT.1.2.3.4", null),
        new("another instance", Uids.CtImage, "1.2.3.45", Uids.CtImage, Uid, "CT.1.2.3.45",
            "data set's SOP Instance UID (0008,0018) is 1.2.3.45, the request's 1.2.3.4: the data set's is used"),
        new("another class", Uids.MrImage, Uid, Uids.CtImage, Uid, "MR.1.2.3.4",
            "data set's SOP Class UID (0008,0016) is 1.2.840.10008.5.1.4.1.1.4, the request's 1.2.840.10008.5.1.4.1.1.2: the data set's is used"),
        new("both others", Uids.MrImage, "1.9", Uids.CtImage, Uid, "MR.1.9",
            "data set's SOP Class UID (0008,0016) is 1.2.840.10008.5.1.4.1.1.4, the request's 1.2.840.10008.5.1.4.1.1.2: the data set's is used; " +
            "data set's SOP Instance UID (0008,0018) is 1.9, the request's 1.2.3.4: the data set's is used"),
        new("no class", null, Uid, Uids.CtImage, Uid, "CT.1.2.3.4",
            "data set has no SOP Class UID (0008,0016), the request's 1.2.840.10008.5.1.4.1.1.2 is used"),
        new("no instance", Uids.CtImage, null, Uids.CtImage, Uid, "CT.1.2.3.4",
            "data set has no SOP Instance UID (0008,0018), the request's 1.2.3.4 is used"),
        new("no instance in the request", Uids.CtImage, Uid, Uids.CtImage, "", "CT.1.2.3.4",
            "data set's SOP Instance UID (0008,0018) is 1.2.3.4, the request's (none): the data set's is used"),
        new("no class in the request", Uids.CtImage, Uid, "", Uid, "CT.1.2.3.4",
            "data set's SOP Class UID (0008,0016) is 1.2.840.10008.5.1.4.1.1.2, the request's (none): the data set's is used"),
        new("unprintable", Uids.CtImage, "1.\n\u001b2", Uids.CtImage, Uid, "CT.1.__2",
            @"data set's SOP Instance UID (0008,0018) is 1.\x0a\x1b2, the request's 1.2.3.4: the data set's is used"),
        new("longest", Uids.CtImage, new string('1', 252), Uids.CtImage, Uid, "CT." + new string('1', 252),
            $"data set's SOP Instance UID (0008,0018) is {new string('1', 252)}, the request's 1.2.3.4: the data set's is used"),
    ];

    [TestMethod]
    public void The_data_sets_uids_count()
    {
        foreach (Row row in Rows)
        {
            // In memory to the end, and on the disk before it.
            foreach (int length in (int[])[100, Limits.HeldObject + 100_000])
            {
                Check(row, Build(row, length, isLate: false));
            }
        }
    }

    /// <summary>Elements out of order: the head is on the disk when the UIDs come, longer ones or shorter ones.</summary>
    [TestMethod]
    public void They_may_come_behind_what_is_written()
    {
        foreach (Row row in Rows)
        {
            Check(row, Build(row, Limits.HeldObject + 300_001, isLate: true));
        }
    }

    [TestMethod]
    public void A_request_with_uids_of_any_length_costs_nothing()
    {
        using TempFolder folder = new();
        using SinkDriver driver = new(StorageMode.Normal, folder.Path);
        string longest = new('1', 15_000);
        foreach (int length in (int[])[100, Limits.HeldObject + 100_000])
        {
            StoreResult result = driver.Store(SinkDriver.DataSet(Uid, length), longest, longest);
            Assert.IsTrue(result.IsStored, result.Reason);
            StringAssert.StartsWith(result.Warning, "data set's SOP Class UID (0008,0016) is 1.2.840.10008.5.1.4.1.1.2, the request's 111");
            Assert.IsLessThan(1000, result.Warning!.Length);
        }
    }

    [TestMethod]
    public void A_directory_whose_name_is_not_utf8()
    {
        using TempFolder folder = new();
        string shell = Tool.Find("sh", "dash");
        Tool.Run(shell, ToolOptions.Default, "-c", "mkdir \"$0/$(printf 'd\\377\\303')\"", folder.Path).ExpectStatus(0);
        string directory = RawText.Decode([.. Encoding.UTF8.GetBytes(folder.Path), .. "/d"u8, 0xFF, 0xC3]);
        using (SinkDriver driver = new(StorageMode.Normal, directory))
        {
            Assert.IsTrue(driver.Store(SinkDriver.DataSet(Uid), Uid).IsStored);
            Assert.AreEqual(directory + "/CT.1.2.3.4", driver.Sink.FileName);
        }

        ToolResult found = Tool.Run(shell, ToolOptions.Default, "-c", "ls -A \"$0/$(printf 'd\\377\\303')\"; rm -r \"$0/$(printf 'd\\377\\303')\"", folder.Path);
        Assert.AreEqual("CT.1.2.3.4\n", found.OutputText);
    }

    private static void Check(Row row, byte[] dataSet)
    {
        using TempFolder folder = new();
        using SinkDriver driver = new(StorageMode.Normal, folder.Path);
        StoreResult result = driver.Store(dataSet, row.Instance, row.Class, 65_000);
        Assert.AreEqual(new StoreResult(StoreOutcome.Stored, null) { Warning = row.Warning }, result, row.Name);
        driver.Dispose();
        CollectionAssert.AreEqual(new[] { row.File }, folder.Names, row.Name);
        Part10File file = Part10File.Read(folder.File(row.File))!;
        string sopClass = row.DataClass ?? row.Class;
        Assert.AreEqual((sopClass, row.DataInstance ?? row.Instance), (file.MetaSopClass, file.MetaSopInstance), row.Name);
        Assert.IsTrue(dataSet.AsSpan().SequenceEqual(file.ReadData()), $"{row.Name}, {dataSet.Length} bytes");
    }

    private static byte[] Build(Row row, int length, bool isLate)
    {
        byte[] value = new byte[length];
        new Random(length).NextBytes(value);
        DataSetBuilder uids = new();
        if (row.DataClass is not null)
        {
            uids.Add(0x00080016, "UI", row.DataClass);
        }

        if (row.DataInstance is not null)
        {
            uids.Add(0x00080018, "UI", row.DataInstance);
        }

        byte[] rest = new DataSetBuilder().Add(0x7FE00010, "OW", value).Build();
        return isLate ? [.. rest, .. uids.Build()] : [.. uids.Build(), .. rest];
    }
}
