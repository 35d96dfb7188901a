using GetScu.Net.Log;

namespace GetScu.Tests.Net.Log;

/// <summary>Logging without a configuration file.</summary>
[TestClass]
public sealed class LoggerTests
{
    [TestMethod]
    public void The_initial_of_the_level_stands_before_each_line()
    {
        using LogSetup setup = new();
        using Logging logging = new(LogLevel.Trace, setup.Host);
        logging.App.Write(LogLevel.Fatal, "one");
        logging.Net.Write(LogLevel.Error, "two\nthree\n");
        logging.Data.Write(LogLevel.Warn, "");
        logging.Root.Write(LogLevel.Info, "four");
        logging.App.Write(LogLevel.Debug, "five");
        logging.App.Write(LogLevel.Trace, "six");
        Assert.AreEqual("F: one\nE: two\nE: three\nE: \nW: \nI: four\nD: five\nT: six\n", setup.Error);
        Assert.AreEqual("", setup.Output);
    }

    [TestMethod]
    [DataRow("Trace", "TDIWEF")]
    [DataRow("Debug", "DIWEF")]
    [DataRow("Info", "IWEF")]
    [DataRow("Warn", "WEF")]
    [DataRow("Error", "EF")]
    [DataRow("Fatal", "F")]
    [DataRow("Off", "")]
    public void Events_below_the_level_are_dropped(string name, string expected)
    {
        LogLevel level = Enum.Parse<LogLevel>(name);
        using LogSetup setup = new();
        using Logging logging = new(level, setup.Host);
        for (LogLevel each = LogLevel.Trace; each < LogLevel.Off; each++)
        {
            Assert.AreEqual(each >= level, logging.App.IsEnabled(each));
            logging.App.Write(each, "a");
            logging.App.Write(each, $"{each}");
        }

        Assert.AreEqual(string.Concat(expected.Select(c => $"{c}: a\n{c}: {Name(c)}\n")), setup.Error);
    }

    // A collection for another thread's sake would count here.
    [DoNotParallelize]
    [TestMethod]
    public void A_disabled_level_builds_nothing()
    {
        using LogSetup setup = new();
        using Logging logging = new(LogLevel.Warn, setup.Host);
        int evaluated = 0;
        for (int round = 0; round < 2; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 1000; i++)
            {
                logging.Net.Write(LogLevel.Info, $"{evaluated++} {i,5:d3} {round} {"text"}");
                logging.Net.Write(LogLevel.Debug, "text");
            }

            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.IsTrue(round == 0 || allocated == 0, $"{allocated} bytes");
        }

        Assert.AreEqual(0, evaluated);
        Assert.AreEqual("", setup.Error);
    }

    [TestMethod]
    public void Values_are_formatted_and_made_printable()
    {
        using LogSetup setup = new();
        using Logging logging = new(LogLevel.Info, setup.Host);
        ushort status = 0xb000;
        string? nothing = null;
        logging.Net.Write(LogLevel.Info, $"[{status:x4}] [{7,4}] [{7,-4}] [{"ab",4}] [{"ab",-4}] [{nothing}] [{"xyz".AsSpan(1)}]");
        logging.Net.Write(LogLevel.Info, $"{"AE\nF: forged"} \x1b {"a\nb":lines} {'\n'}");
        Assert.AreEqual("I: [b000] [   7] [7   ] [  ab] [ab  ] [] [yz]\nI: AE\\x0aF: forged \\x1b a\nI: b \\x0a\n", setup.Error);
    }

    [TestMethod]
    public void Forced_events_pass_any_level()
    {
        using LogSetup setup = new();
        using Logging logging = new(LogLevel.Fatal, setup.Host);
        logging.Root.Force(LogLevel.Info, "calling 'getscu'\n");
        Assert.AreEqual("I: calling 'getscu'\nI: \n", setup.Error);
    }

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

    private static string Name(char initial) =>
        Enum.GetNames<LogLevel>().First(name => name[0] == initial);
}
