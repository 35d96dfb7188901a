using GetScu.Storage;
using GetScu.Tests.Support;
using GetScu.Tests.Support.Wire;

namespace GetScu.Tests.Storage;

/// <summary>The output directory: what lies there before an object comes, and what becomes of the directory itself.</summary>
[TestClass]
public sealed class StoreDirectoryTests
{
    private const string Uid = "1.2.3.4";

    [TestMethod]
    [DataRow(nameof(StorageMode.Normal), "CT.1.2.3.4")]
    [DataRow(nameof(StorageMode.BitPreserving), "1.2.3.4")]
    public void LinksAreReplacedNotFollowed(string mode, string name)
    {
        using TempFolder parent = new();
        string victim = parent.Write("victim", "untouched"u8);
        string folder = parent.Folder("out");
        string target = Path.Combine(folder, name);
        string[] links = [victim, "../victim", "/does/not/exist", parent.Path, target];
        using SinkDriver driver = new(Enum.Parse<StorageMode>(mode), folder);
        foreach (string link in links)
        {
            File.Delete(target);
            File.CreateSymbolicLink(target, link);
            Assert.AreEqual(new StoreResult(StoreOutcome.Replaced, null), driver.Store(SinkDriver.DataSet(Uid), Uid), link);
            Assert.IsNull(new FileInfo(target).LinkTarget, link);
            Assert.AreEqual(Uid, Part10File.Read(target)!.MetaSopInstance);
            Assert.AreEqual("untouched", File.ReadAllText(victim));
        }

        CollectionAssert.AreEqual(new[] { "out", "victim" }, parent.Names);
    }

    [TestMethod]
    public void HardLinksKeepTheirOtherName()
    {
        using TempFolder folder = new();
        using SinkDriver driver = new(StorageMode.Normal, folder.Path);
        driver.Store(SinkDriver.DataSet(Uid, 10), Uid);
        File.Move(folder.File("CT.1.2.3.4"), folder.File("kept"));
        Tool.Run(Tool.Find("ln", "coreutils"), ToolOptions.Default, folder.File("kept"), folder.File("CT.1.2.3.4")).ExpectStatus(0);
        long length = new FileInfo(folder.File("kept")).Length;
        Assert.AreEqual(StoreOutcome.ReplacedOther, driver.Store(SinkDriver.DataSet(Uid, 1000), Uid).Outcome);
        Assert.AreEqual(length, new FileInfo(folder.File("kept")).Length);
    }

    [TestMethod]
    [DataRow(nameof(StorageMode.Normal), "CT.1.2.3.4")]
    [DataRow(nameof(StorageMode.BitPreserving), "1.2.3.4")]
    public void DirectoriesAreLeftAlone(string mode, string name)
    {
        using TempFolder folder = new();
        folder.Folder(name);
        using (SinkDriver driver = new(Enum.Parse<StorageMode>(mode), folder.Path))
        {
            StoreResult result = driver.Store(SinkDriver.DataSet(Uid), Uid);
            Assert.AreEqual(new StoreResult(StoreOutcome.CannotWrite, "cannot rename file: Is a directory"), result);
            Assert.IsTrue(driver.Store(SinkDriver.DataSet("1.9"), "1.9").IsStored);
        }

        Assert.AreEqual(2, folder.Names.Length, string.Join(' ', folder.Names));
    }

    [TestMethod]
    [DataRow(nameof(StorageMode.Normal))]
    [DataRow(nameof(StorageMode.BitPreserving))]
    public void RemovedDirectoryIsToldAndTriedAgain(string mode)
    {
        using TempFolder parent = new();
        string folder = parent.Folder("out");
        using SinkDriver driver = new(Enum.Parse<StorageMode>(mode), folder);
        Directory.Delete(folder);
        StoreResult gone = new(StoreOutcome.CannotWrite, "cannot create file: No such file or directory");
        Assert.AreEqual(gone, driver.Store(SinkDriver.DataSet(Uid), Uid));
        Assert.AreEqual(gone, driver.Store(SinkDriver.DataSet(Uid, 6 << 20), Uid));

        // What takes its place is another directory.
        Directory.CreateDirectory(folder);
        Assert.AreEqual(gone, driver.Store(SinkDriver.DataSet(Uid), Uid));
        Assert.IsEmpty(Directory.GetFileSystemEntries(folder));
    }

    [TestMethod]
    public void DirectoryRemovedWithinAnObjectIsTold()
    {
        using TempFolder parent = new();
        string folder = parent.Folder("out");
        using SinkDriver driver = new(StorageMode.BitPreserving, folder);
        driver.StoreHalf(SinkDriver.DataSet(Uid), Uid);
        Directory.Delete(folder, recursive: true);
        Assert.AreEqual(new StoreResult(StoreOutcome.CannotWrite, "cannot rename file: No such file or directory"), driver.End());
    }

    [TestMethod]
    public void DirectoryMovedWithinTheRunIsStillTheOne()
    {
        using TempFolder parent = new();
        string folder = parent.Folder("out");
        using SinkDriver driver = new(StorageMode.Normal, folder);
        driver.StoreHalf(SinkDriver.DataSet(Uid), Uid);
        Directory.Move(folder, parent.File("moved"));
        File.CreateSymbolicLink(folder, "/");
        Assert.IsTrue(driver.End().IsStored);
        driver.Dispose();
        CollectionAssert.AreEqual(new[] { parent.File("moved/CT.1.2.3.4") }, Directory.GetFileSystemEntries(parent.File("moved")));
    }

    [TestMethod]
    public void MissingDirectoryIsTold()
    {
        using TempFolder folder = new();
        string file = folder.Write("file", []);
        foreach (string path in (string[])[folder.File("missing"), file, file + "/x", ""])
        {
            OutputDirectoryException error = Assert.ThrowsExactly<OutputDirectoryException>(
                () => new SinkDriver(StorageMode.Normal, path));
            Assert.AreEqual("specified output directory does not exist", error.Message);
            Assert.AreNotEqual("", error.Reason);
        }
    }
}
