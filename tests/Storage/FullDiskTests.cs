using GetScu.Storage;
using GetScu.Tests.Support;

namespace GetScu.Tests.Storage;

/// <summary>A disk of one mebibyte: what does not fit is told and removed, what fits is stored, time after time.</summary>
[TestClass]
public sealed class FullDiskTests
{
    [TestMethod]
    [DataRow(nameof(StorageMode.Normal), 2 << 20)]
    [DataRow(nameof(StorageMode.Normal), 9 << 20)]
    [DataRow(nameof(StorageMode.BitPreserving), 2 << 20)]
    public void FullDisk(string mode, int length)
    {
        using TempFolder folder = new();
        using Mount disk = new(folder.Path, "size=1m");
        using (SinkDriver driver = new(Enum.Parse<StorageMode>(mode), folder.Path))
        {
            for (int i = 0; i < 3; i++)
            {
                StoreResult full = driver.Store(SinkDriver.DataSet("1.2", length), "1.2");
                Assert.AreEqual(new StoreResult(StoreOutcome.CannotWrite, "cannot write: No space left on device"), full);
                Assert.IsEmpty(Directory.GetFiles(folder.Path, "*.part"));
                Assert.IsTrue(driver.Store(SinkDriver.DataSet($"1.{i}", 200_000), $"1.{i}").IsStored);
            }
        }

        Assert.HasCount(3, folder.Names);
    }
<<<<<<< HEAD

    [TestMethod]
    public void NoRoomForAnyFile()
    {
        using TempFolder folder = new();
        using Mount disk = new(folder.Path, "size=1m,nr_inodes=1");
        using SinkDriver driver = new(StorageMode.Normal, folder.Path);
        StoreResult full = new(StoreOutcome.CannotWrite, "cannot create file: No space left on device");
        Assert.AreEqual(full, driver.Store(SinkDriver.DataSet("1.2"), "1.2"));
        Assert.AreEqual(full, driver.Store(SinkDriver.DataSet("1.2"), "1.2"));
        Assert.IsEmpty(folder.Names);
    }

    [TestMethod]
    public void DiskThatBecomesReadOnly()
    {
        using TempFolder folder = new();
        using Mount disk = new(folder.Path, "size=1m");
        using (SinkDriver driver = new(StorageMode.Normal, folder.Path))
        {
            disk.Remount("ro");
            StoreResult refused = driver.Store(SinkDriver.DataSet("1.2"), "1.2");
            Assert.AreEqual(new StoreResult(StoreOutcome.CannotWrite, "cannot create file: Read-only file system"), refused);
            OutputDirectoryException told = Assert.ThrowsExactly<OutputDirectoryException>(
                () => new SinkDriver(StorageMode.Normal, folder.Path));
            Assert.AreEqual("specified output directory is not writeable", told.Message);
            Assert.AreEqual("Read-only file system", told.Reason);
            disk.Remount("rw");
            Assert.IsTrue(driver.Store(SinkDriver.DataSet("1.3"), "1.3").IsStored);
        }

        CollectionAssert.AreEqual(new[] { "CT.1.3" }, folder.Names);
    }
=======
>>>>>>> d110988 (Tests: what only repeats a row of the conduct table is gone; README's differences by area)
}
