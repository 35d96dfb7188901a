using GetScu.Net.Log;

namespace GetScu.Tests.Net.Log;

/// <summary>The lines of a dump, which is one event.</summary>
[TestClass]
public sealed class DumpWriterTests
{
    [TestMethod]
    public void A_dump_is_one_event_of_printable_lines()
    {
        using LogSetup setup = new();
        using Logging logging = setup.Configure(LogSetup.OneAppender("ConsoleAppender"));
        DumpWriter dump = new(logging.Net, LogLevel.Debug);
        dump.Line("Title: \n\u202e");
        dump.Line("Value: ", "1.2\nF: forged");
        dump.Line("Number: ", 7);
        dump.Lines(["a\nb", ""]);
        Assert.AreEqual("", setup.Output, "before the end");
        dump.Write();
        Assert.AreEqual("DEBUG - Title: \\x0a\\u202e\nValue: 1.2\\x0aF: forged\nNumber: 7\na\\x0ab\n\n", setup.Output);
        dump = new(logging.Net, LogLevel.Debug);
        dump.Write();
        Assert.EndsWith("a\\x0ab\n\n", setup.Output, "nothing collected, no event");
    }

    [TestMethod]
    public void A_dump_cuts_values_and_collects_nothing_below_its_level()
    {
        using LogSetup setup = new();
        using Logging logging = new(LogLevel.Info, setup.Host);
        DumpWriter dump = new(logging.Net, LogLevel.Debug);
        Assert.IsFalse(dump.IsEnabled);
        dump.Line("never");
        dump.Write();
        dump = new(logging.Net, LogLevel.Info);
        Assert.IsTrue(dump.IsEnabled);
        dump.Line("Value: ", new string('x', 257));
        dump.Line(new string('y', 257));
        dump.Write();
        Assert.AreEqual($"I: Value: {new string('x', 256)}...\nI: {new string('y', 257)}\n", setup.Error);
    }
}
