using GetScu.Net.Log;
using GetScu.Net.Retrieve;
using GetScu.Tests.Net.Log;

namespace GetScu.Tests.Net;

/// <summary>So many lines of a kind, and a count of the others.</summary>
[TestClass]
public sealed class LineBudgetTests
{
    [TestMethod]
    [DataRow(0, 0, "")]
    [DataRow(3, 3, "")]
    [DataRow(4, 3, "W: 1 more\n")]
    [DataRow(10, 3, "W: 7 more\n")]
    public void The_rest_is_counted(int lines, int written, string expected)
    {
        using LogSetup setup = new();
        Logging log = new(LogLevel.Info, setup.Host);
        LineBudget budget = new(3, "more");
        foreach (string before in (string[])["", expected])
        {
            Assert.AreEqual(written, Enumerable.Range(0, lines).Count(_ => budget.Take()), "it begins anew");
            Assert.AreEqual(before, setup.Error);
            budget.End(log.App);
        }

        Assert.AreEqual(expected + expected, setup.Error);
        budget.End(log.App);
        Assert.AreEqual(expected + expected, setup.Error, "nothing is left to tell");
    }
}
