using GetScu.Dicom.DataSets;
using GetScu.Net.Plan;
using GetScu.Net.Retrieve;
using GetScu.Storage;
using GetScu.Tests.Support;
using GetScu.Tests.Support.Wire;

namespace GetScu.Tests.Storage;

/// <summary>What is not stored: the answer, nothing left behind, and the next object as if nothing had been.</summary>
[TestClass]
public sealed class StoringSinkRefusalTests
{
    private const string Uid = "1.2.3.4";
    private static readonly string Long = new('1', 300);

    private sealed record Row(
        string Name, StorageMode Mode, byte[] DataSet, string Instance, string SopClass, StoreOutcome Outcome, string Reason);

    private static readonly Row[] Rows =
    [
        new("empty", StorageMode.Normal, [], Uid, Uids.CtImage, StoreOutcome.CannotUnderstand, "data set without any element"),
        new("zeros", StorageMode.Normal, new byte[64], Uid, Uids.CtImage, StoreOutcome.CannotUnderstand, "data set without any element"),
        new("truncated", StorageMode.Normal, SinkDriver.DataSet(Uid)[..^1], Uid, Uids.CtImage, StoreOutcome.CannotUnderstand,
            "offset 1061: the last 1 bytes of (7fe0,0010) are missing"),
        new("malformed early, long", StorageMode.Normal, [0xFE, 0xFF, 0x00, 0xE0, 0, 0, 0, 0, .. new byte[6 << 20]], Uid, Uids.CtImage,
            StoreOutcome.CannotUnderstand, "offset 0: (fffe,e000) is out of place in the data set"),
        new("truncated, long", StorageMode.Normal, SinkDriver.DataSet(Uid, 6 << 20)[..^1], Uid, Uids.CtImage,
            StoreOutcome.CannotUnderstand, "the last 1 bytes of (7fe0,0010) are missing"),
        new("no class at all", StorageMode.Normal, new DataSetBuilder().Add(0x00080018, "UI", Uid).Build(), Uid, "",
            StoreOutcome.CannotUnderstand, "SOP Class UID has 0 bytes"),
        new("no name", StorageMode.Normal, SinkDriver.DataSet(""), "", Uids.CtImage, StoreOutcome.CannotUnderstand, "SOP Instance UID is empty"),
        new("no name", StorageMode.BitPreserving, [1], "", Uids.CtImage, StoreOutcome.CannotUnderstand, "SOP Instance UID is empty"),
        new("up", StorageMode.BitPreserving, [1], "..", Uids.CtImage, StoreOutcome.CannotUnderstand, "starts with a period"),
        new("up and across", StorageMode.BitPreserving, [1], "../x", Uids.CtImage, StoreOutcome.CannotUnderstand, "starts with a period"),
        new("hidden", StorageMode.BitPreserving, [1], ".getscu-0.lock", Uids.CtImage, StoreOutcome.CannotUnderstand, "starts with a period"),
        new("too long", StorageMode.BitPreserving, [1], Long, Uids.CtImage, StoreOutcome.CannotWrite, "file name would have more than 255 bytes"),
        new("too long", StorageMode.Normal, SinkDriver.DataSet(Long), Long, Uids.CtImage, StoreOutcome.CannotWrite, "would have more than 255 bytes"),
        new("class too long", StorageMode.BitPreserving, [1], Uid, Long, StoreOutcome.CannotUnderstand, "SOP Class UID has more than 256 bytes"),
    ];

    [TestMethod]
    public void Refusals()
    {
        foreach (Row row in Rows)
        {
            using TempFolder parent = new();
            string folder = parent.Folder("out");
            using SinkDriver driver = new(row.Mode, folder);
            StoreResult result = driver.Store(row.DataSet, row.Instance, row.SopClass);
            Assert.AreEqual(row.Outcome, result.Outcome, $"{row.Name}: {result.Reason}");
            StringAssert.Contains(result.Reason, row.Reason, row.Name);
            Assert.IsEmpty(Array.FindAll(Directory.GetFiles(folder), file => !file.EndsWith(".lock", StringComparison.Ordinal)), row.Name);

            Assert.IsTrue(driver.Store(SinkDriver.DataSet("1.9"), "1.9").IsStored, row.Name);
            driver.Dispose();
            string[] left = Directory.GetFileSystemEntries(parent.Path, "*", SearchOption.AllDirectories);
            CollectionAssert.AreEquivalent(
                new[] { folder, Path.Combine(folder, row.Mode == StorageMode.Normal ? "CT.1.9" : "1.9") }, left, row.Name);
        }
    }

    [TestMethod]
    [DataRow("../../x", "CT..._.._x")]
    [DataRow("..", "CT...")]
    [DataRow("/etc/x", "CT._etc_x")]
    [DataRow("1.2\u00003", "CT.1.2_3")]
    public void HostileUidsStayInTheDirectory(string uid, string name)
    {
        using TempFolder parent = new();
        string folder = parent.Folder("out");
        using SinkDriver driver = new(StorageMode.Normal, folder);
        byte[] dataSet = SinkDriver.DataSet(uid);
        Assert.AreEqual(new StoreResult(StoreOutcome.Stored, null), driver.Store(dataSet, uid));
        driver.Dispose();
        CollectionAssert.AreEqual(new[] { "out" }, parent.Names);
        CollectionAssert.AreEqual(new[] { Path.Combine(folder, name) }, Directory.GetFileSystemEntries(folder));
    }

    [TestMethod]
    [DataRow(nameof(StorageMode.Normal))]
    [DataRow(nameof(StorageMode.BitPreserving))]
    public void DiscardedObjectsLeaveNothing(string mode)
    {
        using TempFolder folder = new();
        using (SinkDriver driver = new(Enum.Parse<StorageMode>(mode), folder.Path))
        {
            foreach (int length in (int[])[100, 100_000, 6 << 20])
            {
                driver.StoreHalf(SinkDriver.DataSet(Uid, length), Uid);
                driver.Sink.Discard();
                Assert.IsEmpty(Directory.GetFiles(folder.Path, "*.part"));
            }

            // Neither does one that the run's end cuts off.
            driver.StoreHalf(SinkDriver.DataSet(Uid, 6 << 20), Uid);
            Assert.IsNotEmpty(Directory.GetFiles(folder.Path, "*.part"));
        }

        Assert.IsEmpty(folder.Names);
    }
}
