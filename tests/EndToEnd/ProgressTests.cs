using System.Text;
using System.Text.RegularExpressions;

using GetScu.Tests.Scp;
using GetScu.Tests.Support;

using static GetScu.Tests.EndToEnd.LogScripts;

namespace GetScu.Tests.EndToEnd;

/// <summary>
/// Progress and summary of the native binary in a pseudo-terminal, that of script(1), and where there is none. The peer stays
/// within its C-GET until the line has been seen, or until a time has passed in which it would have been.
/// </summary>
[TestClass]
public sealed class ProgressTests
{
    private const string Erase = "\r\e[K";

    private static readonly int Size = DataOf(1).Length;

    /// <summary>Five looks: a line that comes at all has come.</summary>
    private static readonly TimeSpan Absence = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    [TestMethod]
    [DataRow("C", "[##########----------] 1 of 2 objects, BYTES, ")]
    [DataRow("C.UTF-8", "\u2588\u2588\u2588\u2588\u2588\u2588\u2588\u2588\u2588\u2588\u2591\u2591\u2591\u2591\u2591\u2591\u2591\u2591\u2591\u2591 1 of 2 objects \u00B7 BYTES \u00B7 ")]
    public void A_terminal_shows_it_by_the_counters_of_the_peer(string locale, string line)
    {
        string shown = Show("", locale, "stty cols 100", line);
        StringAssert.Matches(shown, new(Regex.Escape("\e[K" + Erase) + $@"2 objects, {2 * Size} B in [\d.]+ m?s \([\d.]+ k?B/s\)\r\n$"));
        foreach (string part in shown.Split('\r', StringSplitOptions.RemoveEmptyEntries)[..^2])
        {
            Assert.IsLessThanOrEqualTo(99, part.Replace("\e[K", "").Length, part);
        }
    }

    [TestMethod]
    public void The_width_is_that_of_the_terminal()
    {
        string shown = Show("", "C", "stty cols 24", "\r1 of 2 objects, BYTES\e[K");
        Assert.DoesNotContain("#", shown);
    }

    /// <summary>At once, so that the line is never seen beside it.</summary>
    [TestMethod]
    public void A_log_line_takes_its_place()
    {
        string shown = Show("", "C", "stty cols 100", "1 of 2 objects",
            peer => peer.Send(Pdu.Message(peer.GetContext, Command.GetRsp(77, peer.Request.Contexts[0].AbstractSyntax, 0xFF00).Build())));
        StringAssert.Contains(shown, $"\e[K{Erase}W: ");
    }

    [TestMethod]
    [DataRow("-v")]
    [DataRow("-d")]
    [DataRow("-q")]
    [DataRow("-ll info")]
    [DataRow("-ll error")]
    [DataRow("--no-progress")]
    [DataRow("--progress --no-progress")]
    [DataRow("--progress -v")]
    [DataRow("--progress -q")]
    [DataRow("", "TERM=dumb")]
    [DataRow("--progress", "TERM=dumb")]
    [DataRow("", "unset TERM")]
    [DataRow("", "exec 2>&1 | cat")]
    [DataRow("--create-report-file -")]
    public void It_is_not_shown(string options, string setting = "true")
    {
        string shown = Show(options, "C", setting, null);
        Assert.DoesNotContain("\e", shown);
        Assert.AreEqual(options.Contains("-v") || options is "-d" or "-ll info", Regex.IsMatch(shown, RunSummary.Pattern[..^1]), shown);
    }

    [TestMethod]
    [DataRow("-ll error --progress")]
    [DataRow("--no-progress --progress")]
    public void It_is_shown_where_it_is_asked_for(string options) => Show(options, "C", "true", "1 of 2 objects");

    [TestMethod]
    public void Without_a_terminal_it_is_shown_where_it_is_asked_for()
    {
        ToolOptions options = new() { Environment = new Dictionary<string, string?> { ["TERM"] = "xterm" } };
        using ManualResetEventSlim isSeen = new();
        using ScriptedScp peer = ScriptedScp.Start(TwoObjects(isSeen, null));
        using RunningTool tool = NativeBinary.Start(options, ["--progress", "--ignore", .. Exchange.Query, "127.0.0.1", $"{peer.Port}"]);
        tool.WaitForError("1 of 2 objects");
        isSeen.Set();
        tool.Wait().ExpectStatus(0);
        peer.Finish();
    }

    /// <summary>Each association on a thread of its own; one line, one summary.</summary>
    [TestMethod]
    public void Several_associations_count_as_one()
    {
        using GetScp scp = GetScp.Start(Archive.Generate(8, series: 4), new ScpOptions(""));
        using Fetch fetch = Fetch.Native(
            scp.Port, "-v", "--associations", "4", "-S", "-k", "QueryRetrieveLevel=STUDY", "-k", $"StudyInstanceUID={Uids.TestRoot}.9");
        fetch.Result.ExpectStatus(0);
        StringAssert.Matches(fetch.Log[^1], new("^I: 8 objects, " + @"[\d.]+ k?B in "));
        Assert.AreEqual(1, fetch.Log.Count(RunSummary.Is));
    }

    [TestMethod]
    public void What_is_missing_is_counted()
    {
        ScpPolicy lossy = new() { Retrieve = new RetrievePolicy { Loss = new Loss(1) } };
        using GetScp scp = GetScp.Start(Archive.Generate(3), new ScpOptions("") { Policy = new ScpPolicy(), Then = [lossy] });
        using Fetch fetch = Fetch.Native(
            scp.Port, "-v", "+xa", "-S", "-k", "QueryRetrieveLevel=STUDY", "-k", $"StudyInstanceUID={Uids.TestRoot}.9");
        StringAssert.Matches(fetch.Log[^1], new(@"^I: 1 object, .*\), 2 missing$"));
    }

    [TestMethod]
    public void Nothing_is_said_where_nothing_came()
    {
        string[] log = LogComparison.Run(NativeBinary.Path, Ending(), ["-v", .. Exchange.Query]);
        Assert.AreEqual("I: Releasing Association", log[^1]);
    }

    /// <summary>Runs in a terminal, and returns all that it shows.</summary>
    /// <param name="setting">A command of the shell before it.</param>
    /// <param name="awaited">What is shown before the second object is sent; null: nothing of progress.</param>
    private static string Show(string options, string locale, string setting, string? awaited, Action<Conversation>? between = null)
    {
        using ManualResetEventSlim isSeen = new();
        using ScriptedScp peer = ScriptedScp.Start(TwoObjects(isSeen, between));
        ToolOptions environment = new()
        {
            Environment = new Dictionary<string, string?> { ["TERM"] = "xterm", ["LC_ALL"] = locale, ["SHELL"] = "/bin/sh" },
        };
        string pipe = setting.StartsWith("exec", StringComparison.Ordinal) ? setting[4..] : "";
        string before = pipe.Length > 0 ? "true" : setting;
        string command = $"{before}; '{NativeBinary.Path}' --ignore {options} {string.Join(' ', Exchange.Query)} 127.0.0.1 {peer.Port} {pipe}";
        using RunningTool tool = RunningTool.Start(
            Tool.Find("script", "bsdutils"), environment, "--quiet", "--return", "--command", command, "/dev/null");
        if (awaited is not null)
        {
            Assert.IsTrue(
                tool.Output.WaitFor(awaited.Replace("BYTES", $"{Size} B"), Deadline),
                $"never shown: {awaited}\n{Encoding.UTF8.GetString(tool.Output.Bytes)}");
        }
        else
        {
            Assert.IsFalse(tool.Output.WaitFor("1 of 2 objects", Absence));
        }

        isSeen.Set();
        ToolResult result = tool.Wait().ExpectStatus(0);
        peer.Finish();
        return result.OutputText;
    }

    private static Action<Conversation> TwoObjects(ManualResetEventSlim isSeen, Action<Conversation>? between) => peer =>
    {
        Accept(peer);
        peer.ExpectGet();
        Send(peer, 1);
        Assert.IsTrue(isSeen.Wait(Deadline));
        between?.Invoke(peer);
        Send(peer, 2);
        peer.SendGetResponse(0, completed: 2, failed: 0, warning: 0);
        peer.ExpectRelease();
    };

    private static void Send(Conversation peer, int number)
    {
        peer.SendStore(Uids.CtImage, $"{Uids.TestRoot}.{number}", DataOf(number), number);
        peer.ExpectStoreResponse(0);
        peer.SendGetResponse(0xFF00, 2 - number, number, 0, 0);
    }

    private static byte[] DataOf(int number) =>
        new DataSetBuilder().Add(0x00080016, "UI", Uids.CtImage).Add(0x00080018, "UI", $"{Uids.TestRoot}.{number}").Build();
}
