using System.Net;
using System.Text;

using GetScu.Net.Log;
using GetScu.Tests.Support;

namespace GetScu.Tests.Net.Log;

[TestClass]
public sealed class LayoutTests
{
    [TestMethod]
    [DataRow("[%m] [%p] [%P] [%c]", "[a message] [WARN] [W] [dcmtk.apps.getscu]")]
    [DataRow("[%c{1}] [%c{2}] [%c{3}] [%c{9}] [%c{0}] [%c{x}] [%c{}]",
        "[getscu] [apps.getscu] [dcmtk.apps.getscu] [dcmtk.apps.getscu] [dcmtk.apps.getscu] [dcmtk.apps.getscu] [dcmtk.apps.getscu]")]
    [DataRow("[%d] [%d{%H:%M:%S.%q}] [%d{%Y %%Y %Q}] [%d{}]",
        "[2026-03-04 10:58:30] [10:58:30.123] [2026 %Y 123.456] [2026-03-04 10:58:30]")]
    [DataRow("[%r] [%x] [%X{key}] [%%] [%n]", "[0] [] [] [%] [\n]")]
    [DataRow("[%F] [%b] [%L] [%M] [%l]", "[FILE] [LayoutTests.cs] [LINE] [Format] [FILE:LINE]")]
    [DataRow("[%i]", "[PID]")]
    [DataRow("[%h]", "[HOST]")]
    [DataRow("[%6p] [%-6p] [%06p] [%-p] [%1p]", "[  WARN] [WARN  ] [  WARN] [WARN] [WARN]")]
    [DataRow("[%.2p] [%.0p] [%6.2p] [%-6.2p] [%2.6p] [%6.9p] [%-.3p]", "[RN] [] [RN] [RN] [WARN] [  WARN] [ARN]")]
    [DataRow("[%-12.30m] [%12.30m] [%5.7m]", "[a message   ] [   a message] [message]")]
    [DataRow("%m{x} %D{} {%p}", null, DisplayName = "braces elsewhere are text")]
    [DataRow("100 percent, ä", "100 percent, ä")]
    public void Conversions(string pattern, string? expected)
    {
        (string text, string error, int line, string file) = Format(pattern);
        expected ??= $"a message{{x}} {LogTime.Format("%F %T", new HandClock().Now.Ticks, isUtc: false)} {{WARN}}";
        expected = expected.Replace("FILE", file).Replace("LINE", $"{line}").Replace("PID", $"{Environment.ProcessId}")
            .Replace("HOST", Dns.GetHostName());
        Assert.AreEqual(expected, text);
        Assert.AreEqual("", error);
    }

    [TestMethod]
    [DataRow("%p %y|", "WARN %y|", "Unexpected char [y] at position 5 in conversion pattern.")]
    [DataRow("%5%|%p", "%5%|WARN", "Unexpected char [%] at position 3")]
    [DataRow("%.x|", "%.x|", "Unexpected char [x] at position 3")]
    [DataRow("%5.p|", "%5.p|", "Unexpected char [p] at position 4")]
    [DataRow("%p|%-", "WARN|%-", "Unexpected char [\\x00] at position 5")]
    [DataRow("%p|%", "WARN|%", "Unexpected char")]
    [DataRow("%p|%d{%H|%p", "WARN|2026-03-04 10:58:30", "No matching '}' found in conversion pattern string")]
    [DataRow("%99999999999p%%", null, "", DisplayName = "widths are limited")]
    public void Mistakes_are_reported_and_shown(string pattern, string? expected, string report)
    {
        (string text, string error, _, _) = Format(pattern);
        Assert.AreEqual(expected ?? "WARN%".PadLeft(10000), text);
        Assert.AreEqual(report.Length > 0 ? 1 : 0, error.Count(c => c == '\n'), error);
        StringAssert.Contains(error, report);
        Assert.IsTrue(error.Length == 0 || error.EndsWith($" (line 4: log4cplus.appender.A.layout.ConversionPattern = {pattern})\n"), error);
    }

    [TestMethod]
    [DataRow("", "WARN - one\ntwo\n\n", DisplayName = "SimpleLayout is the default")]
    [DataRow("layout = log4cplus::SimpleLayout", "WARN - one\ntwo\n\n")]
    [DataRow("layout = log4cplus::TTCCLayout", "1500 [THREAD] WARN dcmtk.dcmnet <> - one\ntwo\n\n")]
    [DataRow("layout = log4cplus::TTCCLayout|layout.DateFormat = %H:%M:%S,%q|layout.Use_gmtime = true",
        "10:58:31,623 [THREAD] WARN dcmtk.dcmnet <> - one\ntwo\n\n")]
    [DataRow("layout = log4cplus::PatternLayout|layout.ConversionPattern = %P: %m%n", "W: one\nW: two\nW: \n")]
    [DataRow("layout = log4cplus::PatternLayout|layout.Pattern = %P: %m%n", "W: one\nW: two\nW: \n")]
    [DataRow("layout = log4cplus::PatternLayout|layout.conversionpattern = %P: %m%n|layout.FormatEachLine = false", "W: one\ntwo\n\n")]
    public void Layouts(string settings, string expected)
    {
        using LogSetup setup = new();
        using Logging logging = setup.Configure(LogSetup.OneAppender("ConsoleAppender", settings.Split('|', StringSplitOptions.RemoveEmptyEntries)));
        setup.Clock.Now += TimeSpan.FromMilliseconds(1500);
        logging.Net.Force(LogLevel.Warn, ["one", "two", ""]);
        string text = System.Text.RegularExpressions.Regex.Replace(setup.Output, @"\[[1-9]\d+\]", "[THREAD]");
        Assert.AreEqual(expected, text);
        Assert.AreEqual("", setup.Error);
    }

    [TestMethod]
    [DataRow("layout = log4cplus::FooLayout|layout.Foo = bar", "ERROR Cannot find LayoutFactory: log4cplus::FooLayout (line 3: ")]
    [DataRow("layout = SimpleLayout", "ERROR Cannot find LayoutFactory: SimpleLayout (line 3: ")]
    [DataRow("layout = log4cplus::PatternLayout", "ERROR ConversionPattern not specified in properties (line 3: ")]
    public void What_is_no_layout_is_reported_and_replaced(string settings, string report)
    {
        using LogSetup setup = new();
        using Logging logging = setup.Configure(LogSetup.OneAppender("ConsoleAppender", settings.Split('|')));
        logging.Net.Write(LogLevel.Warn, "one");
        Assert.AreEqual("WARN - one\n", setup.Output);
        Assert.AreEqual(1, setup.Error.Count(c => c == '\n'), setup.Error);
        StringAssert.StartsWith(setup.Error, "log4cplus:" + report);
    }

    [TestMethod]
    public void An_empty_pattern_is_the_message_alone_as_in_the_reference()
    {
        using LogSetup setup = new();
        using Logging logging = setup.Configure(LogSetup.OneAppender(
            "ConsoleAppender", "layout = log4cplus::PatternLayout", "layout.ConversionPattern ="));
        logging.Net.Write(LogLevel.Warn, "one");
        logging.Net.Write(LogLevel.Warn, "two");
        Assert.AreEqual("onetwo", setup.Output);
        StringAssert.StartsWith(setup.Error, "log4cplus:WARN PatternLayout pattern is empty, taken for %m (line 4: ");
    }

    [TestMethod]
    [DataRow("log4cplus::SimpleLayout", "WARN - one\ntwo\n")]
    [DataRow("log4cplus::TTCCLayout", "<> - one\ntwo\n")]
    public void Only_patterns_format_each_line(string layout, string expected)
    {
        using LogSetup setup = new();
        using Logging logging = setup.Configure(LogSetup.OneAppender(
            "ConsoleAppender", $"layout = {layout}", "layout.ConversionPattern = x", "layout.FormatEachLine = true"));
        logging.Net.Force(LogLevel.Warn, ["one", "two"]);
        StringAssert.EndsWith(setup.Output, expected);
    }

    [TestMethod]
    public void Bytes_of_a_pattern_that_are_no_utf8_come_out_as_they_are()
    {
        using LogSetup setup = new();
        byte[] file = Encoding.Latin1.GetBytes(LogSetup.OneAppender(
            "FileAppender", "File = DIR/\u00e4.log", "layout = log4cplus::PatternLayout", "layout.ConversionPattern = \u00e4 %m %D{\u00e4%%}%n")
            .Replace("DIR", setup.Folder.Path));
        using Logging? logging = Logging.FromFile(setup.Folder.Write("log.cfg", file), out string error, setup.Host);
        Assert.AreEqual("", error);
        logging!.Net.Write(LogLevel.Warn, "é");
        string copy = setup.Folder.File("copy");
        Assert.AreEqual(0, Tool.Run("/bin/sh", ToolOptions.Default, "-c", $"cat {setup.Folder.Path}/*.log > {copy}").Status);
        CollectionAssert.AreEqual(Encoding.Latin1.GetBytes("\u00e4 \u00c3\u00a9 \u00e4%\n"), File.ReadAllBytes(copy));
    }

    [TestMethod]
    public void Names_of_machine_and_threads()
    {
        (string text, string error, _, _) = Format("%H|%t|%T");
        string[] parts = text.Split('|');
        Assert.AreEqual(FullName(), parts[0]);
        Assert.IsTrue(ulong.Parse(parts[1]) > 0, text);
        Assert.IsTrue(int.Parse(parts[2]) >= Environment.ProcessId, text);
        Assert.AreEqual("", error);
    }

    /// <summary>What the resolver of this machine calls it.</summary>
    private static string FullName()
    {
        try
        {
            return Dns.GetHostEntry(Dns.GetHostName()).HostName;
        }
        catch (System.Net.Sockets.SocketException)
        {
            return Dns.GetHostName();
        }
    }

    private static (string Text, string Error, int Line, string File) Format(string pattern)
    {
        using LogSetup setup = new();
        using Logging logging = setup.Configure(LogSetup.OneAppender(
            "ConsoleAppender", "layout = log4cplus::PatternLayout", $"layout.ConversionPattern = {pattern}"));
        string utc = setup.Output;
        (int line, string file) = Here();
        logging.App.Write(LogLevel.Warn, $"a {"message"}");
        return (setup.Output, setup.Error, line + 1, file);
    }

    private static (int Line, string File) Here(
        [System.Runtime.CompilerServices.CallerLineNumber] int line = 0, [System.Runtime.CompilerServices.CallerFilePath] string file = "") =>
        (line, file);
}
