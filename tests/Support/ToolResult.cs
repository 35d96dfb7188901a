using System.Text;

namespace GetScu.Tests.Support;

/// <summary>What a process used, by wait4 of GNU time.</summary>
/// <param name="PeakKiB">Peak resident memory in KiB.</param>
/// <param name="UserSeconds">CPU time in user mode.</param>
/// <param name="SystemSeconds">CPU time in the kernel.</param>
internal readonly record struct ResourceUse(long PeakKiB, double UserSeconds, double SystemSeconds);

/// <summary>The end of a process.</summary>
/// <param name="Command">Path and arguments, for messages.</param>
/// <param name="Status">Exit status; 128 + n when ended by signal n.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
/// <param name="Elapsed">From start to exit.</param>
/// <param name="Use">Where <see cref="ToolOptions.Measure"/> was set.</param>
internal sealed record ToolResult(
    string Command, int Status, byte[] Output, byte[] Error, TimeSpan Elapsed, ResourceUse? Use)
{
    private const string Unlimited =
        "W: Query has no value for PatientID, StudyInstanceUID, SeriesInstanceUID or SOPInstanceUID: the peer may send all it has\n";

    public string OutputText => Encoding.UTF8.GetString(Output);

    /// <summary>Without the warning of a query that has no value for a unique key: many tests ask for all there is.</summary>
    public string ErrorText => Encoding.UTF8.GetString(Error).Replace(Unlimited, "", StringComparison.Ordinal);

    /// <summary>All of standard error by lines.</summary>
    public string[] AllErrorLines => Lines(Encoding.UTF8.GetString(Error));

    /// <summary>Standard error by lines, without the empty one after the last line feed.</summary>
    public string[] ErrorLines => Lines(ErrorText);

    public string[] OutputLines => Lines(OutputText);

    /// <summary>Fails with everything the process said unless it ended with this status.</summary>
    public ToolResult ExpectStatus(int status)
    {
        Assert.AreEqual(status, Status, ToString());
        return this;
    }

    /// <summary>Fails unless this is one line of standard error, exactly.</summary>
    public ToolResult ExpectErrorLine(string line)
    {
        Assert.IsTrue(Array.IndexOf(ErrorLines, line) >= 0, $"no line \"{line}\" from {this}");
        return this;
    }

    public override string ToString()
    {
        return $"{Command}\nstatus {Status} after {Elapsed.TotalSeconds:F3} s\n--- output\n{OutputText}\n--- error\n{ErrorText}";
    }

    private static string[] Lines(string text)
    {
        return text.Length == 0 ? [] : text.TrimEnd('\n').Split('\n');
    }
}
