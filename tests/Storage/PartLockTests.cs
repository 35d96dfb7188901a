using GetScu.Storage;
using GetScu.Tests.Support;

namespace GetScu.Tests.Storage;

/// <summary>Part files of dead runs go, those of living runs stay.</summary>
[TestClass]
public sealed class PartLockTests
{
    private const string DeadPart = ".getscu-00112233445566ff.part";
    private const string Uid = "1.2.3.4";

    [TestMethod]
    public void LivingRunsDoNotDisturbEachOther()
    {
        using TempFolder folder = new();
        byte[] large = SinkDriver.DataSet(Uid, 200_000);
        List<SinkDriver> drivers = [];
        for (int i = 0; i < 5; i++)
        {
            SinkDriver driver = new(StorageMode.BitPreserving, folder.Path);
            driver.StoreHalf(large, $"1.{i}");
            drivers.Add(driver);
            Assert.HasCount(i + 1, Directory.GetFiles(folder.Path, ".getscu-*.part"));
            Assert.HasCount(i + 1, Directory.GetFiles(folder.Path, ".getscu-*.lock"));
        }

        Assert.IsTrue(drivers[3].End().IsStored);
        drivers[3].Dispose();
        using SinkDriver later = new(StorageMode.Normal, folder.Path);
        later.StoreHalf(large, Uid);
        foreach (int i in (int[])[4, 0, 2, 1])
        {
            Assert.AreEqual(new StoreResult(StoreOutcome.Stored, null), drivers[i].End());
            drivers[i].Dispose();
        }

        Assert.IsTrue(later.End().IsStored);
        later.Dispose();
        CollectionAssert.AreEqual(new[] { "1.0", "1.1", "1.2", "1.3", "1.4", "CT.1.2.3.4" }, folder.Names);
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(7)]
    public void DeadRunsFilesAreRemovedAtTheStart(int slot)
    {
        using TempFolder folder = new();
        WriteOld(folder);
        folder.Write($".getscu-{slot}.lock", "\u002egetscu-00112233445566ff.part\0"u8);
        using SinkDriver driver = new(StorageMode.Normal, folder.Path);
        Assert.IsEmpty(folder.Names);
    }

    [TestMethod]
    public void ManyDeadRunsFilesAreRemovedWhenTheirTurnComes()
    {
        using TempFolder folder = new();
        List<SinkDriver> living = [];
        for (int i = 0; i < 20; i++)
        {
            SinkDriver driver = new(StorageMode.BitPreserving, folder.Path);
            driver.StoreHalf(SinkDriver.DataSet(Uid), $"1.{i}");
            living.Add(driver);
        }

        WriteOld(folder);
        folder.Write(".getscu-20.lock", "\u002egetscu-00112233445566ff.part\0"u8);
        using (SinkDriver last = new(StorageMode.BitPreserving, folder.Path))
        {
            Assert.IsTrue(last.Store(SinkDriver.DataSet(Uid), "1.20").IsStored);
            Assert.IsFalse(File.Exists(folder.File(DeadPart)));
        }

        living.ForEach(driver => Assert.IsTrue(driver.End().IsStored));
        living.ForEach(driver => driver.Dispose());
        Assert.HasCount(21, folder.Names);
    }

    [TestMethod]
    public void KilledRunsFilesAreRemovedByTheNext()
    {
        // A child that holds the files of a run and is killed: flock(1) keeps the lock as long as it lives.
        using TempFolder folder = new();
        WriteOld(folder);
        string lockFile = folder.Write(".getscu-0.lock", "\u002egetscu-00112233445566ff.part\0"u8);
        string ready = folder.File("ready");
        string flock = Tool.Find("flock", "util-linux");
        using (System.Diagnostics.Process holder = System.Diagnostics.Process.Start(
            flock, ["--no-fork", lockFile, "sh", "-c", $"echo > {ready}; exec sleep 600"]))
        {
            try
            {
                Assert.IsTrue(SpinWait.SpinUntil(() => File.Exists(ready), TimeSpan.FromSeconds(60)));
                using SinkDriver meanwhile = new(StorageMode.BitPreserving, folder.Path);
                Assert.IsTrue(meanwhile.Store(SinkDriver.DataSet(Uid), Uid).IsStored);
                Assert.IsTrue(File.Exists(folder.File(DeadPart)), "the holder lives");
            }
            finally
            {
                holder.Kill();
                holder.WaitForExit();
            }
        }

        using SinkDriver next = new(StorageMode.BitPreserving, folder.Path);
        CollectionAssert.AreEqual(new[] { Uid, "ready" }, folder.Names);
    }

    /// <summary>
    /// Nobody holds the lock as far as this machine knows, which says nothing of one that was booted at another time, or of
    /// another mount: there may be somebody who writes.
    /// </summary>
    [TestMethod]
    [DataRow("another boot", 1, false)]
    [DataRow("another boot", 49, true)]
    [DataRow("another mount", 1, false)]
    [DataRow("another mount", 49, true)]
    [DataRow("nothing", 1, false)]
    [DataRow("nothing", 49, true)]
    [DataRow("more than that", 1, false)]
    [DataRow("this boot and mount", 1, true)]
    public void WhatOthersMayStillWriteStays(string told, int hours, bool isRemoved)
    {
        using TempFolder folder = new();
        string own;
        using (SinkDriver driver = new(StorageMode.BitPreserving, folder.Path))
        {
            driver.StoreHalf(SinkDriver.DataSet(Uid), Uid);
            own = File.ReadAllText(folder.File(".getscu-0.lock")).Split('\0')[1];
        }

        string boot = File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();
        StringAssert.StartsWith(own, boot + " ");
        string scope = told switch
        {
            "another boot" => own.Replace(boot, "00112233-4455-6677-8899-aabbccddeeff"),
            "another mount" => own.Replace(":", "7:"),
            "nothing" => "",
            "more than that" => own + own,
            _ => own,
        };
        folder.Write(DeadPart, [1, 2, 3]);
        File.SetLastWriteTimeUtc(folder.File(DeadPart), DateTime.UtcNow.AddHours(-hours));
        File.WriteAllText(folder.File(".getscu-0.lock"), $"{DeadPart}\0{scope}");
        using (SinkDriver driver = new(StorageMode.BitPreserving, folder.Path))
        {
            Assert.AreEqual(isRemoved, !File.Exists(folder.File(DeadPart)));
            Assert.IsTrue(driver.Store(SinkDriver.DataSet(Uid), Uid).IsStored);
        }

        CollectionAssert.AreEqual(isRemoved ? [Uid] : new[] { ".getscu-0.lock", DeadPart, Uid }, folder.Names);
    }

    /// <summary>A lock file is a stranger's, too: only a part file in the same directory is ever removed for it.</summary>
    [TestMethod]
    [DataRow("../victim")]
    [DataRow("victim")]
    [DataRow(".getscu-00112233445566ff.parT")]
    [DataRow(".getscu-0011223344556/fg.part")]
    [DataRow(".getscu-00112233445566FF.part")]
    public void LockFilesCannotNameOtherFiles(string name)
    {
        using TempFolder parent = new();
        string folder = parent.Folder("out");
        parent.Write("victim", [1]);
        File.WriteAllBytes(Path.Combine(folder, "victim"), [1]);
        File.WriteAllText(Path.Combine(folder, ".getscu-00112233445566FF.part"), "x");
        File.WriteAllText(Path.Combine(folder, ".getscu-00112233445566ff.parT"), "x");
        File.WriteAllText(Path.Combine(folder, ".getscu-0.lock"), name + new string('\0', DeadPart.Length + 1 - name.Length));
        using (SinkDriver driver = new(StorageMode.BitPreserving, folder))
        {
            Assert.IsTrue(driver.Store(SinkDriver.DataSet(Uid), Uid).IsStored);
        }

        Assert.IsTrue(File.Exists(parent.File("victim")));
        Assert.HasCount(5, Directory.GetFileSystemEntries(folder));
    }

    [TestMethod]
    public void LinksAndDirectoriesUnderLockNamesAreLeftAlone()
    {
        using TempFolder parent = new();
        string folder = parent.Folder("out");
        string victim = parent.Write("victim", "untouched"u8);
        File.CreateSymbolicLink(Path.Combine(folder, ".getscu-0.lock"), victim);
        Directory.CreateDirectory(Path.Combine(folder, ".getscu-1.lock"));
        File.CreateSymbolicLink(Path.Combine(folder, ".getscu-2.lock"), parent.File("created"));
        using (SinkDriver driver = new(StorageMode.Normal, folder))
        {
            driver.StoreHalf(SinkDriver.DataSet(Uid, 6 << 20), Uid);
            Assert.IsTrue(File.Exists(Path.Combine(folder, ".getscu-3.lock")));
            Assert.IsTrue(driver.End().IsStored);
        }

        Assert.AreEqual("untouched", File.ReadAllText(victim));
        CollectionAssert.AreEqual(new[] { "out", "victim" }, parent.Names);
        Assert.HasCount(4, Directory.GetFileSystemEntries(folder));
    }

    private static void WriteOld(TempFolder folder) =>
        File.SetLastWriteTimeUtc(folder.Write(DeadPart, [1, 2, 3]), DateTime.UtcNow.AddDays(-2));

    [TestMethod]
    public void RunsWithoutObjectsWriteNothing()
    {
        using TempFolder folder = new();
        using SinkDriver driver = new(StorageMode.Normal, folder.Path);
        Assert.IsEmpty(folder.Names);
        driver.Store([1, 2, 3, 4, 5, 6, 7, 8], Uid);
        Assert.IsEmpty(folder.Names, "a bad object does not touch the disk");
    }
}
