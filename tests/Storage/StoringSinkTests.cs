using System.Runtime.Versioning;

using GetScu.Storage;
using GetScu.Tests.Support;
using GetScu.Tests.Support.Wire;

namespace GetScu.Tests.Storage;

/// <summary>Objects that go through the sinks, and the files they become.</summary>
[TestClass]
public sealed class StoringSinkTests
{
    private const string Uid = "1.2.3.4";

    [TestMethod]
    [DataRow(nameof(StorageMode.Normal), "CT.1.2.3.4", Uids.CtImage)]
    [DataRow(nameof(StorageMode.Normal), "UNKNOWN.1.2.3.4", "1.2.99")]
    [DataRow(nameof(StorageMode.BitPreserving), "1.2.3.4", Uids.CtImage)]
    public void StoresAllBytes(string mode, string name, string sopClass)
    {
        // Around the receive buffer, the memory of normal mode, and far beyond.
        foreach (int length in (int[])[0, 2, 1000, 65000, 70000, 4 << 20, (4 << 20) - 130, (4 << 20) + 70000, 9 << 20])
        {
            foreach (int fragment in (int[])[length < 100_000 ? 1 : 333, 16378, 65536])
            {
                using TempFolder folder = new();
                using SinkDriver driver = new(Enum.Parse<StorageMode>(mode), folder.Path);
                byte[] dataSet = SinkDriver.DataSet(Uid, length, sopClass);
                StoreResult result = driver.Store(dataSet, Uid, sopClass, fragment);
                Assert.AreEqual(new StoreResult(StoreOutcome.Stored, null), result);
                Part10File file = Part10File.Read(folder.File(name))!;
                Assert.AreEqual((sopClass, Uid, Uids.ExplicitLittle), (file.MetaSopClass, file.MetaSopInstance, file.TransferSyntax));
                Assert.IsTrue(dataSet.AsSpan().SequenceEqual(file.ReadData()), $"length {length}, fragments of {fragment}");
                driver.Dispose();
                CollectionAssert.AreEqual(new[] { name }, folder.Names);
            }
        }
    }

    [TestMethod]
    [DataRow(nameof(StorageMode.Normal), "CT.")]
    [DataRow(nameof(StorageMode.BitPreserving), "")]
    public void StoresOneAfterAnotherAndReplaces(string mode, string prefix)
    {
        using TempFolder folder = new();
        using SinkDriver driver = new(Enum.Parse<StorageMode>(mode), folder.Path);
        Random random = new(3);
        List<string> names = [];
        for (int i = 0; i < 60; i++)
        {
            string uid = $"1.2.{i % 50}";
            byte[] dataSet = SinkDriver.DataSet(uid, random.Next(200_000) & ~1);
            StoreResult result = driver.Store(dataSet, uid, fragment: random.Next(1000, 70_000));
            Assert.AreEqual(i < 50 ? StoreOutcome.Stored : StoreOutcome.ReplacedOther, result.Outcome);
            Assert.IsTrue(dataSet.AsSpan().SequenceEqual(Part10File.Read(folder.File(prefix + uid))!.ReadData()));
            names.Add(prefix + uid);
        }

        driver.Dispose();
        CollectionAssert.AreEqual(names.Distinct().Order(StringComparer.Ordinal).ToArray(), folder.Names);
    }

    [TestMethod]
    public void NormalModeStoresAllFourEncodings()
    {
        using TempFolder folder = new();
        using SinkDriver driver = new(StorageMode.Normal, folder.Path);
        foreach (string transferSyntax in Dicom.EveryFormDataSet.TransferSyntaxes)
        {
            byte[] dataSet = Dicom.EveryFormDataSet.Bytes(transferSyntax);
            driver.Store(dataSet, "1.2.3", fragment: 100, transferSyntax: transferSyntax);
            Part10File file = Part10File.Read(folder.File("CT.1.2.3"))!;
            Assert.AreEqual(transferSyntax, file.TransferSyntax);
            Assert.IsTrue(dataSet.AsSpan().SequenceEqual(file.ReadData()));
        }
    }

    [TestMethod]
    public void SyncStoresToo()
    {
        using TempFolder folder = new();
        using SinkDriver driver = new(StorageMode.BitPreserving, folder.Path, sync: true);
        Assert.AreEqual(StoreOutcome.Stored, driver.Store(SinkDriver.DataSet(Uid), Uid).Outcome);
        Assert.AreEqual(StoreOutcome.Replaced, driver.Store(SinkDriver.DataSet(Uid), Uid).Outcome);
    }

    /// <summary>As the reference prints it: the directory as given, without slashes at its end, the current one not at all.</summary>
    [TestMethod]
    [DataRow("", "")]
    [DataRow("/", "")]
    [DataRow("///", "")]
    [DataRow("/.", "/.")]
    public void FileNameHasTheDirectoryAsGiven(string added, string kept)
    {
        using TempFolder folder = new();
        using SinkDriver driver = new(StorageMode.Normal, folder.Path + added);
        Assert.AreEqual(StoreOutcome.Stored, driver.Store(SinkDriver.DataSet(Uid), Uid).Outcome);
        Assert.AreEqual($"{folder.Path}{kept}/CT.1.2.3.4", driver.Sink.FileName);
    }

    [TestMethod]
    [DataRow(".")]
    [DataRow("./")]
    public void FileNameLeavesOutTheCurrentDirectory(string directory)
    {
        using SinkDriver driver = new(StorageMode.BitPreserving, directory);
        driver.Sink.Begin("1.2"u8, "1.2.3"u8, Uids.ExplicitLittle);
        Assert.AreEqual("1.2.3", driver.Sink.FileName);
    }

    [TestMethod]
    [SupportedOSPlatform("linux")]
    public void FileModeIsTheUmasks()
    {
        using TempFolder folder = new();
        using SinkDriver driver = new(StorageMode.Normal, folder.Path);
        driver.Store(SinkDriver.DataSet(Uid), Uid);
        string status = Array.Find(File.ReadAllLines("/proc/self/status"), line => line.StartsWith("Umask:", StringComparison.Ordinal))!;
        int umask = Convert.ToInt32(status["Umask:".Length..].Trim(), 8);
        Assert.AreEqual((UnixFileMode)(Convert.ToInt32("666", 8) & ~umask), File.GetUnixFileMode(folder.File("CT.1.2.3.4")));
    }
}
