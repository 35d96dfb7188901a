using System.Text;

using GetScu.Net.Plan;

namespace GetScu.Tests.Net;

[TestClass]
public sealed class UidIndexTests
{
    [TestMethod]
    public void Uids_are_numbered_and_found_again()
    {
        UidIndex index = new();
        for (int i = 0; i < 100_000; i++)
        {
            Assert.AreEqual(-1, index.Find(Uid(i)));
            Assert.AreEqual(i, index.Add(Uid(i)));
        }

        Assert.AreEqual(100_000, index.Count);
        for (int i = 0; i < 100_000; i++)
        {
            Assert.AreEqual(i, index.Find(Uid(i)));
            Assert.AreEqual(Encoding.ASCII.GetString(Uid(i)), Encoding.ASCII.GetString(index[i]));
        }

        Assert.AreEqual(-1, index.Find(Uid(100_000)));
        Assert.AreEqual(-1, index.Find("1.2.840"u8));
        Assert.AreEqual(-1, index.Find(default));
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(64)]
    [DataRow(256)]
    public void Lengths(int length)
    {
        UidIndex index = new();
        byte[] uid = [.. Enumerable.Repeat((byte)'1', length)];
        // Of the longer ones more than a block.
        for (int i = 0; i < (length > 2 ? 500 : 1); i++)
        {
            if (length > 2)
            {
                uid[0] = (byte)(i & 0xFF);
                uid[1] = (byte)(i >> 8);
            }

            Assert.AreEqual(i, index.Add(uid));
            Assert.AreEqual(i, index.Find(uid));
            CollectionAssert.AreEqual(uid, index[i].ToArray());
        }
    }

    /// <summary>Of one to about 60 bytes.</summary>
    private static byte[] Uid(int number) => Encoding.ASCII.GetBytes($"{number}.{new string('1', number % 55)}");
}
