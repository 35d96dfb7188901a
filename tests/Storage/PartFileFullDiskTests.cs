using GetScu.Storage;
using GetScu.Tests.Support;

namespace GetScu.Tests.Storage;

/// <summary>A disk of one mebibyte: what does not fit is told and removed, what fits is stored, time after time.</summary>
[TestClass]
// A process that another test starts may hold a removed file for a moment.
[DoNotParallelize]
public sealed class PartFileFullDiskTests
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
}
