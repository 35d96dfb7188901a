using GetScu.Dicom;
using GetScu.Storage;
using GetScu.Tests.Support;

using static GetScu.Storage.Posix.Libc;

namespace GetScu.Tests.Storage;

/// <summary>What the run itself reads and writes is not replaced, by whatever name it goes.</summary>
[TestClass]
public sealed class ProtectedFilesTests
{
    private static readonly StoreResult Refused = new(StoreOutcome.CannotUnderstand, "its file would replace the log file of this run");

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Files_are_kept_by_whatever_name(bool mayChange)
    {
        using TempFolder folder = new();
        string link = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        folder.Write("getscu.log", "kept"u8);
        File.CreateSymbolicLink(link, folder.File("getscu.log"));
        Tool.Run(Tool.Find("ln", "coreutils"), ToolOptions.Default, folder.File("getscu.log"), folder.File("hard")).ExpectStatus(0);
        try
        {
            ProtectedFiles own = new();
            own.Add("log file", link, mayChange);
            using SinkDriver driver = new(StorageMode.BitPreserving, folder.Path, own: own);
            Assert.AreEqual(Refused, driver.Store([1], "getscu.log"));
            Assert.AreEqual(Refused, driver.Store([1], "hard"));
            Assert.AreEqual(new StoreResult(StoreOutcome.Stored, null), driver.Store([1], "other"));
        }
        finally
        {
            File.Delete(link);
        }

        Assert.AreEqual("kept", File.ReadAllText(folder.File("getscu.log")));
        CollectionAssert.AreEqual(new[] { "getscu.log", "hard", "other" }, folder.Names);
    }

    [TestMethod]
    public void A_file_that_comes_later_has_its_name_kept()
    {
        using TempFolder folder = new();
        ProtectedFiles own = new();
        own.Add("log file", folder.File("getscu.log"), mayChange: true);
        using SinkDriver driver = new(StorageMode.BitPreserving, folder.Path, own: own);
        Assert.AreEqual(Refused, driver.Store([1], "getscu.log"));
        folder.Write("getscu.log", "kept"u8);
        Assert.AreEqual(Refused, driver.Store([1], "getscu.log"));
        Assert.AreEqual("kept", File.ReadAllText(folder.File("getscu.log")));
    }

    /// <summary>A log file that was put aside is one no more; the one that took its place is.</summary>
    [TestMethod]
    public void A_file_that_is_put_aside_may_go()
    {
        using TempFolder folder = new();
        string link = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        folder.Write("old", "old"u8);
        File.CreateSymbolicLink(link, folder.File("old"));
        try
        {
            ProtectedFiles own = new();
            own.Add("log file", link, mayChange: true);
            using SinkDriver driver = new(StorageMode.BitPreserving, folder.Path, own: own);
            Assert.AreEqual(Refused, driver.Store([1], "old"));
            folder.Write("new", "new"u8);
            File.Delete(link);
            File.CreateSymbolicLink(link, folder.File("new"));
            Assert.AreEqual(StoreOutcome.Replaced, driver.Store([1], "old").Outcome);
            Assert.AreEqual(Refused, driver.Store([1], "new"));
        }
        finally
        {
            File.Delete(link);
        }
    }

    [TestMethod]
    public void A_file_of_that_name_elsewhere_says_nothing()
    {
        using TempFolder folder = new();
        string directory = folder.Folder("out");
        ProtectedFiles own = new();
        own.Add("query file", folder.Write("1.2.3", "kept"u8));
        own.Add("query file", "/does/not/exist/1.2.4");
        using SinkDriver driver = new(StorageMode.BitPreserving, directory, own: own);
        foreach (string uid in (string[])["1.2.3", "1.2.4"])
        {
            Assert.AreEqual(StoreOutcome.Stored, driver.Store([1], uid).Outcome);
            Assert.AreEqual(StoreOutcome.Replaced, driver.Store([1], uid).Outcome);
        }
    }

    /// <summary>Nothing has them yet, so no device and inode can tell: the names themselves are kept, in their own folder.</summary>
    [TestMethod]
    public void Names_that_nothing_has_yet_are_those_of_their_folder()
    {
        using TempFolder folder = new();
        string link = folder.File("link");
        File.CreateSymbolicLink(link, folder.Folder("out"));
        folder.Folder("other");
        ProtectedFiles own = new();
        own.Add("log file", folder.File("out/a.log"), mayChange: true);
        own.Add("query file", folder.File("other/../out//b"));
        own.Add("command file", Path.Combine(link, "c"));
        own.Add("log configuration", folder.File("other/d"));
        own.Add("query file", folder.File("missing/e"));
        CollectionAssert.AreEqual(new[] { "log file: a.log", "query file: b", "command file: c" }, NamesIn(own, folder.File("out")));
        CollectionAssert.AreEqual(new[] { "log configuration: d" }, NamesIn(own, folder.File("other")));
        Assert.IsEmpty(NamesIn(own, folder.Path));
    }

    private static string[] NamesIn(ProtectedFiles own, string directory)
    {
        int descriptor = OpenAt(AT_FDCWD, RawText.Terminated(directory), O_PATH | O_DIRECTORY | O_CLOEXEC);
        Assert.IsGreaterThanOrEqualTo(0, descriptor, directory);
        try
        {
            return [.. own.NamesIn(descriptor).Select(entry => $"{entry.What}: {System.Text.Encoding.ASCII.GetString(entry.Name)}")];
        }
        finally
        {
            Assert.AreEqual(0, Close(descriptor));
        }
    }
}
