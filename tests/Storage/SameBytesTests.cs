using System.Text;

using GetScu.Storage;
using GetScu.Storage.Posix;
using GetScu.Tests.Support;

namespace GetScu.Tests.Storage;

/// <summary>Whether two files hold the same, and what is said where one cannot be read.</summary>
[TestClass]
public sealed class SameBytesTests
{
    private const int Piece = 16 * 1024;

    [TestMethod]
    [DataRow(0, 0, -1, true)]
    [DataRow(1, 1, -1, true)]
    [DataRow(1, 0, -1, false)]
    [DataRow(0, 1, -1, false)]
    [DataRow(Piece, Piece, -1, true)]
    [DataRow(Piece, Piece + 1, -1, false)]
    [DataRow(Piece + 1, Piece + 1, -1, true)]
    [DataRow(3 * Piece, 3 * Piece, -1, true)]
    [DataRow(3 * Piece, 3 * Piece, 0, false)]
    [DataRow(3 * Piece, 3 * Piece, Piece, false)]
    [DataRow((3 * Piece) + 5, (3 * Piece) + 5, (3 * Piece) + 4, false)]
    public void Lengths_and_bytes_are_compared(int one, int other, int different, bool isSame)
    {
        using TempFolder folder = new();
        byte[] bytes = new byte[Math.Max(one, other)];
        new Random(5).NextBytes(bytes);
        folder.Write("one", bytes.AsSpan(0, one));
        if (different >= 0)
        {
            bytes[different] ^= 1;
        }

        folder.Write("other", bytes.AsSpan(0, other));
        Assert.AreEqual(isSame, MayHold(folder, "one", "other"));
    }

    /// <summary>Of what was there before a link nothing is known; whatever else cannot be read is another object.</summary>
    [TestMethod]
    public void A_link_may_have_been_anything_and_what_is_missing_is_not()
    {
        using TempFolder folder = new();
        folder.Write("one", [1]);
        File.CreateSymbolicLink(folder.File("link"), "/does/not/exist");
        folder.Folder("folder");
        Assert.IsTrue(MayHold(folder, "one", "link"));
        Assert.IsFalse(MayHold(folder, "one", "missing"));
        Assert.IsFalse(MayHold(folder, "missing", "one"));
        Assert.IsFalse(MayHold(folder, "one", "folder"));
        Assert.IsFalse(MayHold(folder, "folder", "one"));
    }

    private static bool MayHold(TempFolder folder, string one, string other)
    {
        int directory = Libc.OpenAt(
            Libc.AT_FDCWD, Encoding.UTF8.GetBytes(folder.Path + "\0"), Libc.O_RDONLY | Libc.O_DIRECTORY | Libc.O_CLOEXEC);
        bool isSame = SameBytes.MayHold(directory, Encoding.UTF8.GetBytes(one + "\0"), Encoding.UTF8.GetBytes(other + "\0"));
        _ = Libc.Close(directory);
        return isSame;
    }
}
