using GetScu.Tests.Support;

namespace GetScu.Tests.EndToEnd;

/// <summary>The log at info and at debug level against the reference's, conversation by conversation.</summary>
[TestClass]
public sealed class LogTests
{
    [TestMethod]
    public void Info_lines_are_the_references()
    {
        Compare("-v", "D: ");
    }

    [TestMethod]
    public void Debug_lines_are_the_references()
    {
        Compare("-d", "(none)");
    }

    [TestMethod]
    public void Without_a_connection_the_request_is_shown_all_the_same()
    {
        string[] arguments = ["-d", .. Exchange.Query, "host.invalid", "104"];
        string[] reference = [.. Reference.Run(arguments).ErrorLines.Where(line => line[0] is 'I' or 'F')];
        string[] own = [.. NativeBinary.Run(arguments).ErrorLines];
        CollectionAssert.AreEqual(reference, own.Where(line => line[0] is 'I' or 'F').ToArray());
        int end = Array.IndexOf(own, "D: ======================= END A-ASSOCIATE-RQ ======================");
        Assert.AreEqual("I: Requesting Association", own[end + 1]);
    }

    private static void Compare(string level, string hidden)
    {
        Table.Run(LogRow.All, row => row.Name, row =>
        {
            string[] Shown(string[] lines) => [.. lines.Where(line => !line.StartsWith(hidden, StringComparison.Ordinal))];
            LogComparison.AssertSame(
                row.Script, [level, .. Exchange.Query, .. row.Arguments], Shown(row.Theirs), Shown(row.Ours));
        });
    }
}
