using GetScu.Storage;

namespace GetScu.Tests.Storage;

/// <summary>Objects that are taken and not kept.</summary>
[TestClass]
public sealed class IgnoringSinkTests
{
    [TestMethod]
    public void IgnoringTouchesNothing()
    {
        using SinkDriver driver = new(StorageMode.Ignore, "/does/not/exist");
        Assert.AreEqual(new StoreResult(StoreOutcome.Stored, null), driver.Store([1, 2, 3], "../x"));
        driver.Sink.Discard();
        Assert.AreEqual("", driver.Sink.FileName);
    }
}
