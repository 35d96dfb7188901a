using System.Text.RegularExpressions;

using GetScu.Net.Log;
using GetScu.Tests.CommandLine;
using GetScu.Tests.Support;

namespace GetScu.Tests.Net.Log;

/// <summary>
/// The same configuration file, the same failing connection, with the reference and with the program: standard streams and
/// log files are equal but for numbers that cannot be. Both run at the same fixed time; rows about dates at each of them.
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
        ("async console", Root + "log4cplus.appender.A = log4cplus::AsyncAppender\nlog4cplus.appender.A.Appender = log4cplus::ConsoleAppender\n"
            + "log4cplus.appender.A.Appender.logToStdErr = true\nlog4cplus.appender.A.QueueLimit = 10"),
        ("async file", Root + "log4cplus.appender.A = log4cplus::AsyncAppender\nlog4cplus.appender.A.Appender = log4cplus::FileAppender\n"
            + "log4cplus.appender.A.Appender.File = a.log\nlog4cplus.appender.A.Appender.Threshold = ERROR"),
        ("empty root", "log4cplus.rootLogger =\nlog4cplus.appender.A = log4cplus::ConsoleAppender"),
        ("empty level and appender", Console + "log4cplus.logger.dcmtk.apps = , A"),
        ("empty logger", Console + "log4cplus.logger.dcmtk.apps ="),
        ("empty threshold", Console + "log4cplus.appender.A.Threshold ="),
        ("empty pattern", Pattern),
        ("empty layout", Console + "log4cplus.appender.A.layout ="),
        ("empty flags", Root + "log4cplus.appender.A = log4cplus::ConsoleAppender\nlog4cplus.appender.A.logToStdErr =\n"
            + "log4cplus.additivity.dcmtk.apps =\nlog4cplus.appender.A.layout.FormatEachLine ="),
        ("empty filter", Console + "log4cplus.appender.A.filters.1 = log4cplus::spi::LogLevelRangeFilter\n"
            + "log4cplus.appender.A.filters.1.LogLevelMin =\nlog4cplus.appender.A.filters.1.AcceptOnMatch ="),
        ("empty sizes", LogFile + "RollingFileAppender\nlog4cplus.appender.A.MaxFileSize =\nlog4cplus.appender.A.MaxBackupIndex =\n"
            + "log4cplus.appender.A.Append ="),
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
        ("file without a name", Root + "log4cplus.appender.A = log4cplus::FileAppender"),
    ];

    /// <summary>Nothing in them but the time, so that not a digit may differ.</summary>
    private static readonly (string Name, string Configuration)[] Dated =
    [
        ("local date", Pattern + "%D %D{%a %A %b %B %c %C %d %e %F %g %G %h %j %m %D %x} %m%n"),
        ("local time", Pattern + "%D{%p %r %R %T %X %u %U %V %w %W %y %Y %z %Z %% %I %l %k %H %E} %m%n"),
        ("universal time", Pattern + "%d %d{%F %H %z %Z %s} %m%n"),
        ("monthly file", LogFile + "DailyRollingFileAppender\nlog4cplus.appender.A.Schedule = MONTHLY"),
        ("weekly file", LogFile + "DailyRollingFileAppender\nlog4cplus.appender.A.Schedule = weekly"),
        ("twice daily file", LogFile + "DailyRollingFileAppender\nlog4cplus.appender.A.Schedule = twice_daily"),
        ("day file", LogFile + "DailyRollingFileAppender\nlog4cplus.appender.A.Schedule = DAILY"),
        ("hourly file", LogFile + "DailyRollingFileAppender\nlog4cplus.appender.A.Schedule = HOURLY"),
        ("minutely file", LogFile + "DailyRollingFileAppender\nlog4cplus.appender.A.Schedule = MINUTELY"),
        ("empty schedule", LogFile + "DailyRollingFileAppender\nlog4cplus.appender.A.Schedule ="),
        ("flags and modifiers", Pattern + "%D{%Ey %Od %EY %-d %_d %0e %^a %#Z %5Y %-5m %OH %G-%V %q %Q} %m%n"),
        ("milliseconds", Pattern + "%r %D{%S.%q} %m%n"),
        ("variables of time", Pattern + "${date} ${time} %m%n"),
    ];

    private static readonly string[] PackageFiles = ["/etc/dcmtk/logger.cfg", "/etc/dcmtk/filelog.cfg"];

    private static readonly string[] Useless = ["", "# nothing", "rootLogger = INFO, A", "log4cplus.foo = bar"];

    [TestMethod]
    public void Configurations_do_the_same()
    {
        Table.Run(Configurations, row => row.Name, row => Compare(row.Configuration));
    }

    [TestMethod]
    public void Dates_are_the_same_on_every_day()
    {
        (FixedClock Clock, string Name, string Configuration)[] rows =
            [.. from clock in FixedClock.All from row in Dated where !IsMiscounted(row.Name, clock) select (clock, row.Name, row.Configuration)];
        Table.Run(rows, row => $"{row.Name}, {row.Clock}", row => Compare(row.Configuration, row.Clock));
    }

    /// <summary>The reference counts hours back, and comes to the day before the one that it means.</summary>
    [TestMethod]
    public void Days_and_months_that_are_an_hour_short_have_their_own_name()
    {
        (FixedClock Clock, string Name, string Configuration)[] rows =
            [.. from clock in FixedClock.All from row in Dated where IsMiscounted(row.Name, clock) select (clock, row.Name, row.Configuration)];
        Assert.HasCount(6, rows);
        Table.Run(rows, row => $"{row.Name}, {row.Clock}", row =>
        {
            using TempFolder folder = new();
            ToolResult native = Run(NativeBinary.Dynamic, folder, row.Configuration, row.Clock);
            string suffix = row.Name == "monthly file" ? row.Clock.Time[..7] : row.Clock.Time[..10];
            CollectionAssert.AreEqual(new[] { "getscu.log", $"getscu.log.{suffix}" }, folder.Names, $"{native}");
        });
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
            (ToolResult reference, ToolResult native) = (Run(Reference.Path, folder, content, null), Run(NativeBinary.Dynamic, folder, content, null));
            Assert.AreEqual(1, native.Status, $"{native}");
            Assert.AreEqual(reference.ErrorLines[^1], native.ErrorLines[^1], $"{native}");
        });
    }

    private static bool IsMiscounted(string name, FixedClock clock) =>
        clock.IsShort && name is ("monthly file" or "day file" or "empty schedule");

    /// <param name="clock">Not a digit may differ there; without one there are numbers of processes and the like.</param>
    private static void Compare(string configuration, FixedClock? clock = null)
    {
        using TempFolder left = new();
        using TempFolder right = new();
        ToolResult reference = Run(Reference.Path, left, configuration, clock);
        ToolResult native = Run(NativeBinary.Dynamic, right, configuration, clock);
        string both = $"{reference}\n{native}";
        CollectionAssert.AreEqual(left.Names, right.Names, both);
        AreSame(reference.ErrorText + reference.OutputText, native.ErrorText + native.OutputText, clock, both);
        foreach (string name in left.Names)
        {
            AreSame(File.ReadAllText(left.File(name)), File.ReadAllText(right.File(name)), clock, $"{name}: {both}");
        }
    }

    /// <summary>Lines that the package's files log at debug level have tests of their own.</summary>
    private static void AreSame(string expected, string actual, FixedClock? clock, string message)
    {
        CollectionAssert.AreEqual(Normalize(expected, clock), Normalize(actual, clock), message);
    }

    private static string[] Normalize(string text, FixedClock? clock)
    {
        IEnumerable<string> lines = text.Split('\n').Where(line =>
            !line.StartsWith("log4cplus:", StringComparison.Ordinal) && !line.StartsWith(" Was expecting", StringComparison.Ordinal)
            && !DebugLine().IsMatch(line));
        return [.. lines.Select(line => clock is null ? Number().Replace(line, "#") : line)];
    }

    private static ToolResult Run(string path, TempFolder folder, string configuration, FixedClock? clock)
    {
        using ClosedPort port = new();
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, configuration);
            return Tool.Run(path, (clock ?? FixedClock.Ordinary).Options(folder.Path),
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
