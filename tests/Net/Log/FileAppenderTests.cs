using GetScu.Net.Log;

namespace GetScu.Tests.Net.Log;

[TestClass]
public sealed class FileAppenderTests
{
    [TestMethod]
    [DataRow("FileAppender", "", "INFO - new\n")]
    [DataRow("FileAppender", "Append = true", "old\nINFO - new\n")]
    [DataRow("FileAppender", "Append = false", "INFO - new\n")]
    [DataRow("FileAppender", "append = TRUE|ImmediateFlush = false", "old\nINFO - new\n")]
    [DataRow("RollingFileAppender", "", "old\nINFO - new\n")]
    [DataRow("RollingFileAppender", "Append = false", "INFO - new\n")]
    [DataRow("DailyRollingFileAppender", "Schedule = DAILY|RollOnClose = false", "old\nINFO - new\n")]
    [DataRow("DailyRollingFileAppender", "Schedule = DAILY|RollOnClose = false|Append = false", "INFO - new\n")]
    public void Appends_or_starts_anew(string type, string settings, string expected)
    {
        using LogSetup setup = new();
        setup.Folder.Write("a.log", "old\n"u8);
        File.SetLastWriteTimeUtc(setup.Folder.File("a.log"), setup.Clock.Now.UtcDateTime);
        using (Logging logging = setup.Configure(LogSetup.OneAppender(
            type, ["File = DIR/a.log", .. settings.Split('|', StringSplitOptions.RemoveEmptyEntries)])))
        {
            logging.Net.Write(LogLevel.Info, "new");
            Assert.AreEqual(expected, setup.Read("a.log"), "before the end");
        }

        Assert.AreEqual(expected, setup.Read("a.log"));
        Assert.AreEqual("a.log", setup.Names());
        Assert.AreEqual("", setup.Error);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("File =")]
    public void A_file_without_a_name_is_reported(string setting)
    {
        using LogSetup setup = new();
        using Logging logging = setup.Configure(LogSetup.OneAppender("FileAppender", setting.Split('|', StringSplitOptions.RemoveEmptyEntries)));
        logging.Net.Write(LogLevel.Info, "lost");
        StringAssert.StartsWith(setup.Error, "log4cplus:ERROR Invalid filename");
        Assert.AreEqual(1, setup.Error.Count(c => c == '\n'), setup.Error);
    }

    [TestMethod]
    public void A_file_that_cannot_be_opened_is_reported_once_and_tried_again()
    {
        using LogSetup setup = new();
        using Logging logging = setup.Configure(LogSetup.OneAppender("FileAppender", "File = DIR/sub/a.log", "ReopenDelay = 60"));
        string expected = $"log4cplus:ERROR Unable to open file: {setup.Folder.File("sub/a.log")}: No such file or directory\n";
        Assert.AreEqual(expected, setup.Error);
        logging.Net.Write(LogLevel.Info, "lost");
        setup.Folder.Folder("sub");
        setup.Clock.Now += TimeSpan.FromSeconds(59);
        logging.Net.Write(LogLevel.Info, "lost");
        Assert.IsFalse(File.Exists(setup.Folder.File("sub/a.log")));
        setup.Clock.Now += TimeSpan.FromSeconds(1);
        logging.Net.Write(LogLevel.Info, "there");
        Assert.AreEqual("INFO - there\n", setup.Read("sub/a.log"));
        Assert.AreEqual(expected, setup.Error);
    }

    [TestMethod]
    [DataRow("FileAppender")]
    [DataRow("RollingFileAppender")]
    [DataRow("DailyRollingFileAppender")]
    public void A_file_that_cannot_be_written_is_reported_once(string type)
    {
        using LogSetup setup = new();
        using (Logging logging = setup.Configure(LogSetup.OneAppender(type, "File = /dev/full", "Append = true",
            type == "DailyRollingFileAppender" ? "Schedule = DAILY" : "ReopenDelay = 0")))
        {
            for (int i = 0; i < 3; i++)
            {
                logging.Net.Write(LogLevel.Info, "lost");
                setup.Clock.Now += TimeSpan.FromSeconds(2);
            }
        }

        Assert.AreEqual("log4cplus:ERROR Unable to write file: /dev/full: No space left on device\n", setup.Error);
    }

    [TestMethod]
    public void Several_writers_share_a_file_by_whole_lines()
    {
        const int Writers = 4;
        const int Lines = 500;
        using LogSetup setup = new();
        string configuration = LogSetup.OneAppender("FileAppender", "File = DIR/a.log", "Append = true");
        Logging[] writers = [.. Enumerable.Range(0, Writers).Select(_ => setup.Configure(configuration))];
        Parallel.For(0, Writers, writer =>
        {
            for (int i = 0; i < Lines; i++)
            {
                writers[writer].Net.Write(LogLevel.Info, $"{writer} {i} {new string('x', 100 + (i % 50))}.");
            }

            writers[writer].Dispose();
        });
        string[] lines = File.ReadAllLines(setup.Folder.File("a.log"));
        string[] expected = [.. from writer in Enumerable.Range(0, Writers)
                                from i in Enumerable.Range(0, Lines)
                                select $"INFO - {writer} {i} {new string('x', 100 + (i % 50))}."];
        CollectionAssert.AreEquivalent(expected, lines);
    }

    [TestMethod]
    [DataRow("MaxFileSize = 200KB", 204800, "")]
    [DataRow("MaxFileSize = 204801", 204801, "")]
    [DataRow("MaxFileSize = 300kb|MaxBackupIndex = 1", 307200, "")]
    [DataRow("MaxFileSize = 1MB|MaxBackupIndex = 2", 1048576, "")]
    [DataRow("MaxFileSize = 1KB|MaxBackupIndex = 0", 204800, "WARN bad or too small size, taken for 204800 (line 4")]
    [DataRow("MaxFileSize = x", 10485760, "WARN bad or too small size, taken for 10485760 (line 4")]
    [DataRow("MaxFileSize = 0.3MB", 10485760, "WARN bad or too small size, taken for 10485760 (line 4")]
    [DataRow("Append = true", 10485760, "", DisplayName = "default")]
    public void Rolls_after_the_event_that_makes_it_too_long(string settings, int size, string report)
    {
        using LogSetup setup = new();
        File.WriteAllBytes(setup.Folder.File("a.log"), new byte[size - "INFO - a\nINFO - b\n".Length]);
        using Logging logging = setup.Configure(LogSetup.OneAppender("RollingFileAppender", ["File = DIR/a.log", .. settings.Split('|')]));
        logging.Net.Write(LogLevel.Info, "a");
        logging.Net.Write(LogLevel.Info, "b");
        Assert.AreEqual("a.log", setup.Names());
        logging.Net.Write(LogLevel.Info, "c");
        Assert.AreEqual("a.log a.log.1", setup.Names());
        Assert.IsTrue(setup.Read("a.log.1").EndsWith("INFO - a\nINFO - b\nINFO - c\n"));
        Assert.AreEqual("", setup.Read("a.log"));
        logging.Net.Write(LogLevel.Info, "d");
        Assert.AreEqual("INFO - d\n", setup.Read("a.log"));
        Assert.IsTrue(report.Length == 0 ? setup.Error == "" : setup.Error.StartsWith("log4cplus:" + report), setup.Error);
    }

    [TestMethod]
    [DataRow("", "a.log a.log.1", DisplayName = "one by default")]
    [DataRow("MaxBackupIndex = 0", "a.log a.log.1")]
    [DataRow("MaxBackupIndex = 3", "a.log a.log.1 a.log.2 a.log.3")]
    public void Older_files_are_numbered_and_the_oldest_is_dropped(string setting, string expected)
    {
        using LogSetup setup = new();
        using Logging logging = setup.Configure(LogSetup.OneAppender(
            "RollingFileAppender", ["File = DIR/a.log", "MaxFileSize = 200KB", .. setting.Split('|', StringSplitOptions.RemoveEmptyEntries)]));
        string filling = new('x', 205_000);
        for (int i = 0; i < 6; i++)
        {
            logging.Net.Write(LogLevel.Info, $"{i} {filling}");
        }

        Assert.AreEqual(expected, setup.Names());
        int backups = expected.Count(c => c == ' ');
        for (int i = 1; i <= backups; i++)
        {
            Assert.IsTrue(setup.Read($"a.log.{i}").StartsWith($"INFO - {6 - i} x"), $"a.log.{i}");
        }

        Assert.AreEqual("", setup.Error);
    }

    [TestMethod]
    public void Two_writers_roll_once()
    {
        using LogSetup setup = new();
        string configuration = LogSetup.OneAppender("RollingFileAppender", "File = DIR/a.log", "MaxFileSize = 200KB", "MaxBackupIndex = 9");
        using Logging one = setup.Configure(configuration);
        using Logging two = setup.Configure(configuration);
        string filling = new('x', 10_000);
        for (int i = 0; i < 60; i++)
        {
            (i % 2 == 0 ? one : two).Net.Write(LogLevel.Info, $"{i} {filling}");
        }

        Assert.AreEqual("a.log a.log.1 a.log.2", setup.Names());
        string[] lines = [.. (string[])["a.log.1", "a.log.2", "a.log"]];
        IEnumerable<int> numbers = lines.SelectMany(name => File.ReadAllLines(setup.Folder.File(name))).Select(line => int.Parse(line.Split(' ')[2]));
        CollectionAssert.AreEquivalent(Enumerable.Range(0, 60).ToArray(), numbers.ToArray());
    }

    [TestMethod]
    public void A_file_that_cannot_be_put_aside_goes_on_growing()
    {
        using LogSetup setup = new();
        setup.Folder.Folder("a.log.1/full");
        using Logging logging = setup.Configure(LogSetup.OneAppender("RollingFileAppender", "File = DIR/a.log", "MaxFileSize = 200KB"));
        string filling = new('x', 205_000);
        logging.Net.Write(LogLevel.Info, filling);
        logging.Net.Write(LogLevel.Info, filling);
        Assert.AreEqual($"INFO - {filling}\nINFO - {filling}\n", setup.Read("a.log"));
        Assert.AreEqual($"log4cplus:ERROR Failed to rename file: {setup.Folder.File("a.log")}: Is a directory\n", setup.Error);
    }
}
