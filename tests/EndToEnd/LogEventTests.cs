using System.Text;

using GetScu.Net.Log;
using GetScu.Tests.Support;

namespace GetScu.Tests.EndToEnd;

/// <summary>Dumps are single events as the reference's are: for filters, layouts that do not format each line, and syslog.</summary>
[TestClass]
public sealed partial class LogEventTests
{
    private const string Configuration = """
        log4cplus.rootLogger = DEBUG, out
        log4cplus.appender.out = log4cplus::ConsoleAppender
        log4cplus.appender.out.logToStdErr = true
        log4cplus.appender.out.layout = log4cplus::PatternLayout
        log4cplus.appender.out.layout.FormatEachLine = false
        log4cplus.appender.out.layout.ConversionPattern = <<%P %c>>%m%n

        """;

    /// <summary>Those that show every kind of dump.</summary>
    private static readonly string[] Names = ["an object", "ignored", "status detail", "abort", "several keys", "rejection 1 1 1"];

    [TestMethod]
    public void Dumps_are_one_event_each()
    {
        using TempFolder folder = new();
        string file = folder.Write("log.cfg", Encoding.ASCII.GetBytes(Configuration));
        LogRow[] rows = [.. LogRow.All.Where(row => Names.Contains(row.Name))];
        Assert.HasCount(Names.Length, rows);
        Table.Run(rows, row => row.Name, row =>
        {
            (string[] reference, string[] own) = LogComparison.RunBoth(row, file);
            string[] expected = Dumps(reference);
            Assert.IsNotEmpty(expected);
            CollectionAssert.AreEqual(expected, Dumps(own), $"\n{string.Join('\n', expected)}\n---\n{string.Join('\n', own)}");
        });
    }

    [TestMethod]
    public void A_filter_sees_the_whole_dump()
    {
        using TempFolder folder = new();
        string file = folder.Write("log.cfg", Encoding.ASCII.GetBytes(Configuration + """
            log4cplus.appender.out.filters.1 = log4cplus::spi::StringMatchFilter
            log4cplus.appender.out.filters.1.StringToMatch = Message Type                  : C-GET RQ
            log4cplus.appender.out.filters.1.AcceptOnMatch = true
            log4cplus.appender.out.filters.2 = log4cplus::spi::DenyAllFilter

            """));
        LogRow row = LogRow.All.Single(row => row.Name == "an object");
        string[] arguments = ["-lc", file, .. Exchange.Query];
        string[] reference = LogComparison.Run(Reference.Path, row.Script, arguments);
        Assert.IsGreaterThan(5, reference.Length);
        CollectionAssert.AreEqual(reference, LogComparison.Run(NativeBinary.Path, row.Script, arguments));
    }

    /// <summary>First lines of the events of several lines, without numbers, which differ with the contexts proposed.</summary>
    private static string[] Dumps(string[] lines)
    {
        List<string> dumps = [];
        for (int i = 0; i + 1 < lines.Length; i++)
        {
            bool isDump = lines[i].StartsWith("<<", StringComparison.Ordinal) && !lines[i + 1].StartsWith("<<", StringComparison.Ordinal);
            if (isDump && !lines[i].Contains(">>$dcmtk", StringComparison.Ordinal))
            {
                dumps.Add(Number().Replace(lines[i], "#"));
            }
        }

        return [.. dumps];
    }

    [System.Text.RegularExpressions.GeneratedRegex(@"\d+")]
    private static partial System.Text.RegularExpressions.Regex Number();
}
