using GetScu.Net.Log;
using GetScu.Tests.Support;

namespace GetScu.Tests.EndToEnd;

/// <summary>Lines come from the logger that the reference has for them, so that its configuration files mean the same.</summary>
[TestClass]
public sealed class LoggerNameTests
{
    private const string Configuration = """
        log4cplus.rootLogger = INFO, out
        log4cplus.appender.out = log4cplus::ConsoleAppender
        log4cplus.appender.out.logToStdErr = true
        log4cplus.appender.out.layout = log4cplus::PatternLayout
        log4cplus.appender.out.layout.ConversionPattern = %c|%P: %m%n

        """;

    private static readonly string[] Names =
    [
        "an object", "overwritten", "presentation contexts", "status detail", "unexpected command", "abort", "DIMSE timeout",
        "nothing accepted", "no C-GET context", "closed while releasing", "closed while negotiating", "rejection 1 1 1",
    ];

    [TestMethod]
    public void Loggers_are_the_references()
    {
        using TempFolder folder = new();
        string file = folder.Write("log.cfg", System.Text.Encoding.ASCII.GetBytes(Configuration));
        LogRow[] rows = [.. LogRow.All.Where(row => Names.Contains(row.Name))];
        Assert.HasCount(Names.Length, rows);
        Table.Run(rows, row => row.Name, row =>
        {
            (string[] reference, string[] own) = LogComparison.RunBoth(row, file);
            foreach (string line in reference.Where(line => !row.Theirs.Contains(line[(line.IndexOf('|') + 1)..])))
            {
                // Names and versions of the association dump differ.
                string wanted = line.Contains("Our Implementation", StringComparison.Ordinal) ? line[..40] : line;
                // A counter that is not there, of a C-GET that ended early, is unknown here.
                wanted = row.Name == "status detail" ? wanted.Replace("Remaining Suboperations : 0", "Remaining Suboperations : unknown", StringComparison.Ordinal) : wanted;
                wanted = wanted.Replace("PlanSRDocument", "PlanSR", StringComparison.Ordinal);
                Assert.IsTrue(
                    Array.Exists(own, candidate => candidate.StartsWith(wanted, StringComparison.Ordinal)),
                    $"no line \"{wanted}\" in\n{string.Join('\n', own)}");
            }

            // Where something helpful follows, the logger is the same all the same.
            foreach (string their in row.Theirs.Where(line => row.Ours.Any(our => our.StartsWith(line, StringComparison.Ordinal))))
            {
                string logger = reference.First(line => line.EndsWith($"|{their}", StringComparison.Ordinal)).Split('|')[0];
                Assert.IsTrue(
                    Array.Exists(own, line => line.StartsWith($"{logger}|{their}", StringComparison.Ordinal)),
                    $"\"{their}\" is not from {logger} in\n{string.Join('\n', own)}");
            }
        });
    }
}
