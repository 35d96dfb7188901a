using System.Text;

using GetScu.Net.Log;

namespace GetScu.Tests.Net.Log;

/// <summary>The configuration file: syntax, variables, loggers, and what is said about mistakes.</summary>
[TestClass]
public sealed class LogConfigurationTests
{
    private const string Console = "\nlog4cplus.appender.A = log4cplus::ConsoleAppender\n";

    [TestMethod]
    [DataRow(null, "Specified --log-config file does not exist")]
    [DataRow("", "Specified --log-config file does not contain any settings")]
    [DataRow("# a = b\n\n", "Specified --log-config file does not contain any settings")]
    [DataRow("rootLogger = INFO, A", "Specified --log-config file does not contain any valid settings")]
    [DataRow("log4cplus.rootlogger = INFO, A", "Specified --log-config file does not set up log4cplus.rootLogger")]
    [DataRow("log4cplus.rootLogger.x = INFO, A", "Specified --log-config file does not set up log4cplus.rootLogger")]
    public void Useless_files(string? content, string expected)
    {
        using LogSetup setup = new();
        string file = content is null ? setup.Folder.File("none") : setup.Folder.Write("log.cfg", Encoding.UTF8.GetBytes(content));
        Assert.IsNull(Logging.FromFile(file, out string error, setup.Host));
        Assert.AreEqual(expected, error);
    }

    [TestMethod]
    public void A_folder_is_no_file()
    {
        using LogSetup setup = new();
        Assert.IsNull(Logging.FromFile(setup.Folder.Path, out string error, setup.Host));
        Assert.AreEqual("Specified --log-config file does not exist", error);
    }

    [TestMethod]
    [DataRow("log4cplus.rootLogger = INFO, A", "nI aI")]
    [DataRow("  log4cplus.rootLogger=info,A  \r", "nI aI", DisplayName = "white space and case")]
    [DataRow("\uFEFFlog4cplus.rootLogger = INFO, A", "nI aI", DisplayName = "byte order mark")]
    [DataRow("log4cplus.rootLogger = OFF, A", "")]
    [DataRow("log4cplus.rootLogger = ALL, A", "nI nT aI aT")]
    [DataRow("log4cplus.rootLogger = OFF\nlog4cplus.rootLogger = INFO, A", "nI aI", DisplayName = "the last of two counts")]
    [DataRow("log4cplus.rootLogger = INFO, A, A", "nI aI", DisplayName = "the same appender twice")]
    [DataRow("log4cplus.rootLogger = INFO, A\nlog4cplus.logger.dcmtk.apps = INFO, A", "nI aI aI", DisplayName = "logger and root")]
    [DataRow("log4cplus.rootLogger = INFO, A\nlog4cplus.logger.dcmtk.apps = INFO, A\nlog4cplus.additivity.dcmtk.apps = false", "nI aI")]
    [DataRow("log4cplus.rootLogger = INFO, A\nlog4cplus.additivity.dcmtk.apps = false", "nI", DisplayName = "not additive, no appender")]
    [DataRow("log4cplus.rootLogger = INFO, A\nlog4cplus.logger.dcmtk.apps = TRACE", "nI aI aT")]
    [DataRow("log4cplus.rootLogger = INFO, A\nlog4cplus.logger.dcmtk = OFF\nlog4cplus.logger.dcmtk.dcmnet = INFO", "nI")]
    [DataRow("log4cplus.rootLogger = OFF, A\nlog4cplus.logger.dcmtk = INFO\nlog4cplus.logger.dcmtk.apps = INHERITED, A", "nI aI aI")]
    [DataRow("log4cplus.rootLogger = OFF, A\nlog4cplus.logger.dcmtk = INFO\nlog4cplus.logger.dcmtk.apps = inherit, A", "nI aI aI")]
    [DataRow("log4cplus.rootLogger = INFO\nlog4cplus.logger.dcmtk.dcmnet = TRACE, A\nlog4cplus.logger.dcmtk.apps = OFF", "nI nT")]
    [DataRow("log4cplus.rootLogger = INFO, A\nlog4cplus.logger.dcmtk.dcmne = OFF\nlog4cplus.logger.cmtk.dcmnet = OFF", "nI aI",
        DisplayName = "names are whole")]
    [DataRow("log4cplus.rootLogger = INFO, A\nlog4cplus.appender.A.Threshold = warn", "")]
    [DataRow("log4cplus.rootLogger = ${level}, ${name}\nlevel = INFO\nname = A", "nI aI")]
    [DataRow("log4cplus.rootLogger = INFO, A\nlog4cplus.logger.${x} = OFF\nx = dcmtk.apps", "nI", DisplayName = "variable in a key")]
    public void Loggers(string configuration, string expected)
    {
        using LogSetup setup = new();
        using Logging logging = setup.Configure(configuration + Console);
        foreach (LogLevel level in (LogLevel[])[LogLevel.Info, LogLevel.Trace])
        {
            logging.Net.Write(level, "n" + LogLevels.Name(level)[0]);
        }

        foreach (LogLevel level in (LogLevel[])[LogLevel.Info, LogLevel.Trace])
        {
            logging.App.Write(level, "a" + LogLevels.Name(level)[0]);
        }

        string[] lines = setup.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.AreEqual(expected, string.Join(' ', lines.Select(line => line.Split(" - ")[1])));
        if (!configuration.Contains("additivity.dcmtk.apps = false") && !configuration.Contains("INFO\n"))
        {
            Assert.AreEqual("", setup.Error);
        }
    }

    [TestMethod]
    [DataRow("${appname}", "getscu")]
    [DataRow("${pid}", null)]
    [DataRow("${date} ${time}", "DATE")]
    [DataRow("${log4cplus.appender.A} ${a}", "log4cplus::ConsoleAppender b")]
    [DataRow("${c}", "<b>")]
    [DataRow("$${a}${a} $a", "$bb $a")]
    [DataRow("${GETSCU_LOG_TEST}", "from the environment")]
    [DataRow("${hostname}", "HOST")]
    public void Variables(string text, string? expected)
    {
        Environment.SetEnvironmentVariable("GETSCU_LOG_TEST", "from the environment");
        using LogSetup setup = new();
        using Logging logging = setup.Configure($"""
            log4cplus.rootLogger = INFO, A
            log4cplus.appender.A = log4cplus::ConsoleAppender
            log4cplus.appender.A.layout = log4cplus::PatternLayout
            log4cplus.appender.A.layout.ConversionPattern = {text}
            a = b
            c = <${"{a}"}>
            appname = mine
            """);
        logging.App.Write(LogLevel.Info, "");
        expected ??= $"{Environment.ProcessId}";
        expected = expected.Replace("DATE", LogTime.Format("%Y%m%d %H%M%S", setup.Clock.Now.Ticks, isUtc: false))
            .Replace("HOST", System.Net.Dns.GetHostName());
        Assert.AreEqual(expected, setup.Output);
        Assert.AreEqual("", setup.Error);
    }

    [TestMethod]
    [DataRow("log4cplus.foo = bar", "WARN unknown key (line 3: log4cplus.foo = bar)")]
    [DataRow("log4cplus.appender.A.Foo = bar", "WARN unknown key (line 3: log4cplus.appender.A.Foo = bar)")]
    [DataRow("log4cplus.appender.A.filters.2 = log4cplus::spi::DenyAllFilter", "WARN unknown key (line 3: ")]
    [DataRow("foo = bar", "", DisplayName = "a variable")]
    [DataRow("foo", "WARN not a setting (line 3: foo)")]
    [DataRow("log4cplus.appender.B = log4cplus::FooAppender\nlog4cplus.appender.B.x = y", "ERROR Cannot find AppenderFactory: log4cplus::FooAppender (line 3: ")]
    [DataRow("log4cplus.appender.B = ConsoleAppender", "ERROR Cannot find AppenderFactory: ConsoleAppender (line 3: ")]
    [DataRow("log4cplus.logger.x = INFO, B", "ERROR Invalid appender: B (line 3: log4cplus.logger.x = INFO, B)")]
    [DataRow("log4cplus.logger.x = FOO", "ERROR not a level (line 3: ")]
    [DataRow("log4cplus.logger.x =", "ERROR not a level (line 3: ")]
    [DataRow("log4cplus.additivity.dcmtk.dcmnet = maybe", "ERROR bad value (line 3: ")]
    [DataRow("log4cplus.appender.A.Threshold = FOO", "ERROR not a level (line 3: ")]
    [DataRow("log4cplus.appender.A.logToStdErr = maybe", "ERROR bad value (line 3: ")]
    [DataRow("log4cplus.appender.A.filters.1 = log4cplus::spi::FooFilter\nlog4cplus.appender.A.filters.1.x = y",
        "ERROR Cannot find FilterFactory: log4cplus::spi::FooFilter (line 3: ")]
    [DataRow("log4cplus.appender.B = log4cplus::NTEventLogAppender\nlog4cplus.appender.B.source = y",
        "ERROR Cannot find AppenderFactory: log4cplus::NTEventLogAppender (line 3: ", DisplayName = "a class of another system")]
    [DataRow("log4cplus.appender.B = log4cplus::SocketAppender\nlog4cplus.appender.B.host = y",
        "ERROR Cannot find AppenderFactory: log4cplus::SocketAppender (line 3: ", DisplayName = "not supported, and not named")]
    [DataRow("log4cplus.appender.B = log4cplus::AsyncAppender", "ERROR Unspecified appender for AsyncAppender (line 3: ")]
    [DataRow("a = ${nope}", "WARN unknown variable nope (line 3: a = ${nope})")]
    [DataRow("a = ${a}x", "ERROR a variable names itself (line 3: ")]
    [DataRow("a = ${b", "ERROR a variable has no closing brace (line 3: ")]
    public void Mistakes_are_reported_with_their_line_and_the_rest_works(string line, string expected)
    {
        using LogSetup setup = new();
        using Logging logging = setup.Configure("log4cplus.rootLogger = INFO, A" + Console + line + "\n");
        logging.Net.Write(LogLevel.Info, "message");
        Assert.AreEqual("INFO - message\n", setup.Output);
        if (expected.Length == 0)
        {
            Assert.AreEqual("", setup.Error);
            return;
        }

        StringAssert.StartsWith(setup.Error, "log4cplus:" + expected);
        Assert.AreEqual(1, setup.Error.Count(c => c == '\n'), setup.Error);
    }

    [TestMethod]
    public void A_bad_level_of_the_root_is_reported_and_taken_for_warn()
    {
        using LogSetup setup = new();
        using Logging logging = setup.Configure("log4cplus.rootLogger = INHERITED, A" + Console);
        logging.Net.Write(LogLevel.Info, "info");
        logging.Net.Write(LogLevel.Warn, "warn");
        Assert.AreEqual("WARN - warn\n", setup.Output);
        StringAssert.StartsWith(setup.Error, "log4cplus:ERROR not a level (line 1: ");
    }

    [TestMethod]
    public void Loggers_that_ask_for_no_appender_are_reported_once()
    {
        using LogSetup setup = new();
        using Logging logging = setup.Configure("log4cplus.rootLogger = INFO");
        logging.Net.Write(LogLevel.Fatal, "lost");
        Assert.AreEqual("log4cplus:ERROR No appenders could be found for logger (root).\n", setup.Error);
    }

    /// <summary>What would be logged is never lost in silence: the run ends before anything is sent.</summary>
    [TestMethod]
    [DataRow("log4cplus.rootLogger = INFO, B", "leaves logger root without an appender that works here")]
    [DataRow("log4cplus.rootLogger = INFO, B\nlog4cplus.appender.B = log4cplus::NTEventLogAppender",
        "leaves logger root without an appender that works here")]
    [DataRow("log4cplus.rootLogger = INFO, A\nlog4cplus.logger.dcmtk.dcmnet = INFO, B\nlog4cplus.additivity.dcmtk.dcmnet = false",
        "leaves logger dcmtk.dcmnet without an appender that works here")]
    [DataRow("log4cplus.rootLogger = INFO, B\nlog4cplus.appender.B = log4cplus::SocketAppender",
        "uses log4cplus::SocketAppender, which is not supported")]
    [DataRow("log4cplus.rootLogger = INFO, A, B\nlog4cplus.appender.B = log4cplus::Log4jUdpAppender",
        "uses log4cplus::Log4jUdpAppender, which is not supported", DisplayName = "beside one that works")]
    [DataRow("log4cplus.rootLogger = OFF\nlog4cplus.logger.dcmtk = INFO, B\nlog4cplus.appender.B = log4cplus::AsyncAppender\n"
        + "log4cplus.appender.B.Appender = log4cplus::SocketAppender",
        "uses log4cplus::SocketAppender, which is not supported", DisplayName = "behind another")]
    public void Files_that_would_lose_the_log(string configuration, string expected)
    {
        using LogSetup setup = new();
        string file = setup.Folder.Write("log.cfg", Encoding.UTF8.GetBytes(configuration + Console));
        Assert.IsNull(Logging.FromFile(file, out string error, setup.Host));
        Assert.AreEqual($"Specified --log-config file {expected}", error);
    }

    [TestMethod]
    [DataRow("log4cplus.rootLogger = OFF, B", DisplayName = "nothing to log")]
    [DataRow("log4cplus.rootLogger = INFO, A, B", DisplayName = "another appender works")]
    public void Missing_appenders_that_lose_nothing(string configuration)
    {
        using LogSetup setup = new();
        using Logging logging = setup.Configure(configuration + Console);
        logging.App.Write(LogLevel.Info, "message");
        Assert.AreEqual(configuration.Contains("OFF") ? "" : "INFO - message\n", setup.Output);
        StringAssert.StartsWith(setup.Error, "log4cplus:ERROR Invalid appender: B (line 1: ");
    }

    [TestMethod]
    public void An_empty_root_logger_is_info_on_standard_error_as_in_the_reference()
    {
        using LogSetup setup = new();
        using Logging logging = setup.Configure("log4cplus.rootLogger =\nlog4cplus.logger.dcmtk.dcmnet = DEBUG, A" + Console);
        string report = setup.Error;
        logging.App.Write(LogLevel.Info, "one");
        logging.App.Write(LogLevel.Debug, "two");
        logging.Net.Write(LogLevel.Debug, "three");
        StringAssert.StartsWith(report, "log4cplus:ERROR not a level, taken for INFO on standard error (line 1: ");
        Assert.AreEqual("I: one\nD: three\n", setup.Error[report.Length..]);
        Assert.AreEqual("DEBUG - three\n", setup.Output);
    }

    [TestMethod]
    [DataRow("log4cplus.appender.A.Threshold =")]
    [DataRow("log4cplus.appender.A.logToStdErr =")]
    [DataRow("log4cplus.additivity.dcmtk.apps =")]
    [DataRow("log4cplus.logger.dcmtk.dcmnet = , A\nlog4cplus.additivity.dcmtk.dcmnet = false", DisplayName = "a logger's level")]
    [DataRow("log4cplus.appender.A.filters.1 = log4cplus::spi::LogLevelRangeFilter\nlog4cplus.appender.A.filters.1.LogLevelMin =\n"
        + "log4cplus.appender.A.filters.1.LogLevelMax =\nlog4cplus.appender.A.filters.1.AcceptOnMatch =")]
    [DataRow("log4cplus.appender.A.layout = log4cplus::TTCCLayout\nlog4cplus.appender.A.layout.DateFormat =\nlog4cplus.appender.A.layout.Use_gmtime =")]
    public void Empty_values_are_as_good_as_none(string lines)
    {
        using LogSetup setup = new();
        using Logging logging = setup.Configure("log4cplus.rootLogger = INFO, A" + Console + lines + "\n");
        logging.Net.Write(LogLevel.Info, "message");
        StringAssert.EndsWith(setup.Output, "- message\n");
        Assert.AreEqual(1, setup.Output.Count(c => c == '\n'), setup.Output);
        Assert.AreEqual("", setup.Error);
    }

    [TestMethod]
    [DataRow("", "INFO - info\nERROR - error\n")]
    [DataRow("Appender.Threshold = ERROR|QueueLimit = 10", "ERROR - error\n")]
    [DataRow("Threshold = ERROR|QueueLimit =", "ERROR - error\n", DisplayName = "its own threshold")]
    [DataRow("filters.1 = log4cplus::spi::StringMatchFilter|filters.1.StringToMatch = err", "INFO - info\n", DisplayName = "its own filter")]
    [DataRow("Appender.layout = log4cplus::PatternLayout|Appender.layout.ConversionPattern = %m,|layout = log4cplus::TTCCLayout", "info,error,")]
    public void The_async_appender_writes_to_its_own_at_once(string settings, string expected)
    {
        using LogSetup setup = new();
        using Logging logging = setup.Configure(LogSetup.OneAppender("AsyncAppender",
            ["Appender = log4cplus::ConsoleAppender", .. settings.Split('|', StringSplitOptions.RemoveEmptyEntries)]));
        logging.Net.Write(LogLevel.Info, "info");
        logging.Net.Write(LogLevel.Error, "error");
        Assert.AreEqual(expected, setup.Output);
        Assert.AreEqual("", setup.Error);
    }

    [TestMethod]
    public void The_async_appender_closes_its_own()
    {
        using LogSetup setup = new();
        setup.Clock.SetLocal("2026-03-08 12:00:00");
        using (Logging logging = setup.Configure(LogSetup.OneAppender("AsyncAppender",
            "Appender = log4cplus::DailyRollingFileAppender", "Appender.File = DIR/a.log", "Appender.Schedule = DAILY")))
        {
            logging.Net.Write(LogLevel.Info, "message");
        }

        Assert.AreEqual("a.log a.log.2026-03-08", setup.Names());
    }

    [TestMethod]
    [DataRow("logToStdErr", "true", true)]
    [DataRow("logToStderr", "TRUE", true)]
    [DataRow("LOGTOSTDERR", "1", true)]
    [DataRow("logToStdErr", "false", false)]
    [DataRow("logToStdErr", "0", false)]
    [DataRow("ImmediateFlush", "true", false)]
    public void The_console_is_standard_output_unless_told_otherwise(string key, string value, bool isError)
    {
        using LogSetup setup = new();
        using Logging logging = setup.Configure(LogSetup.OneAppender("ConsoleAppender", $"{key} = {value}"));
        logging.Net.Write(LogLevel.Info, "message");
        Assert.AreEqual("INFO - message\n", isError ? setup.Error : setup.Output);
        Assert.AreEqual("", isError ? setup.Output : setup.Error);
    }

    [TestMethod]
    public void The_null_appender_drops_everything()
    {
        using LogSetup setup = new();
        using Logging logging = setup.Configure(LogSetup.OneAppender("NullAppender"));
        logging.Net.Write(LogLevel.Fatal, "message");
        Assert.AreEqual("", setup.Output + setup.Error);
    }
}
