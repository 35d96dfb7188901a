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
        logging.Net.Write(LogLevel.Error, "two\nthree");
        logging.Data.Write(LogLevel.Warn, "");
        logging.Root.Write(LogLevel.Info, "four");
        logging.App.Write(LogLevel.Debug, "five");
        logging.App.Write(LogLevel.Trace, "six");
        Assert.AreEqual("F: one\nE: two\\x0athree\nW: \nI: four\nD: five\nT: six\n", setup.Error);
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
        logging.Net.Write(LogLevel.Info, $"{"AE\nF: forged"} \x1b {'\n'}");
        logging.Net.Write(LogLevel.Info, "AE\nF: forged \u200e" + "\x9b");
        Assert.AreEqual(
            "I: [b000] [   7] [7   ] [  ab] [ab  ] [] [yz]\nI: AE\\x0aF: forged \\x1b \\x0a\nI: AE\\x0aF: forged \\u200e\\x9b\n", setup.Error);
    }

    [TestMethod]
    public void Forced_events_pass_any_level()
    {
        using LogSetup setup = new();
        using Logging logging = new(LogLevel.Fatal, setup.Host);
        logging.Root.Force(LogLevel.Info, ["calling 'get\nscu'", ""]);
        Assert.AreEqual("I: calling 'get\\x0ascu'\nI: \n", setup.Error);
    }

    [TestMethod]
    public void Events_of_several_threads_stay_whole()
    {
        const int Threads = 4;
        const int Events = 200;
        using LogSetup setup = new();
        using Logging logging = setup.Configure(LogSetup.OneAppender("FileAppender", "File = DIR/a.log",
            "layout = log4cplus::PatternLayout", "layout.ConversionPattern = %m%n"));
        using Barrier start = new(Threads);
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(number => new Thread(() =>
        {
            start.SignalAndWait();
            for (int i = 0; i < Events; i++)
            {
                DumpWriter dump = new(logging.Net, LogLevel.Info);
                dump.Line($"{number} {i} first {new string('x', i)}");
                dump.Line($"{number} {i} second {new string('y', i)}");
                dump.Write();
            }
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        string[] lines = File.ReadAllLines(setup.Folder.File("a.log"));
        int[] next = new int[Threads];
        for (int i = 0; i < lines.Length; i += 2)
        {
            int number = int.Parse(lines[i].Split(' ')[0]);
            Assert.AreEqual($"{number} {next[number]} first {new string('x', next[number])}", lines[i]);
            Assert.AreEqual($"{number} {next[number]} second {new string('y', next[number])}", lines[i + 1]);
            next[number]++;
        }

        CollectionAssert.AreEqual(Enumerable.Repeat(Events, Threads).ToArray(), next);
    }

    private static string Name(char initial) =>
        Enum.GetNames<LogLevel>().First(name => name[0] == initial);
}
