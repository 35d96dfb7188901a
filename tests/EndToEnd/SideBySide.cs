using GetScu.Tests.Support;

namespace GetScu.Tests.EndToEnd;

/// <summary>The same command line with the reference and with the program under test.</summary>
internal static class SideBySide
{
    /// <summary>
    /// Fails unless both bring the same files by the same names with the same data sets, say the same at info level, and
    /// dcmdump takes what the program wrote.
    /// </summary>
    /// <param name="port">The server's.</param>
    /// <param name="least">Number of files to expect at least.</param>
    /// <param name="arguments">All but output directory, host and port.</param>
    public static void Compare(int port, int least, params string[] arguments)
    {
        string[] all = ["-v", .. arguments];
        using Fetch reference = Fetch.ByReference(port, all);
        using Fetch native = Fetch.Native(port, all);
        native.Result.ExpectStatus(0);
        CollectionAssert.AreEqual(reference.Names, native.Names, $"{reference.Result}\n{native.Result}");
        Assert.IsTrue(native.Names.Length >= least, $"{native.Names.Length} files: {native.Result}");
        Assert.AreEqual(native.Names.Length > 0, RunSummary.Is(native.Log[^1]), $"{native.Result}");
        AreSameLines(reference.Log, RunSummary.Without(native.Log), native.Result);
        foreach (string name in native.Names)
        {
            AreSameData(reference.File(name), native.File(name));
        }

        native.ExpectDumpable();
    }

    public static void AreSameData(Part10File expected, Part10File actual)
    {
        Assert.AreEqual(expected.TransferSyntax, actual.TransferSyntax, actual.Path);
        Assert.AreEqual(expected.MetaSopClass, actual.MetaSopClass, actual.Path);
        Assert.AreEqual(expected.MetaSopInstance, actual.MetaSopInstance, actual.Path);
        if (!expected.ReadData().AsSpan().SequenceEqual(actual.ReadData()))
        {
            Assert.Fail($"{actual.Path}: other data set\n{Hex.Dump(expected.ReadData())}\n{Hex.Dump(actual.ReadData())}");
        }
    }

    private static void AreSameLines(string[] expected, string[] actual, ToolResult result)
    {
        for (int index = 0; index < Math.Max(expected.Length, actual.Length); index++)
        {
            string left = index < expected.Length ? expected[index] : "(end)";
            string right = index < actual.Length ? actual[index] : "(end)";
            Assert.AreEqual(left, right, $"line {index + 1} of {result}");
        }
    }
}
