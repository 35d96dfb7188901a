using GetScu.Storage;
using GetScu.Tests.Support;
using GetScu.Tests.Support.Wire;

namespace GetScu.Tests.Storage;

/// <summary>Data sets as they come, without a look at them.</summary>
[TestClass]
public sealed class BitPreservingSinkTests
{
    private const string Uid = "1.2.3.4";

    [TestMethod]
    public void BitPreservingLooksAtNothing()
    {
        using TempFolder folder = new();
        using SinkDriver driver = new(StorageMode.BitPreserving, folder.Path);
        Assert.IsTrue(driver.Store([1, 2, 3], Uid).IsStored);
        CollectionAssert.AreEqual(new byte[] { 1, 2, 3 }, Part10File.Read(folder.File(Uid))!.ReadData());

        // As the reference: all that was received is on disk.
        Assert.IsTrue(driver.Store([], "1.5").IsStored);
        Assert.AreEqual(0, Part10File.Read(folder.File("1.5"))!.DataLength);
    }
}
