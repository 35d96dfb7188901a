using System.Text;

using GetScu.Storage;
using GetScu.Tests.Support;

namespace GetScu.Tests.Storage;

/// <summary>No two objects of a run share a file unnoticed.</summary>
[TestClass]
public sealed class StoredNamesTests
{
    private static readonly StoreResult Stored = new(StoreOutcome.Stored, null);
    private static readonly StoreResult Replaced = new(StoreOutcome.Replaced, null);
    private static readonly StoreResult ReplacedOther = new(StoreOutcome.ReplacedOther, null);

    [TestMethod]
    [DataRow(nameof(StorageMode.Normal), "CT.")]
    [DataRow(nameof(StorageMode.BitPreserving), "")]
    public void Uids_that_make_one_name_get_two(string mode, string prefix)
    {
        HashSet<string> others = [];
        for (int run = 0; run < 2; run++)
        {
            using TempFolder folder = new();
            using SinkDriver driver = new(Enum.Parse<StorageMode>(mode), folder.Path);
            string[] uids = ["1.2.3/4", "1.2.3_4", "1.2.3 4", "1.2.3/4", "1.2.3_4", "1.2.3 4"];
            string[] names = Array.ConvertAll(uids, uid =>
            {
                StoreResult result = driver.Store(SinkDriver.DataSet(uid, 10), uid);
                Assert.IsTrue(result.IsStored, result.Reason);
                return Path.GetFileName(driver.Sink.FileName);
            });
            driver.Dispose();

            // Whoever comes again gets the name it had.
            CollectionAssert.AreEqual(names[..3], names[3..]);
            Assert.AreEqual(prefix + "1.2.3_4", names[0]);
            CollectionAssert.AreEquivalent(names[..3], folder.Names);
            foreach (string name in names[1..3])
            {
                StringAssert.Matches(name, new($"^{prefix}1\\.2\\.3_4_[0-9a-f]{{16}}$"));
            }

            others.UnionWith(names[1..3]);
        }

        Assert.HasCount(2, others, "the same in every run");
    }

    [TestMethod]
    public void A_name_that_was_made_is_taken_for_others_too()
    {
        using TempFolder folder = new();
        using SinkDriver driver = new(StorageMode.BitPreserving, folder.Path);
        driver.Store([1], "1/2");
        driver.Store([2], "1_2");
        string made = Path.GetFileName(driver.Sink.FileName);
        Assert.AreEqual(Stored, driver.Store([3], made));
        Assert.AreEqual(made + "_", Path.GetFileName(driver.Sink.FileName)[..^16]);
        driver.Dispose();
        Assert.HasCount(3, folder.Names);
    }

    [TestMethod]
    public void The_longest_names_are_cut_for_it()
    {
        using TempFolder folder = new();
        using SinkDriver driver = new(StorageMode.BitPreserving, folder.Path);
        string uid = new('1', 254);
        Assert.AreEqual(Stored, driver.Store([1], uid + "/"));
        Assert.AreEqual(Stored, driver.Store([2], uid + "_"));
        Assert.AreEqual(Stored, driver.Store([3], uid + " "));
        driver.Dispose();
        Assert.HasCount(3, folder.Names);
        Assert.IsTrue(Array.TrueForAll(folder.Names, name => name.Length == 255));
    }

    [TestMethod]
    [DataRow(nameof(StorageMode.Normal))]
    [DataRow(nameof(StorageMode.BitPreserving))]
    public void The_same_uid_again_is_told_by_its_bytes(string mode)
    {
        using TempFolder folder = new();
        using SinkDriver driver = new(Enum.Parse<StorageMode>(mode), folder.Path);
        foreach (string uid in (string[])["1.2.3", "1 2 3"])
        {
            foreach (int length in (int[])[1000, 16_384 - 440, 6 << 20])
            {
                byte[] first = SinkDriver.DataSet(uid, length);
                byte[] second = [.. first[..^1], (byte)(first[^1] + 1)];
                StoreResult result = driver.Store(first, uid);
                Assert.AreEqual(length == 1000 ? Stored : ReplacedOther, result);
                Assert.AreEqual(Replaced, driver.Store(first, uid));
                Assert.AreEqual(ReplacedOther, driver.Store(second, uid));
                Assert.AreEqual(Replaced, driver.Store(second, uid));
                Assert.AreEqual(ReplacedOther, driver.Store(SinkDriver.DataSet(uid, length + 2), uid));
            }
        }
    }

    [TestMethod]
    public void What_was_there_before_the_run_is_replaced_as_ever()
    {
        using TempFolder folder = new();
        folder.Write("1.2.3", "old"u8);
        folder.Write("1_2", "old"u8);
        using SinkDriver driver = new(StorageMode.BitPreserving, folder.Path);
        Assert.AreEqual(Replaced, driver.Store([1], "1.2.3"));
        Assert.AreEqual(Replaced, driver.Store([1], "1/2"));
    }

    [TestMethod]
    public void A_file_that_was_taken_away_is_no_other_object()
    {
        using TempFolder folder = new();
        using SinkDriver driver = new(StorageMode.BitPreserving, folder.Path);
        Assert.AreEqual(Stored, driver.Store([1], "1.2.3"));
        File.Delete(folder.File("1.2.3"));
        Assert.AreEqual(Stored, driver.Store([2], "1.2.3"));
    }

    /// <summary>Each association has a sink of its own.</summary>
    [TestMethod]
    public void Sinks_of_one_run_know_of_each_other()
    {
        using TempFolder folder = new();
        using SinkDriver driver = new(StorageMode.BitPreserving, folder.Path);
        using (ObjectSink other = driver.Factory.Create())
        {
            Assert.AreEqual(Stored, driver.Store([1], "1/2"));
            driver.StoreHalf([1], "1.9");
            Assert.AreEqual(Stored, Store(other, "1_2"));
            Assert.AreEqual(Stored, Store(other, "1.2"));
            Assert.AreEqual(Stored, driver.End());
            Assert.AreEqual(ReplacedOther, driver.Store([9], "1.2"));
        }

        driver.Dispose();
        Assert.HasCount(4, folder.Names);
    }

    [TestMethod]
    public void Sinks_store_at_once()
    {
        const int Threads = 4;
        const int Objects = 300;
        using TempFolder folder = new();
        using (SinkFactory factory = new(new StorageSettings { Mode = StorageMode.BitPreserving, Directory = folder.Path, AeTitle = "AE" }))
        {
            Parallel.For(0, Threads, new ParallelOptions { MaxDegreeOfParallelism = Threads }, thread =>
            {
                using ObjectSink sink = factory.Create();
                for (int i = 0; i < Objects; i++)
                {
                    // Each name is wanted by all.
                    Assert.AreEqual(Stored, Store(sink, $"{i}{"/ :;"[thread]}"));
                }
            });
        }

        Assert.HasCount(Threads * Objects, folder.Names);
    }

    // A collection for another thread's sake would count here.
    [DoNotParallelize]
    [TestMethod]
    [DataRow("1.2.826.0.1.3680043.9.9999.", 6L << 20)]
    [DataRow("1.2.826.0.1.3680043.9.9999/", 12L << 20)]
    public void Many_names_take_little_memory(string root, long limit)
    {
        StoredNames names = new();
        ObjectName name = new();
        long before = GC.GetTotalMemory(forceFullCollection: true);
        byte[] uid = new byte[100];
        for (int i = 0; i < 200_000; i++)
        {
            int length = Encoding.ASCII.GetBytes($"{root}{i}", uid);
            Assert.IsTrue(name.Set("CT"u8, uid.AsSpan(0, length)).IsStored);
            Assert.IsFalse(names.Choose(name, uid.AsSpan(0, length)));
            names.Add(name, uid.AsSpan(0, length));
        }

        Assert.IsLessThan(limit, GC.GetTotalMemory(forceFullCollection: true) - before);
        for (int i = 0; i < 200_000; i += 1000)
        {
            int length = Encoding.ASCII.GetBytes($"{root}{i}", uid);
            _ = name.Set("CT"u8, uid.AsSpan(0, length));
            Assert.IsTrue(names.Choose(name, uid.AsSpan(0, length)));
        }
    }

    private static StoreResult Store(ObjectSink sink, string uid)
    {
        sink.Begin("1.2"u8, Encoding.ASCII.GetBytes(uid), "1.2.840.10008.1.2.1");
        return sink.End();
    }
}
