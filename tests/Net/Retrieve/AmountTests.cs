using GetScu.Net.Retrieve;

namespace GetScu.Tests.Net;

/// <summary>Numbers as people read them, at every border between units.</summary>
[TestClass]
public sealed class AmountTests
{
    [TestMethod]
    [DataRow(0L, "0 B")]
    [DataRow(999L, "999 B")]
    [DataRow(1000L, "1.0 kB")]
    [DataRow(4096L, "4.1 kB")]
    [DataRow(999_949L, "999.9 kB")]
    [DataRow(999_950L, "1.0 MB")]
    [DataRow(12_345_678L, "12.3 MB")]
    [DataRow(999_950_000L, "1.0 GB")]
    [DataRow(2_500_000_000_000L, "2.5 TB")]
    [DataRow(long.MaxValue, "9.2 EB")]
    public void Bytes(long bytes, string expected) => Assert.AreEqual(expected, Amount.Bytes(bytes));

    [TestMethod]
    [DataRow(1L, "1 ms")]
    [DataRow(999L, "999 ms")]
    [DataRow(1000L, "1.0 s")]
    [DataRow(2149L, "2.1 s")]
    [DataRow(59_949L, "59.9 s")]
    [DataRow(59_950L, "1:00")]
    [DataRow(725_000L, "12:05")]
    [DataRow(3_723_000L, "1:02:03")]
    public void Duration(long milliseconds, string expected) => Assert.AreEqual(expected, Amount.Duration(milliseconds));

    [TestMethod]
    [DataRow(0L, "0:00")]
    [DataRow(42L, "0:42")]
    [DataRow(3599L, "59:59")]
    [DataRow(3600L, "1:00:00")]
    [DataRow(360_000L, "100:00:00")]
    public void Clock(long seconds, string expected) => Assert.AreEqual(expected, Amount.Clock(seconds));
}
