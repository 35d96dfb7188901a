using GetScu.Storage;
using GetScu.Tests.Support;

namespace GetScu.Tests.Storage;

/// <summary>The hidden file of an object until it is complete.</summary>
[TestClass]
public sealed class PartFileTests
{
    private const string Uid = "1.2.3.4";

    [TestMethod]
    [DataRow(nameof(StorageMode.Normal), "CT.")]
    [DataRow(nameof(StorageMode.BitPreserving), "")]
    public void PreparesAFileAndUsesOrRemovesIt(string mode, string prefix)
    {
        using TempFolder folder = new();
        using SinkDriver driver = new(Enum.Parse<StorageMode>(mode), folder.Path);
        driver.Store(SinkDriver.DataSet("1.1"), "1.1");
        string[] before = Parts(folder);
        driver.Sink.Prepare();
        string prepared = Parts(folder).Single();
        driver.Sink.Prepare();
        Assert.AreEqual(0, new FileInfo(folder.File(prepared)).Length);

        // Its name is all that changes: a link made now leads to the object's bytes.
        File.CreateSymbolicLink(folder.File("early"), prepared);
        using FileStream early = new(folder.File("early"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        StoreResult result = driver.Store(SinkDriver.DataSet("1.2", 3000), "1.2");
        Assert.AreEqual(new StoreResult(StoreOutcome.Stored, null), result);
        Assert.AreEqual(new FileInfo(folder.File(prefix + "1.2")).Length, early.Length);

        // Not for an object that is refused, and not when none follows.
        driver.Sink.Prepare();
        Assert.AreEqual(StoreOutcome.CannotUnderstand, driver.Store(SinkDriver.DataSet(""), "").Outcome);
        driver.Sink.Discard();
        driver.Sink.Discard();
        CollectionAssert.AreEqual(before, Parts(folder));
        Assert.IsTrue(driver.Store(SinkDriver.DataSet("1.4"), "1.4").IsStored);
    }

    [TestMethod]
    public void TellsWhatCouldNotBePreparedWithTheObject()
    {
        using TempFolder folder = new();
        string gone = folder.File("gone");
        Directory.CreateDirectory(gone);
        using SinkDriver driver = new(StorageMode.BitPreserving, gone);
        Directory.Delete(gone, recursive: true);
        driver.Sink.Prepare();
        StoreResult result = driver.Store(SinkDriver.DataSet(Uid), Uid);
        Assert.AreEqual(StoreOutcome.CannotWrite, result.Outcome);
        StringAssert.StartsWith(result.Reason, "cannot create file: ");
    }

    private static string[] Parts(TempFolder folder) => [.. folder.Names.Where(name => name.EndsWith(".part", StringComparison.Ordinal))];
}
