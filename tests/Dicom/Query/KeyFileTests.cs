using System.Text;

using GetScu.Dicom;
using GetScu.Dicom.DataSets;
using GetScu.Dicom.Dictionary;
using GetScu.Dicom.Query;

namespace GetScu.Tests.Dicom.Query;

/// <summary>Key files line by line, in whatever pieces they come.</summary>
[TestClass]
public sealed class KeyFileTests
{
    private static readonly string[] Keys = ["QueryRetrieveLevel=STUDY"];

    [TestMethod]
    [DataRow("1.1\n1.2\n1.3\n", "1:1.1 2:1.2 3:1.3")]
    [DataRow("1.1\n1.2", "1:1.1 2:1.2")]
    [DataRow("1.1\r\n\r\n# comment\r\n1.2\r\n", "1:1.1 4:1.2")]
    [DataRow("\n\n  1.1", "3:1.1")]
    [DataRow("\uFEFF1.1\n1.2\n", "1:1.1 2:1.2")]
    [DataRow("\uFEFF# comment\n1.1\n", "2:1.1")]
    [DataRow("1.1\n\n\n", "1:1.1")]
    public void Lines(string content, string expected)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(content);
        foreach (int piece in (int[])[1, 2, 3, 5, 4096])
        {
            KeyFile file = Open(bytes, piece);
            List<string> found = [];
            while (file.Next() is { } query)
            {
                found.Add($"{file.Line}:{Encoding.ASCII.GetString(query.Find(new Tag(0x0020, 0x000D))!.Value)}");
            }

            Assert.AreEqual(expected, string.Join(' ', found), $"in pieces of {piece}");
            Assert.IsNull(file.Next());
        }
    }

    [TestMethod]
    [DataRow("", "list: no query in it")]
    [DataRow("\n\n", "list: no query in it")]
    [DataRow("# nothing\n", "list: no query in it")]
    [DataRow("1.1\nx y\n", "list, line 2: 'x' is neither a key with '=' nor a StudyInstanceUID")]
    [DataRow("1.1\n\n#\n'1.2", "list, line 4: a quotation mark without an end")]
    [DataRow("1.1\n1.2\0\n", "list, line 2: a NUL, which text does not have")]
    [DataRow("1.1\nNonsense=1", "list, line 2: Bad override key/path: Nonsense=1: ")]
    public void What_is_wrong_is_told_with_its_place(string content, string expected)
    {
        foreach (int piece in (int[])[1, 7, 4096])
        {
            KeyFile file = Open(Encoding.UTF8.GetBytes(content), piece);
            KeyException error = Assert.ThrowsExactly<KeyException>(() =>
            {
                while (file.Next() is not null)
                {
                }
            });
            StringAssert.StartsWith(error.Message, expected);
        }
    }

    [TestMethod]
    [DataRow(0, true)]
    [DataRow(1, false)]
    public void A_line_has_a_limit(int more, bool isTaken)
    {
        byte[] bytes = [.. "1.1\n1.2 #"u8, .. Enumerable.Repeat((byte)'x', Limits.KeyLine - 6 + more), .. "\n1.3\n"u8];
        KeyFile file = Open(bytes, 100_000);
        Assert.IsNotNull(file.Next());
        if (isTaken)
        {
            Assert.IsNotNull(file.Next());
            Assert.IsNotNull(file.Next());
            Assert.AreEqual(3, file.Line);
            Assert.IsNull(file.Next());
        }
        else
        {
            Assert.AreEqual($"list, line 2: more than {Limits.KeyLine} bytes", Assert.ThrowsExactly<KeyException>(() => file.Next()).Message);
        }
    }

    /// <summary>Whatever is not kept by whoever takes the queries is free again.</summary>
    [TestMethod]
    [DoNotParallelize]
    public void Memory_does_not_grow_with_the_lines()
    {
        long last = 0;
        long lines = 0;
        KeyFile file = new("list", memory => Fill(memory, ref lines), Keys, DataDictionary.BuiltIn);
        for (int i = 1; i <= 100_000; i++)
        {
            Assert.IsNotNull(file.Next());
            if (i == 1000)
            {
                last = GC.GetTotalMemory(forceFullCollection: true);
            }
        }

        Assert.IsNull(file.Next());
        Assert.IsLessThan(last + (1 << 20), GC.GetTotalMemory(forceFullCollection: true), "bytes in use");
    }

    private static int Fill(Span<byte> memory, ref long lines)
    {
        if (lines == 100_000)
        {
            return 0;
        }

        lines++;
        return Encoding.ASCII.GetBytes($"1.2.3.{lines}\n", memory);
    }

    private static KeyFile Open(byte[] bytes, int piece)
    {
        int at = 0;
        return new KeyFile("list", memory =>
        {
            int count = Math.Min(Math.Min(piece, memory.Length), bytes.Length - at);
            bytes.AsSpan(at, count).CopyTo(memory);
            at += count;
            return count;
        }, Keys, DataDictionary.BuiltIn);
    }
}
