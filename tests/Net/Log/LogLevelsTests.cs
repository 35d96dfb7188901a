using GetScu.Net.Log;

namespace GetScu.Tests.Net.Log;

/// <summary>Names of levels, in any case.</summary>
[TestClass]
public sealed class LogLevelsTests
{
    [TestMethod]
    [DataRow("trace", "Trace")]
    [DataRow("ALL", "Trace")]
    [DataRow("Debug", "Debug")]
    [DataRow("INFO", "Info")]
    [DataRow("warn", "Warn")]
    [DataRow("error", "Error")]
    [DataRow("fatal", "Fatal")]
    [DataRow("off", "Off")]
    [DataRow("warning", null)]
    [DataRow("", null)]
    public void Names_of_levels(string name, string? expected)
    {
        Assert.AreEqual(expected, LogLevels.Parse(name)?.ToString());
    }

    [TestMethod]
    public void Every_level_has_its_name()
    {
        foreach (LogLevel level in Enum.GetValues<LogLevel>())
        {
            Assert.AreEqual(level.ToString().ToUpperInvariant(), LogLevels.Name(level));
            Assert.AreEqual(level, LogLevels.Parse(LogLevels.Name(level)));
        }
    }
}
