using GetScu.Net.Log;

namespace GetScu.Tests.Net.Log;

/// <summary>The file appender with a schedule.</summary>
[TestClass]
public sealed class FileAppenderScheduleTests
{
    [TestMethod]
    [DataRow("MONTHLY", "2026-03-31 23:59:59", "2026-04-01 00:00:00", "2026-03")]
    [DataRow("WEEKLY", "2026-03-14 23:59:59", "2026-03-15 00:00:00", "2026-09", DisplayName = "weeks start on Sunday")]
    [DataRow("WEEKLY", "2026-03-09 00:00:00", "2026-03-21 12:00:00", "2026-09", DisplayName = "a week is called after its Sunday")]
    [DataRow("weekly", "2024-01-06 23:59:59", "2024-01-07 00:00:00", "2023-52", DisplayName = "a week of two years")]
    [DataRow("daily", "2026-03-08 23:59:59", "2026-03-09 00:00:00", "2026-03-08")]
    [DataRow("DAILY", "2026-03-08 00:00:00", "2026-05-01 12:00:00", "2026-03-08", DisplayName = "after a long pause")]
    [DataRow("twice_daily", "2026-03-08 11:59:59", "2026-03-08 12:00:00", "2026-03-08-AM")]
    [DataRow("TWICE_DAILY", "2026-03-08 23:59:59", "2026-03-09 00:00:00", "2026-03-08-PM")]
    [DataRow("HOURLY", "2026-03-08 13:59:59", "2026-03-08 14:00:00", "2026-03-08-13")]
    [DataRow("minutely", "2026-03-08 13:58:59", "2026-03-08 13:59:00", "2026-03-08-13-58")]
    [DataRow("yearly", "2026-03-08 23:59:59", "2026-03-09 00:00:00", "2026-03-08", DisplayName = "unknown: daily")]
    public void Rolls_when_a_period_ends(string schedule, string first, string second, string suffix)
    {
        using LogSetup setup = new();
        setup.Clock.SetLocal(first);
        using Logging logging = setup.Configure(LogSetup.OneAppender("DailyRollingFileAppender", "File = DIR/a.log", $"Schedule = {schedule}"));
        logging.Net.Write(LogLevel.Info, "a");
        logging.Net.Write(LogLevel.Info, "b");
        Assert.AreEqual("a.log", setup.Names());
        setup.Clock.SetLocal(second);
        logging.Net.Write(LogLevel.Info, "c");
        Assert.AreEqual($"a.log a.log.{suffix}", setup.Names());
        Assert.AreEqual("INFO - a\nINFO - b\n", setup.Read($"a.log.{suffix}"));
        Assert.AreEqual("INFO - c\n", setup.Read("a.log"));
        Assert.AreEqual(schedule == "yearly" ? 1 : 0, setup.Error.Count(c => c == '\n'), setup.Error);
    }

    [TestMethod]
    [DataRow("2026-03-15 00:00:00", "2026-03-21 23:59:59")]
    [DataRow("2023-12-31 00:00:00", "2024-01-06 23:59:59", DisplayName = "a week of two years")]
    public void A_week_is_one_file(string first, string last)
    {
        using LogSetup setup = new();
        setup.Clock.SetLocal(first);
        using Logging logging = setup.Configure(LogSetup.OneAppender(
            "DailyRollingFileAppender", "File = DIR/a.log", "Schedule = WEEKLY", "RollOnClose = false"));
        logging.Net.Write(LogLevel.Info, "a");
        setup.Clock.SetLocal(last);
        logging.Net.Write(LogLevel.Info, "b");
        Assert.AreEqual("a.log", setup.Names());
    }

    [TestMethod]
    public void An_event_of_another_thread_that_comes_late_brings_no_period_back()
    {
        using LogSetup setup = new();
        setup.Clock.SetLocal("2026-03-08 23:59:59");
        using Logging logging = setup.Configure(LogSetup.OneAppender(
            "DailyRollingFileAppender", "File = DIR/a.log", "Schedule = DAILY", "RollOnClose = false"));
        logging.Net.Write(LogLevel.Info, "a");
        setup.Clock.SetLocal("2026-03-09 00:00:00");
        logging.Net.Write(LogLevel.Info, "b");
        setup.Clock.SetLocal("2026-03-08 23:59:59");
        logging.Net.Write(LogLevel.Info, "late");
        Assert.AreEqual("a.log a.log.2026-03-08", setup.Names());
        Assert.AreEqual("INFO - b\nINFO - late\n", setup.Read("a.log"));
    }

    [TestMethod]
    public void The_end_puts_the_file_aside_as_the_reference_does()
    {
        using LogSetup setup = new();
        setup.Clock.SetLocal("2026-03-08 12:00:00");
        for (int i = 0; i < 5; i++)
        {
            using Logging logging = setup.Configure(LogSetup.OneAppender(
                "DailyRollingFileAppender", "File = DIR/a.log", "Schedule = DAILY", "MaxBackupIndex = 2"));
            logging.Net.Write(LogLevel.Info, $"run {i}");
        }

        Assert.AreEqual("a.log a.log.2026-03-08 a.log.2026-03-08.1 a.log.2026-03-08.2", setup.Names());
        Assert.AreEqual("", setup.Read("a.log"));
        Assert.AreEqual("INFO - run 4\n", setup.Read("a.log.2026-03-08"));
        Assert.AreEqual("INFO - run 3\n", setup.Read("a.log.2026-03-08.1"));
        Assert.AreEqual("INFO - run 2\n", setup.Read("a.log.2026-03-08.2"));
    }

    [TestMethod]
    public void The_end_of_a_silent_run_puts_nothing_aside()
    {
        using LogSetup setup = new();
        setup.Configure(LogSetup.OneAppender("DailyRollingFileAppender", "File = DIR/a.log", "Schedule = DAILY")).Dispose();
        Assert.AreEqual("a.log", setup.Names());
    }

    [TestMethod]
    public void What_an_earlier_run_left_is_put_aside_under_its_own_time()
    {
        using LogSetup setup = new();
        setup.Clock.SetLocal("2026-03-08 12:00:00");
        setup.Folder.Write("a.log", "old\n"u8);
        File.SetLastWriteTime(setup.Folder.File("a.log"), new DateTime(2026, 2, 1, 12, 0, 0));
        using (Logging logging = setup.Configure(LogSetup.OneAppender(
            "DailyRollingFileAppender", "File = DIR/a.log", "Schedule = MONTHLY", "RollOnClose = false")))
        {
            logging.Net.Write(LogLevel.Info, "new");
        }

        Assert.AreEqual("a.log a.log.2026-02", setup.Names());
        Assert.AreEqual("old\n", setup.Read("a.log.2026-02"));
        Assert.AreEqual("INFO - new\n", setup.Read("a.log"));
    }

    [TestMethod]
    public void Two_writers_roll_once_at_the_end_of_a_period()
    {
        using LogSetup setup = new();
        setup.Clock.SetLocal("2026-03-08 12:00:00");
        string configuration = LogSetup.OneAppender(
            "DailyRollingFileAppender", "File = DIR/a.log", "Schedule = DAILY", "RollOnClose = false");
        using Logging one = setup.Configure(configuration);
        using Logging two = setup.Configure(configuration);
        one.Net.Write(LogLevel.Info, "1");
        two.Net.Write(LogLevel.Info, "2");
        setup.Clock.SetLocal("2026-03-09 12:00:00");
        one.Net.Write(LogLevel.Info, "3");
        two.Net.Write(LogLevel.Info, "4");
        Assert.AreEqual("a.log a.log.2026-03-08", setup.Names());
        Assert.AreEqual("INFO - 1\nINFO - 2\n", setup.Read("a.log.2026-03-08"));
        Assert.AreEqual("INFO - 3\nINFO - 4\n", setup.Read("a.log"));
    }
}
