using System.Buffers.Binary;
using System.Text;
using GetScu.Storage;
using GetScu.Tests.Support;

namespace GetScu.Tests.Storage;

/// <summary>Objects that go through the sinks, and the files they become.</summary>
[TestClass]
public sealed class SinkTests
{
    private const string Uid = "1.2.3.4";

    [TestMethod]
    [DataRow(nameof(StorageMode.Normal), "UNKNOWN.1.2.3.4", "1.2.99")]
    [DataRow(nameof(StorageMode.BitPreserving), "1.2.3.4", SinkDriver.CtStorage)]
    public void StoresAllBytes(string mode, string name, string sopClass)
    {
        // around the receive buffer, the memory of normal mode, and far beyond
        foreach (int length in (int[])[0, 2, 1000, 65000, 70000, 4 << 20, (4 << 20) - 130, (4 << 20) + 70000, 9 << 20])
        {
            foreach (int fragment in (int[])[333, 16378, 65536])
            {
                using TempFolder folder = new();
                using SinkDriver driver = new(Enum.Parse<StorageMode>(mode), folder.Path);
                byte[] dataSet = SinkDriver.DataSet(Uid, length, sopClass);
                StoreResult result = driver.Store(dataSet, Uid, sopClass, fragment);
                Assert.AreEqual(new StoreResult(StoreOutcome.Stored, null), result);
                Assert.AreEqual($"{folder.Path}/{name}", driver.Sink.FileName);
                byte[] file = File.ReadAllBytes(folder.File(name));
                CollectionAssert.AreEqual(dataSet, DataSetOf(file), $"length {length}, fragments of {fragment}");
                driver.Dispose();
                CollectionAssert.AreEqual(new[] { name }, folder.Names);
            }
        }
    }

    /// <summary>What follows the meta information of a Part 10 file in which (0002,0000) comes first.</summary>
    private static byte[] DataSetOf(byte[] file)
    {
        Assert.AreEqual("DICM", Encoding.ASCII.GetString(file, 128, 4));
        int group = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(140));
        return file[(144 + group)..];
    }
}
