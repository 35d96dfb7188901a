using GetScu.Net.Log;

namespace GetScu.Tests.Net.Log;

/// <summary>The line below the log: rewritten in place, and gone before anything else is written.</summary>
[TestClass]
public sealed class StatusLineTests
{
    [TestMethod]
    public void A_log_line_takes_its_place()
    {
        using LogSetup setup = new();
        using (Logging logging = new(LogLevel.Warn, setup.Host))
        {
            logging.Status.Show("10 %");
            logging.Status.Show("20 %");
            logging.App.Write(LogLevel.Info, "not shown");
            logging.App.Write(LogLevel.Warn, "one");
            logging.App.Write(LogLevel.Warn, "two");
            logging.Status.Show("30 %");
            logging.Status.End();
            logging.Status.Show("40 %");
        }

        Assert.AreEqual("\r10 %\e[K\r20 %\e[K\r\e[KW: one\nW: two\n\r30 %\e[K\r\e[K", setup.Error);
    }

    [TestMethod]
    public void The_end_of_logging_takes_it_away()
    {
        using LogSetup setup = new();
        using (Logging logging = new(LogLevel.Warn, setup.Host))
        {
            logging.Status.Show("a");
        }

        Assert.AreEqual("\ra\e[K\r\e[K", setup.Error);
    }

    [TestMethod]
    public void A_configured_console_takes_its_place_and_a_file_does_not()
    {
        using LogSetup setup = new();
        using (Logging logging = setup.Configure($"""
            log4cplus.rootLogger = INFO, F
            log4cplus.appender.F = log4cplus::FileAppender
            log4cplus.appender.F.File = DIR/log
            log4cplus.logger.dcmtk.apps.getscu = INFO, C
            log4cplus.appender.C = log4cplus::ConsoleAppender
            """))
        {
            logging.Status.Show("a");
            logging.Net.Write(LogLevel.Info, "to the file");
            Assert.AreEqual("\ra\e[K", setup.Error);
            logging.App.Write(LogLevel.Info, "to standard output");
        }

        Assert.AreEqual("\ra\e[K\r\e[K", setup.Error);
        StringAssert.Contains(setup.Output, "to standard output");
    }

    [TestMethod]
    public void A_thread_that_hangs_in_a_write_does_not_hold_up_the_end()
    {
        using LogSetup setup = new();
        using Logging logging = new(LogLevel.Warn, setup.Host);
        logging.Status.Show("a");
        using ManualResetEventSlim isHeld = new();
        using ManualResetEventSlim isDone = new();
        Thread thread = new(() =>
        {
            setup.Host.Turn.Enter();
            isHeld.Set();
            isDone.Wait();
            setup.Host.Turn.Exit();
        });
        thread.Start();
        isHeld.Wait();
        logging.Status.End();
        Assert.AreEqual("\ra\e[K", setup.Error);
        isDone.Set();
        thread.Join();
    }
}
