using GetScu.Tests.Scp;

namespace GetScu.Tests.Support;

/// <summary>The command line of getscp.</summary>
[TestClass]
public sealed class ScpArgumentsTests
{
    /// <summary>An option with its value, and how what it has changed is shown.</summary>
    private static readonly (string Words, Func<ScpOptions, object?> Shown, string Expected)[] Rows =
    [
        ("--address ::1", options => options.Address, "::1"),
        ("--max-pdu 8192", options => options.MaximumLength, "8192"),
        ("--send-pdu 4096", options => options.SendLength, "4096"),
        ("--once", options => options.IsOnce, "True"),
        ("--title PACS", options => options.Title, "PACS"),
        ("--delay 2.5", options => options.Delay.TotalMilliseconds, "2.5"),
        ("--at-once 3", options => options.AtOnce, "3"),
        ("--in-all 4", options => options.InAll, "4"),
        ("--reject-first 5", options => options.RejectedFirst, "5"),
        ("--identity alice:secret", options => options.Identity, "alice:secret"),
        ("--rejection 1,2,3", options => options.Rejection, "Rejection { Result = 1, Source = 2, Reason = 3 }"),
        ("--returns-after 0.5", options => options.ReturnsAfter, "00:00:00.5000000"),
        ("--like orthanc", options => options.Policy.Retrieve.Unsendable, "EndsGet"),
        ("--no-find", options => options.Policy.Negotiation.HasFind, "False"),
        ("--classes 1.2,1.3", options => string.Join(' ', options.Policy.Negotiation.Classes!), "1.2 1.3"),
        ("--syntaxes 1.4", options => string.Join(' ', options.Policy.Negotiation.Syntaxes!), "1.4"),
        ("--choice own-order", options => options.Policy.Negotiation.Choice, "OwnOrder"),
        ("--contexts 64", options => options.Policy.Negotiation.ContextLimit, "64"),
        ("--roles for-each-context", options => options.Policy.Negotiation.Roles, "ForEachContext"),
        ("--window 0", options => options.Policy.Negotiation.Window, "0"),
        ("--find-gives study-classes,counts", options => options.Policy.Find.Gives, "StudyClasses, Counts"),
        ("--find-omits", options => options.Policy.Find.OmitsOthers, "True"),
        ("--find-upper-keys A900", options => options.Policy.Find.MissingUpperKey, $"{0xA900}"),
        ("--find-warns", options => options.Policy.Find.Warns, "True"),
        ("--find-syntaxes 1.2,1.3", options => options.Policy.Find.ClaimedSyntaxes, "1.2\\1.3"),
        ("--find-twice 1.2", options => options.Policy.Find.ListedTwice.Single(), "1.2"),
        ("--find-without 1.2", options => options.Policy.Find.LeftOut.Single(), "1.2"),
        ("--find-stranger 1.2=1.3,1.4=1.5", options => options.Policy.Find.Strangers["1.4"], "1.5"),
        ("--find-endless", options => options.Policy.Find.IsEndless, "True"),
        ("--find-answer C000", options => options.Policy.Find.Bare,
            $"BareAnswer {{ Status = {0xC000}, Count = {int.MaxValue} }}"),
        ("--context first-of-class", options => options.Policy.Retrieve.Context, "FirstOfClass"),
        ("--unsendable fails-rest", options => options.Policy.Retrieve.Unsendable, "FailsRest"),
        ("--end-status C002", options => options.Policy.Retrieve.EndStatus, $"{0xC002}"),
        ("--failed-list command-set", options => options.Policy.Retrieve.FailedList, "CommandSet"),
        ("--always-succeeds", options => options.Policy.Retrieve.AlwaysSucceeds, "True"),
        ("--no-pending", options => options.Policy.Retrieve.SendsPending, "False"),
        ("--pending-last", options => options.Policy.Retrieve.TellsLast, "True"),
        ("--no-remaining", options => options.Policy.Retrieve.CountsRemaining, "False"),
        ("--count-nothing", options => options.Policy.Retrieve.CountsNothing, "True"),
        ("--completed-error 2", options => options.Policy.Retrieve.CompletedError, "2"),
        ("--refuse-lists C413", options => options.Policy.Retrieve.ListRefusal, $"{0xC413}"),
        ("--refuse-unknown C000", options => options.Policy.Retrieve.UnknownRefusal, $"{0xC000}"),
        ("--upper-keys 0000", options => options.Policy.Retrieve.MissingUpperKey, "0"),
        ("--withhold 1.2", options => options.Policy.Retrieve.Withheld.Single(), "1.2"),
        ("--fail 1.2", options => options.Policy.Retrieve.Failing.Single(), "1.2"),
        ("--fail-falsely 1.2", options => options.Policy.Retrieve.FalselyFailed.Single(), "1.2"),
        ("--pipeline 8", options => options.Policy.Retrieve.Pipeline, "8"),
        ("--lose 3,reset,within", options => options.Policy.Retrieve.Loss, "Loss { Objects = 3, Kind = Reset, IsWithin = True }"),
        ("--answer 0000,2", options => options.Policy.Retrieve.Bare, "BareAnswer { Status = 0, Count = 2 }"),
    ];

    [TestMethod]
    public void Every_option_changes_its_own_field()
    {
        foreach ((string words, Func<ScpOptions, object?> shown, string expected) in Rows)
        {
            Assert.AreNotEqual(expected, $"{shown(WithLists(new ScpOptions("")))}", words);
            ScpOptions options = Parse([.. words.Split(' '), "104", "folder"]);
            Assert.AreEqual(expected, FormattableString.Invariant($"{shown(options)}"), words);
            Assert.AreEqual("104 folder 0", $"{options.Port} {options.Folder} {options.Then.Count}");
        }

        string[] all =
            [.. ServerOptions.All.Select(option => option.Name), .. PolicyOptions.All.Select(option => option.Name)];
        CollectionAssert.AreEqual(all, Array.ConvertAll(Rows, row => row.Words.Split(' ')[0]));
    }

    [TestMethod]
    public void Then_goes_on_from_what_was_said()
    {
        ScpOptions options = Parse("--like", "dcm4che", "--then", "--no-find", "--then", "--contexts", "64", "1", "f");
        Assert.AreEqual(ScpPolicies.Dcm4che, options.Policy);
        Assert.AreEqual("True False False", $"{options.Policy.Negotiation.HasFind} {options.Then[0].Negotiation.HasFind} " +
            $"{options.Then[1].Negotiation.HasFind}");
        Assert.AreEqual("128 64 64 FailsRest", $"{options.PolicyOf(2).Negotiation.ContextLimit} " +
            $"{options.PolicyOf(3).Negotiation.ContextLimit} {options.PolicyOf(9).Negotiation.ContextLimit} " +
            $"{options.PolicyOf(9).Retrieve.Unsendable}");
    }

    [TestMethod]
    public void An_archive_is_generated()
    {
        Archive archive = ScpArguments.Parse(["0", "--generate", "10,4,8"]).OpenArchive();
        CollectionAssert.AreEqual(
            new[] { 3, 3, 3, 1 }, archive.Objects.GroupBy(stored => stored.Series).Select(series => series.Count()).ToArray());
        Assert.AreEqual(5, ScpArguments.Parse(["0", "--generate", "5"]).OpenArchive().Objects.Count);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("104")]
    [DataRow("104 folder more")]
    [DataRow("104 folder --generate 5")]
    [DataRow("65536 folder")]
    [DataRow("-1 folder")]
    [DataRow("104 folder --unknown")]
    [DataRow("104 folder --delay")]
    [DataRow("104 folder --max-pdu x")]
    [DataRow("104 folder --rejection 1,2")]
    [DataRow("104 folder --like nobody")]
    [DataRow("104 folder --choice 1")]
    [DataRow("104 folder --find-gives colours")]
    [DataRow("104 folder --find-stranger 1.2")]
    [DataRow("104 folder --lose 1,silently")]
    [DataRow("104 folder --answer 12345")]
    [DataRow("104 --generate 5,0")]
    public void What_is_wrong(string words)
    {
        Assert.ThrowsExactly<FormatException>(() => Parse(words.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
    }

    [TestMethod]
    public void The_program_tells_what_happens()
    {
        using TempFolder folder = new();
        MixedStudy.WriteTo(folder.Path);
        using RunningTool server = RunningTool.Start(
            Tool.Find("dotnet", "dotnet-sdk-10.0"), ToolOptions.Default,
            Path.Combine(AppContext.BaseDirectory, "getscp.dll"), "--like", "orthanc", "--once", "0", folder.Path);
        Assert.IsTrue(server.Output.WaitFor("\n", TimeSpan.FromSeconds(60)), "no port");
        string line = System.Text.Encoding.ASCII.GetString(server.Output.Bytes).Trim();
        using (Fetch fetch = Fetch.ByReference(
            int.Parse(line["listening on ".Length..]), "+B", "-k", "0008,0052=STUDY", "-k", $"0020,000D={MixedStudy.Study}"))
        {
            Assert.AreEqual(1, fetch.Names.Length);
        }

        ToolResult result = server.Wait().ExpectStatus(0);
        result.ExpectErrorLine("45 objects").ExpectErrorLine("association 1: released");
        Assert.IsTrue(Array.Exists(result.ErrorLines, text => text.EndsWith(
            ": 1 sent, 1 at once: 1 completed, 1 failed, 0 with warning, status c000", StringComparison.Ordinal)), $"{result}");
    }

    [TestMethod]
    public void A_bad_command_line_is_told_with_the_usage()
    {
        ToolResult result = Tool.Run(
            Tool.Find("dotnet", "dotnet-sdk-10.0"), ToolOptions.Default,
            Path.Combine(AppContext.BaseDirectory, "getscp.dll"), "--what");
        result.ExpectStatus(1).ExpectErrorLine("error: --what");
        foreach ((string words, _, _) in Rows)
        {
            string start = $"  {words.Split(' ')[0]} ";
            Assert.IsTrue(Array.Exists(result.ErrorLines, line => line.StartsWith(start, StringComparison.Ordinal)), words);
        }
    }

    private static ScpOptions Parse(params string[] words)
    {
        return ScpArguments.Parse(words).Options;
    }

    /// <summary>The options without a change, where lists that are null or empty have a member to show.</summary>
    private static ScpOptions WithLists(ScpOptions options)
    {
        return options with
        {
            Policy = new ScpPolicy
            {
                Negotiation = new NegotiationPolicy { Classes = ["-"], Syntaxes = ["-"] },
                Find = new FindPolicy
                {
                    ListedTwice = ["-"],
                    LeftOut = ["-"],
                    Strangers = new Dictionary<string, string> { ["1.4"] = "-" },
                },
                Retrieve = new RetrievePolicy { Withheld = ["-"], Failing = ["-"], FalselyFailed = ["-"] },
            },
        };
    }
}
