using System.Text;

using GetScu.Dicom;
using GetScu.Net.Log;
using GetScu.Net.Retrieve;
using GetScu.Tests.Net.Log;

namespace GetScu.Tests.Net;

/// <summary>A list of failed instances while it passes, in pieces of every size (PS3.4 C.4.3.1.3.2).</summary>
[TestClass]
public sealed class FailedInstancesTests
{
    [TestMethod]
    [DataRow("", "")]
    [DataRow("1.2", "1.2")]
    [DataRow("1.2\0", "1.2")]
    [DataRow("1.2 \\ 1.3 ", "1.2|1.3")]
    [DataRow("1.2\\1.3\\1.4", "1.2|1.3|1.4")]
    [DataRow("\\\\1.2\\\\", "1.2")]
    [DataRow("\\", "")]
    public void Entries(string list, string expected)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(list);
        for (int size = 1; size <= Math.Max(bytes.Length, 1); size++)
        {
            Assert.AreEqual(expected, Read(bytes, size, out long count), $"pieces of {size}");
            Assert.AreEqual(expected.Split('|', StringSplitOptions.RemoveEmptyEntries).Length, count);
        }
    }

    [TestMethod]
    public void A_long_entry_is_cut_and_the_next_one_is_not()
    {
        byte[] bytes = Encoding.ASCII.GetBytes(new string('1', 10_000) + "\\1.3");
        string shown = new string('1', Limits.PeerText) + "...";
        Assert.AreEqual($"{shown}|1.3", Read(bytes, 777, out long count));
        Assert.AreEqual(2, count);
    }

    private static string Read(byte[] bytes, int size, out long count)
    {
        using LogSetup setup = new();
        FailedInstances failed = new(new ObjectLog(new Logging(LogLevel.Info, setup.Host)));
        failed.Append("9.9"u8);
        failed.Clear();
        Assert.IsTrue(failed.Begin());
        foreach (byte[] piece in bytes.Chunk(size))
        {
            failed.Append(piece);
        }

        failed.End();
        count = failed.Count;
        const string Start = "W: Failed SOP Instance UID: ";
        return string.Join('|', setup.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line[Start.Length..line.IndexOf(" (", StringComparison.Ordinal)]));
    }
}
