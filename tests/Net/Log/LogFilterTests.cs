using GetScu.Net.Log;

namespace GetScu.Tests.Net.Log;

[TestClass]
public sealed class LogFilterTests
{
    private const string Deny = "filters.2 = log4cplus::spi::DenyAllFilter";

    /// <summary>Each event is its level's initial, lower case with the word "yes" in it.</summary>
    [TestMethod]
    [DataRow("filters.1 = log4cplus::spi::DenyAllFilter", "")]
    [DataRow("filters.2 = log4cplus::spi::DenyAllFilter", "DIWEFdiwef", DisplayName = "numbers start at 1")]
    [DataRow("filters.1 = log4cplus::spi::LogLevelMatchFilter", "DIWEFdiwef")]
    [DataRow("filters.1 = log4cplus::spi::LogLevelMatchFilter|filters.1.LogLevelToMatch = WARN", "DIEFdief", DisplayName = "match denies by default")]
    [DataRow("filters.1 = log4cplus::spi::LogLevelMatchFilter|filters.1.LogLevelToMatch = WARN|filters.1.AcceptOnMatch = false", "DIEFdief")]
    [DataRow("filters.1 = log4cplus::spi::LogLevelMatchFilter|filters.1.LogLevelToMatch = WARN|filters.1.AcceptOnMatch = true", "DIWEFdiwef")]
    [DataRow("filters.1 = log4cplus::spi::LogLevelMatchFilter|filters.1.LogLevelToMatch = WARN|filters.1.AcceptOnMatch = true|" + Deny, "Ww")]
    [DataRow("filters.1 = log4cplus::spi::LogLevelRangeFilter|filters.1.LogLevelMin = WARN", "WEFwef")]
    [DataRow("filters.1 = log4cplus::spi::LogLevelRangeFilter|filters.1.LogLevelMax = WARN", "DIWdiw")]
    [DataRow("filters.1 = log4cplus::spi::LogLevelRangeFilter|filters.1.LogLevelMin = WARN|filters.1.LogLevelMax = ERROR", "WEwe")]
    [DataRow("filters.1 = log4cplus::spi::LogLevelRangeFilter|filters.1.LogLevelMin = WARN|" + Deny, "")]
    [DataRow("filters.1 = log4cplus::spi::LogLevelRangeFilter|filters.1.logLevelMin = warn|filters.1.logLevelMax = fatal|filters.1.acceptOnMatch = true|" + Deny, "WEFwef")]
    [DataRow("filters.1 = log4cplus::spi::StringMatchFilter|filters.1.StringToMatch = yes", "DIWEF")]
    [DataRow("filters.1 = log4cplus::spi::StringMatchFilter|filters.1.StringToMatch = YES", "DIWEFdiwef")]
    [DataRow("filters.1 = log4cplus::spi::StringMatchFilter|filters.1.StringToMatch =|" + Deny, "")]
    [DataRow("filters.1 = log4cplus::spi::StringMatchFilter|filters.1.StringToMatch = yes|filters.1.AcceptOnMatch = true|" + Deny, "diwef")]
    [DataRow("filters.1 = log4cplus::spi::StringMatchFilter|filters.1.StringToMatch = yes|filters.1.AcceptOnMatch = true|"
        + "filters.2 = log4cplus::spi::LogLevelMatchFilter|filters.2.LogLevelToMatch = WARN|filters.2.AcceptOnMatch = true|"
        + "filters.3 = log4cplus::spi::DenyAllFilter", "Wdiwef")]
    [DataRow("Threshold = ERROR", "EFef")]
    [DataRow("Threshold = OFF", "")]
    public void Table(string settings, string expected)
    {
        using LogSetup setup = new();
        using Logging logging = setup.Configure(LogSetup.OneAppender("ConsoleAppender", settings.Split('|')));
        foreach (string word in (string[])["no", "yes"])
        {
            for (LogLevel level = LogLevel.Debug; level < LogLevel.Off; level++)
            {
                logging.Net.Write(level, $"it is {word}");
            }
        }

        string[] lines = setup.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.AreEqual(expected, string.Concat(lines.Select(line => line.EndsWith("yes") ? char.ToLower(line[0]) : line[0])));
    }
}
