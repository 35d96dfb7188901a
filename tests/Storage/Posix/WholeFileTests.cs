using GetScu.Dicom;
using GetScu.Storage.Posix;
using GetScu.Tests.Support;

namespace GetScu.Tests.Storage;

/// <summary>Files that are read as a whole: query files, command files, dictionaries, the log configuration.</summary>
[TestClass]
public sealed class WholeFileTests
{
    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(16 * 1024)]
    [DataRow(100_000)]
    public void Every_byte_comes(int length)
    {
        using TempFolder folder = new();
        byte[] content = new byte[length];
        new Random(length).NextBytes(content);
        string path = folder.Write("a", content);
        CollectionAssert.AreEqual(content, WholeFile.Read(path, length));
        Assert.IsTrue(WholeFile.Exists(path));
        Assert.IsNull(WholeFile.WhyUnreadable(path));
        if (length > 0)
        {
            Assert.AreEqual(
                $"larger than {length - 1} bytes", Assert.ThrowsExactly<IOException>(() => WholeFile.Read(path, length - 1)).Message);
        }
    }

    [TestMethod]
    [DataRow("DIR/missing", "No such file or directory")]
    [DataRow("DIR/missing/a", "No such file or directory")]
    [DataRow("DIR/a/b", "Not a directory")]
    [DataRow("DIR", "Is a directory")]
    [DataRow("", "No such file or directory")]
    [DataRow("DIR/a\0b", "a file name has no NUL")]
    // A process's memory exists, and any user may open their own, but its start cannot be read.
    [DataRow("/proc/self/mem", "Input/output error")]
    // Never ends.
    [DataRow("/dev/zero", "larger than 1000 bytes")]
    public void What_cannot_be_read_says_why(string path, string reason)
    {
        using TempFolder folder = new();
        folder.Write("a", "x"u8);
        Assert.AreEqual(
            reason, Assert.ThrowsExactly<IOException>(() => WholeFile.Read(path.Replace("DIR", folder.Path), 1000)).Message);
    }

    [TestMethod]
    public void A_folder_or_nothing_is_no_file()
    {
        using TempFolder folder = new();
        foreach (string path in (string[])[folder.Path, folder.File("missing"), "", "a\0b"])
        {
            Assert.IsFalse(WholeFile.Exists(path), path);
        }

        Assert.AreEqual("No such file or directory", WholeFile.WhyUnreadable(folder.File("missing")));
        Assert.AreEqual("a file name has no NUL", WholeFile.WhyUnreadable("a\0b"));
    }

    [TestMethod]
    public void A_name_that_is_not_UTF8_is_taken_byte_by_byte()
    {
        using TempFolder folder = new();
        // The shell makes the byte; .NET cannot name such a file.
        Tool.Run("/bin/sh", new ToolOptions { Folder = folder.Path }, "-c", "printf x > \"$(printf 'a\\351')\"").ExpectStatus(0);
        string path = RawText.Decode([.. System.Text.Encoding.UTF8.GetBytes(folder.File("a")), 0xE9]);
        CollectionAssert.AreEqual("x"u8.ToArray(), WholeFile.Read(path, 10));
        Assert.IsTrue(WholeFile.Exists(path));
        Assert.IsNull(WholeFile.WhyUnreadable(path));
    }

    [TestMethod]
    public void Descriptors_that_are_tried_are_given_back()
    {
        for (int i = 0; i < 300_000; i++)
        {
            Assert.IsTrue(StandardDescriptors.HasRoomFor(5), $"after {i} times");
        }
    }
}
