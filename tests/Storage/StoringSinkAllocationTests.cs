using System.Text;

using GetScu.Storage;
using GetScu.Tests.Support;
using GetScu.Tests.Support.Wire;

namespace GetScu.Tests.Storage;

/// <summary>An object costs no managed memory once the first few are through.</summary>
[TestClass]
public sealed class StoringSinkAllocationTests
{
    // A collection for another thread's sake would count here.
    [DoNotParallelize]
    [TestMethod]
    [DataRow(nameof(StorageMode.Normal), 1000)]
    [DataRow(nameof(StorageMode.Normal), 300_000)]
    [DataRow(nameof(StorageMode.Normal), 5 << 20)]
    [DataRow(nameof(StorageMode.BitPreserving), 1000)]
    [DataRow(nameof(StorageMode.BitPreserving), 300_000)]
    [DataRow(nameof(StorageMode.Ignore), 300_000)]
    public void NothingPerObject(string mode, int length)
    {
        using TempFolder folder = new();
        using SinkDriver driver = new(Enum.Parse<StorageMode>(mode), folder.Path);
        ObjectSink sink = driver.Sink;
        using PinnedBytes memory = new(256 * 1024);
        byte[] sopClass = Encoding.ASCII.GetBytes(Uids.CtImage);
        byte[] uid = "1.2.3.4"u8.ToArray();
        byte[] dataSet = SinkDriver.DataSet("1.2.3.4", length);
        long before = 0;
        for (int i = 0; i < 30; i++)
        {
            if (i == 20)
            {
                before = GC.GetAllocatedBytesForCurrentThread();
            }

            sink.Begin(sopClass, uid, Uids.ExplicitLittle);
            memory.Feed(sink, dataSet, 16_378);
            Assert.IsTrue(sink.End().IsStored);
            memory.Ended();
        }

        Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
