using System.Text.RegularExpressions;

using GetScu.Net.Log;
using GetScu.Tests.CommandLine;
using GetScu.Tests.Support;

namespace GetScu.Tests.Net.Log;

/// <summary>
/// The same configuration file, the same failing connection, with the reference and with the program: standard streams and
/// log files are equal but for numbers that cannot be.
/// </summary>
[TestClass]
public sealed partial class ReferenceConfigurationTests
{
    private const string Root = "log4cplus.rootLogger = INFO, A\n";
    private const string Console = Root + "log4cplus.appender.A = log4cplus::ConsoleAppender\nlog4cplus.appender.A.logToStdErr = true\n";
    private const string Pattern = Console + "log4cplus.appender.A.layout = log4cplus::PatternLayout\nlog4cplus.appender.A.layout.ConversionPattern = ";
    private const string LogFile = Root + "log4cplus.appender.A.File = ${appname}.log\nlog4cplus.appender.A = log4cplus::";

    private static readonly (string Name, string Configuration)[] Configurations =
    [
        ("defaults", Root + "log4cplus.appender.A = log4cplus::ConsoleAppender"),
        ("simple layout", Console + "log4cplus.appender.A.layout = log4cplus::SimpleLayout"),
        ("TTCC layout", Console + "log4cplus.appender.A.layout = log4cplus::TTCCLayout"),
        ("TTCC layout with dates", Console + "log4cplus.appender.A.layout = log4cplus::TTCCLayout\n"
            + "log4cplus.appender.A.layout.DateFormat = %a %A %b %B %d %H:%M\nlog4cplus.appender.A.layout.Use_gmtime = true"),
        ("names and levels", Pattern + "%p %P %c %c{1} %c{2} %m %x %X{a} %%%n"),
        ("widths", Pattern + "[%20p] [%-20p] [%.3m] [%20.5m] [%-20.5m] [%.3c] [%2.2p] [%020p] [%-.3p] [%-p]%n"),
        ("machine", Pattern + "%h %H %i %t %T %m%n"),
        ("local date", Pattern + "%D %D{%a %A %b %B %c %C %d %e %F %g %G %h %j %m %D %x} %m%n"),
        ("local time", Pattern + "%D{%p %r %R %T %X %u %U %V %w %W %y %Y %z %Z %% %I %l %k %H %E} %m%n"),
        ("universal time", Pattern + "%d %d{%F %H %z %Z %s} %m%n"),
        ("unknown conversion", Pattern + "%y %m %5% %5.y %.x%n"),
        ("open brace", Pattern + "%m %d{%H%n"),
        ("spaces around a pattern", Pattern + "   %m |   "),
        ("variables", Pattern + "${appname} ${date} ${pid} ${hostname} ${HOME} ${nope} ${x} %m%n\nx = <${appname}>\nappname = mine"),
        ("threshold", Console + "log4cplus.appender.A.Threshold = error"),
        ("level filter", Console + "log4cplus.appender.A.filters.1 = log4cplus::spi::LogLevelMatchFilter\n"
            + "log4cplus.appender.A.filters.1.LogLevelToMatch = FATAL\nlog4cplus.appender.A.filters.1.AcceptOnMatch = true\n"
            + "log4cplus.appender.A.filters.2 = log4cplus::spi::DenyAllFilter"),
        ("range filter", Console + "log4cplus.appender.A.filters.1 = log4cplus::spi::LogLevelRangeFilter\n"
            + "log4cplus.appender.A.filters.1.LogLevelMin = WARN\nlog4cplus.appender.A.filters.1.AcceptOnMatch = false"),
        ("text filter", Console + "log4cplus.appender.A.filters.1 = log4cplus::spi::StringMatchFilter\n"
            + "log4cplus.appender.A.filters.1.StringToMatch = Requesting"),
        ("logger of the program", Console + "log4cplus.logger.dcmtk.apps.getscu = OFF"),
        ("logger of the network", Console + "log4cplus.logger.dcmtk.dcmnet = WARN"),
        ("additive logger", Console + "log4cplus.logger.dcmtk.apps = INHERIT, A"),
        ("logger that is not additive", Console + "log4cplus.logger.dcmtk.apps = INFO, A\nlog4cplus.additivity.dcmtk.apps = false"),
        ("unknown appender class", Console + "log4cplus.appender.B = log4cplus::FooAppender"),
        ("unknown key", Console + "log4cplus.foo = bar\nfoo"),
        ("null appender", Root + "log4cplus.appender.A = log4cplus::NullAppender"),
        ("file", LogFile + "FileAppender"),
        ("rolling file", LogFile + "RollingFileAppender\nlog4cplus.appender.A.MaxFileSize = 500KB"),
        ("daily file", LogFile + "DailyRollingFileAppender\nlog4cplus.appender.A.Schedule = MONTHLY"),
        ("weekly file", LogFile + "DailyRollingFileAppender\nlog4cplus.appender.A.Schedule = weekly"),
        ("twice daily file", LogFile + "DailyRollingFileAppender\nlog4cplus.appender.A.Schedule = twice_daily"),
        ("file without a name", Root + "log4cplus.appender.A = log4cplus::FileAppender"),
    ];

    private static readonly string[] PackageFiles = ["/etc/dcmtk/logger.cfg", "/etc/dcmtk/filelog.cfg"];

    private static readonly string[] Useless = ["", "# nothing", "rootLogger = INFO, A", "log4cplus.foo = bar"];

    [TestMethod]
    public void Configurations_do_the_same()
    {
        Table.Run(Configurations, row => row.Name, row => Compare(row.Configuration));
    }

    [TestMethod]
    public void Configuration_files_of_the_package_work_as_they_are()
    {
        Table.Run(PackageFiles, file => file, file =>
        {
            Assert.IsTrue(File.Exists(file), $"{file} belongs to Debian's package dcmtk");
            Compare(File.ReadAllText(file));
        });
    }

    [TestMethod]
    public void Useless_files_are_command_line_errors()
    {
        Table.Run(Useless, content => content, content =>
        {
            using TempFolder folder = new();
            (ToolResult reference, ToolResult native) = (Run(Reference.Path, folder, content), Run(NativeBinary.Path, folder, content));
            Assert.AreEqual(1, native.Status, $"{native}");
            Assert.AreEqual(reference.ErrorLines[^1], native.ErrorLines[^1], $"{native}");
        });
    }

    private static void Compare(string configuration)
    {
        using TempFolder left = new();
        using TempFolder right = new();
        ToolResult reference = Run(Reference.Path, left, configuration);
        ToolResult native = Run(NativeBinary.Path, right, configuration);
        string both = $"{reference}\n{native}";
        CollectionAssert.AreEqual(left.Names, right.Names, both);
        AreSame(reference.ErrorText + reference.OutputText, native.ErrorText + native.OutputText, both);
        foreach (string name in left.Names)
        {
            AreSame(File.ReadAllText(left.File(name)), File.ReadAllText(right.File(name)), $"{name}: {both}");
        }
    }

    /// <summary>Lines that the package's files log at debug level have tests of their own.</summary>
    private static void AreSame(string expected, string actual, string message)
    {
        CollectionAssert.AreEqual(Normalize(expected), Normalize(actual), message);
    }

    private static string[] Normalize(string text)
    {
        IEnumerable<string> lines = text.Split('\n').Where(line =>
            !line.StartsWith("log4cplus:", StringComparison.Ordinal) && !line.StartsWith(" Was expecting", StringComparison.Ordinal)
            && !DebugLine().IsMatch(line));
        return [.. lines.Select(line => Number().Replace(line, "#"))];
    }

    private static ToolResult Run(string path, TempFolder folder, string configuration)
    {
        using ClosedPort port = new();
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, configuration);
            return Tool.Run(path, new ToolOptions { Folder = folder.Path },
                "-lc", file, "-k", "QueryRetrieveLevel=STUDY", "-k", "StudyInstanceUID=1.2.3", "127.0.0.1", port.Number);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Times, milliseconds, process and thread numbers.</summary>
    [GeneratedRegex(@"\d+([:.]\d+)*")]
    private static partial Regex Number();

    [GeneratedRegex(@"^[-:. \d]*(DEBUG|TRACE)\b")]
    private static partial Regex DebugLine();
}
