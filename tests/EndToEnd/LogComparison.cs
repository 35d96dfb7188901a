using System.Text.RegularExpressions;

using GetScu.Tests.Support;

namespace GetScu.Tests.EndToEnd;

/// <summary>
/// Runs the reference and the native binary through the same script and compares what they log, line by line. What
/// differs on purpose is written down here or in the test, and has to be there.
/// </summary>
internal static partial class LogComparison
{
    /// <summary>Debug lines of the reference about its own inside, not about the wire.</summary>
    private static readonly string[] Internals =
    [
        "D: $dcmtk: ",
        "D: DcmDataDictionary: ",
        "D: DcmDataset::",
        "D: DcmFileFormat::",
        "D: DcmMetaInfo::",
        "D: DULFSM: ",
        "D: Constructing Associate RQ PDU",
        "D: Parsing an A-ASSOCIATE PDU",
        "D: Handling C-GET Response",
        "D: Cleaning up internal association and network structures",
        // The fatal line that follows says the same.
        "D: Association Request Failed: ",
    ];

    /// <summary>What this program says behind the counters of a final response, and the reference does not.</summary>
    private static readonly string[] BehindCounters =
        ["I: nothing matched the query", "I:   The C-GET ended early: there may be objects that no counter counts"];

    /// <summary>Runs both and fails where their lines differ.</summary>
    /// <param name="script">The peer; run once for each of them.</param>
    /// <param name="arguments">Of both; output directory, host and port follow.</param>
    /// <param name="theirs">Lines that the reference alone has, in order.</param>
    /// <param name="ours">Lines that this program alone has, in order.</param>
    public static void AssertSame(
        Action<Conversation> script, string[] arguments, string[]? theirs = null, string[]? ours = null)
    {
        string[] reference = Reduce(Run(Reference.Path, script, arguments), isReference: true);
        string[] own = Reduce(Run(NativeBinary.Path, script, arguments), isReference: false);
        string[] expected = Without(reference, theirs ?? [], "the reference");
        string[] actual = Without(own, ours ?? [], "this program");
        for (int i = 0; i < Math.Max(expected.Length, actual.Length); i++)
        {
            string their = i < expected.Length ? expected[i] : "(the end)";
            string our = i < actual.Length ? actual[i] : "(the end)";
            if (their != our)
            {
                Assert.Fail($"line {i + 1}:\n  reference: {their}\n  here:      {our}\n" +
                    $"--- reference\n{string.Join('\n', reference)}\n--- here\n{string.Join('\n', own)}");
            }
        }
    }

    /// <summary>Lines of standard error of the reference and of the program under test, with a log configuration.</summary>
    public static (string[] Reference, string[] Own) RunBoth(LogRow row, string configuration)
    {
        string[] arguments = ["-lc", configuration, .. Exchange.Query, .. row.Arguments];
        return (Run(Support.Reference.Path, row.Script, arguments), Run(NativeBinary.Path, row.Script, arguments));
    }

    /// <summary>Lines of standard error of one run, without the summary that the reference does not have.</summary>
    public static string[] Run(string path, Action<Conversation> script, params string[] arguments)
    {
        using TempFolder folder = new();
        using ScriptedScp peer = ScriptedScp.Start(script);
        string[] output = Array.IndexOf(arguments, "--ignore") >= 0 ? [] : ["-od", folder.Path];
        ToolOptions options = new() { Environment = new Dictionary<string, string?> { ["TCP_NODELAY"] = "1" } };
        ToolResult result = Tool.Run(path, options, [.. arguments, .. output, "127.0.0.1", $"{peer.Port}"]);
        try
        {
            peer.Finish();
        }
        catch (Exception error)
        {
            throw new AssertFailedException($"{error.Message}\n--- {result}", error);
        }

        string[] lines = [.. result.ErrorLines.Select(line => line.Replace(folder.Path, "FOLDER", StringComparison.Ordinal))];
        return path == NativeBinary.Path ? RunSummary.Without(lines) : lines;
    }

    /// <summary>Takes out what has to differ: versions, the inside of the reference, and the context for Verification.</summary>
    private static string[] Reduce(string[] lines, bool isReference)
    {
        List<string> kept = [];
        bool inRequest = false;
        bool inVerification = false;
        int verifications = 0;
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i];
            bool isAfterVersion = i > 0 && lines[i - 1].StartsWith("D: $dcmtk: ", StringComparison.Ordinal);
            if (isReference && (isAfterVersion || Internals.Any(part => line.StartsWith(part, StringComparison.Ordinal))))
            {
                continue;
            }

            if (!isReference && i > 0 && BehindCounters.Contains(line))
            {
                StringAssert.StartsWith(lines[i - 1], "I:   Number of Warning Suboperations   : ");
                continue;
            }

            if (line.Contains("= BEGIN A-ASSOCIATE-", StringComparison.Ordinal))
            {
                inRequest = line.Contains("-RQ ", StringComparison.Ordinal);
            }

            if (isReference && inRequest && line.Contains(": Responding Application Name: ", StringComparison.Ordinal))
            {
                // Nobody has responded yet; 3.6.8 has corrected that.
                line = line[..(line.IndexOf("Name: ", StringComparison.Ordinal) + 6)];
            }

            if (line.Length > 2 && line[2..].StartsWith("   Context ID:        243 (", StringComparison.Ordinal))
            {
                verifications++;
                inVerification = true;
                continue;
            }

            inVerification = inVerification && line[2..].StartsWith("     ", StringComparison.Ordinal);
            if (!inVerification)
            {
                kept.Add(Normalise(line, isReference));
            }
        }

        // Verification is proposed here and not by the reference.
        int dumps = lines.Count(line => line.Contains(" BEGIN A-ASSOCIATE-", StringComparison.Ordinal));
        Assert.AreEqual(isReference ? 0 : dumps, verifications, $"dumps of context 243\n{string.Join('\n', lines)}");
        return [.. kept];
    }

    private static string Normalise(string line, bool isReference)
    {
        if (isReference)
        {
            // A name that 3.6.8 has corrected.
            line = line.Replace("=ImplantationPlanSRDocumentStorage", "=ImplantationPlanSRStorage", StringComparison.Ordinal);
        }

        // Of a C-GET that ended early: the reference knows no more.
        line = isReference ? line : UnknownCounter().Replace(line, "${1}0");
        line = ImplementationLine().Replace(line, "$1(own)");
        string contexts = isReference ? "121" : "122";
        return line.Replace($"a total of {contexts} presentation", "a total of (all) presentation", StringComparison.Ordinal);
    }

    private static string[] Without(string[] lines, string[] extra, string whose)
    {
        int found = 0;
        List<string> kept = [];
        foreach (string line in lines)
        {
            if (found < extra.Length && line == extra[found])
            {
                found++;
            }
            else
            {
                kept.Add(line);
            }
        }

        if (found < extra.Length)
        {
            Assert.Fail($"{whose} does not say \"{extra[found]}\":\n{string.Join('\n', lines)}");
        }

        return [.. kept];
    }

    [GeneratedRegex("^(I:   Number of [A-Z][a-z]+ Suboperations +: )unknown$")]
    private static partial Regex UnknownCounter();

    [GeneratedRegex("^(.: Our Implementation (?:Class UID|Version Name): +).*")]
    private static partial Regex ImplementationLine();
}
