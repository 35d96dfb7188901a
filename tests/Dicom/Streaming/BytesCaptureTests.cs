using System.Text;

using GetScu.Dicom;
using GetScu.Dicom.Streaming;

namespace GetScu.Tests.Dicom;

/// <summary>A UID that is copied out of a data set while it passes.</summary>
[TestClass]
public sealed class BytesCaptureTests
{
    [TestMethod]
    [DataRow("1.2.3\0", "1.2.3")]
    [DataRow("1.2.3 ", "1.2.3")]
    [DataRow("1.2.3\0 \0", "1.2.3")]
    [DataRow(" 1.2.3", " 1.2.3")]
    [DataRow("\0\0", "")]
    [DataRow("", "")]
    public void Padding_is_taken_off(string value, string expected)
    {
        for (int size = 1; size <= Math.Max(value.Length, 1); size++)
        {
            BytesCapture uid = new(Limits.Uid);
            Assert.IsTrue(uid.Begin());
            foreach (byte[] piece in Encoding.ASCII.GetBytes(value).Chunk(size))
            {
                uid.Append(piece);
            }

            Assert.AreEqual(expected, Encoding.ASCII.GetString(uid.Value));
        }
    }

    [TestMethod]
    public void The_first_one_counts_until_it_is_cleared()
    {
        BytesCapture uid = new(Limits.Uid);
        Assert.IsTrue(uid.Value.IsEmpty);
        Assert.IsTrue(uid.Begin());
        Assert.IsFalse(uid.Begin());
        uid.Append("1.2"u8);
        uid.Clear();
        Assert.IsTrue(uid.Value.IsEmpty);
        Assert.IsTrue(uid.Begin());
    }

    [TestMethod]
    public void No_more_is_kept_than_is_of_use()
    {
        BytesCapture uid = new(Limits.Uid);
        uid.Begin();
        uid.Append(new byte[Limits.Uid - 1].Select(_ => (byte)'1').ToArray());
        uid.Append("234"u8);
        Assert.AreEqual(Limits.Uid, uid.Value.Length);
        Assert.AreEqual((byte)'2', uid.Value[^1]);
    }
}
