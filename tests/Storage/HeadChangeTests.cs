using System.Text;

using GetScu.Storage;
using GetScu.Storage.Posix;
using GetScu.Tests.Support;

namespace GetScu.Tests.Storage;

/// <summary>Another head before what is in a file: longer, shorter, as long.</summary>
[TestClass]
public sealed class HeadChangeTests
{
    private const int Piece = 64 * 1024;

    [TestMethod]
    [DataRow(10, 10, 100)]
    [DataRow(10, 30, 100)]
    [DataRow(30, 10, 100)]
    [DataRow(10, 11, 0)]
    [DataRow(11, 10, 0)]
    [DataRow(300, 302, Piece)]
    [DataRow(302, 300, Piece + 1)]
    [DataRow(300, 302, (3 * Piece) + 77)]
    [DataRow(302, 300, (3 * Piece) + 77)]
    [DataRow(2, 2 + (2 * Piece), 5 * Piece)]
    public void What_is_behind_it_moves_and_stays_as_it_is(int written, int length, int rest)
    {
        using TempFolder folder = new();
        byte[] body = new byte[rest];
        new Random(rest).NextBytes(body);
        string file = folder.Write("file", [.. new byte[written], .. body]);
        byte[] head = [.. Enumerable.Range(0, length).Select(i => (byte)(i | 1))];
        Assert.AreEqual(0, Make(folder, "file", written, head));
        Assert.IsTrue(File.ReadAllBytes(file).AsSpan().SequenceEqual([.. head, .. body]));
    }

    [TestMethod]
    public void What_is_no_file_or_a_link_is_left_alone()
    {
        using TempFolder folder = new();
        string victim = folder.Write("victim", "as it was"u8);
        File.CreateSymbolicLink(folder.File("link"), victim);
        Assert.AreEqual(Libc.ENOENT, Make(folder, "missing", 2, [1, 2]));
        Assert.AreEqual(Libc.ELOOP, Make(folder, "link", 2, [1, 2]));
        Assert.AreEqual("as it was", File.ReadAllText(victim));
    }

    private static int Make(TempFolder folder, string name, int written, byte[] head)
    {
        int directory = Libc.OpenAt(
            Libc.AT_FDCWD, Encoding.UTF8.GetBytes(folder.Path + "\0"), Libc.O_RDONLY | Libc.O_DIRECTORY | Libc.O_CLOEXEC);
        int error = HeadChange.Make(directory, Encoding.UTF8.GetBytes(name + "\0"), written, head);
        _ = Libc.Close(directory);
        return error;
    }
}
