using GetScu.Tests.Scp;

namespace GetScu.Tests.Support;

/// <summary>C-GET of getscp by each policy: what is sent, counted and reported.</summary>
[TestClass]
public sealed class ScpRetrieveTests
{
    /// <summary>Three CT images: in explicit little endian, implicit little endian and explicit big endian.</summary>
    private const string Series = MixedStudy.Study + ".1";

    private static readonly (uint, string, string) TheStudy = (QueryAttribute.StudyInstance, "UI", MixedStudy.Study);
    private static readonly (uint, string, string) TheSeries = (QueryAttribute.SeriesInstance, "UI", Series);

    /// <param name="Name">Says what it shows.</param>
    /// <param name="Policy">Of the server.</param>
    /// <param name="Syntaxes">Ends of the UIDs of transfer syntaxes, each proposed in a context of its own.</param>
    /// <param name="Sent">Instance numbers of the objects sent.</param>
    /// <param name="Responses">
    /// All of them: status, completed, failed, warning, remaining, failed instances and where they are told.
    /// </param>
    private sealed record Row(string Name, RetrievePolicy Policy, string Syntaxes, string Sent, params string[] Responses);

    private static readonly Row[] Rows =
    [
        new("all", new(), "1 0 2", "1 2 3", "ff00 1 0 0 2", "ff00 2 0 0 1", "0000 3 0 0 -"),
        new("stored syntax only", new(), "1 2", "1 3", "ff00 1 0 0 2", "ff00 1 1 0 1", "b000 2 1 0 - data:2"),
        new("none", new(), "5", "", "ff00 0 1 0 2", "ff00 0 2 0 1", "a702 0 3 0 - data:1,2,3"),
        new("Orthanc", ScpPolicies.Orthanc.Retrieve, "1 2", "1", "ff00 1 0 0 2", "c000 1 1 0 - command:2"),
        new("ends with C002", new() { Unsendable = Unsendable.EndsGet, EndStatus = 0xC002 }, "1 2", "1",
            "ff00 1 0 0 2", "c002 1 1 0 - data:2"),
        new("the list in every response", new() { FailedList = FailedList.CommandSet, Failing = [$"{Series}.1"] }, "1 0 2", "2 3",
            "ff00 0 1 0 2 command:1", "ff00 1 1 0 1 command:1", "b000 2 1 0 - command:1"),
        new("dcm4che", ScpPolicies.Dcm4che.Retrieve, "1 2", "1", "ff00 1 0 0 2", "a702 1 2 0 - data:2,3"),
        new("dcmqrscp", ScpPolicies.Dcmqrscp.Retrieve, "0 1 2", "2",
            "ff00 0 1 0 2", "ff00 1 1 0 1", "ff00 1 2 0 0", "b000 1 2 0 - data:1,3"),
        new("Conquest", ScpPolicies.Conquest.Retrieve, "1 2", "1 3", "ff00 1 0 0 2", "ff00 1 1 0 1", "0000 2 1 0 -"),
        new("PixelMed", ScpPolicies.PixelMed.Retrieve, "1 2", "1 3", "ff00 2 0 0 2", "ff00 2 1 0 1", "b000 3 1 0 -"),
        new("no pending", new() { SendsPending = false }, "1 0 2", "1 2 3", "0000 3 0 0 -"),
        new("pending after the last", new() { TellsLast = true }, "1 0 2", "1 2 3",
            "ff00 1 0 0 2", "ff00 2 0 0 1", "ff00 3 0 0 0", "0000 3 0 0 -"),
        new("remaining not counted", new() { CountsRemaining = false }, "1 0 2", "1 2 3",
            "ff00 1 0 0 -", "ff00 2 0 0 -", "0000 3 0 0 -"),
        new("withheld", new() { Withheld = [$"{Series}.2"] }, "1 0 2", "1 3", "ff00 1 0 0 1", "0000 2 0 0 -"),
        new("failing", new() { Failing = [$"{Series}.2"] }, "1 0 2", "1 3",
            "ff00 1 0 0 2", "ff00 1 1 0 1", "b000 2 1 0 - data:2"),
        new("falsely failed", new() { FalselyFailed = [$"{Series}.2"] }, "1 0 2", "1 2 3",
            "ff00 1 0 0 2", "ff00 1 1 0 1", "b000 2 1 0 - data:2"),
        new("empty success", new() { Bare = new BareAnswer(0) }, "1 0 2", "", "0000 - - - -"),
        new("empty success with counters", new() { Bare = new BareAnswer(0), CountsNothing = true }, "1 0 2", "", "0000 0 0 0 -"),
        new("out of resources", new() { Bare = new BareAnswer(0xA701, 1) }, "1 0 2", "", "a701 - - - -"),
    ];

    [TestMethod]
    public void Every_policy()
    {
        Table.Run(Rows, row => row.Name, row =>
        {
            using GetScp server = GetScp.Start(MixedStudy.Archive, Options(row.Policy));
            using ScriptedScu scu = Associate(server, row.Syntaxes);
            GetOutcome outcome = scu.Get("SERIES", TheStudy, TheSeries);
            scu.Release();
            Assert.AreEqual(row.Sent, string.Join(' ', outcome.Instances.Select(Number)));
            Assert.AreEqual(string.Join('\n', row.Responses), string.Join('\n', outcome.Responses.Select(Describe)));
            foreach ((string instance, string syntax, byte[] data) in outcome.Objects)
            {
                MixedObject mixed = MixedStudy.Objects.Single(mixed => mixed.SopInstance == instance);
                Assert.AreEqual(mixed.TransferSyntax, syntax);
                CollectionAssert.AreEqual(mixed.DataSet(), data);
            }

            RequestRecord made = server.EndedAssociations().Single().Gets.Single();
            CollectionAssert.AreEqual(outcome.Instances, made.Sent.ToArray());
            int status = outcome.Responses[^1].Command.Us(Command.Status);
            Assert.AreEqual((outcome.Responses.Count - 1, status), (made.Pending, made.Status));
        });
    }

    [TestMethod]
    [DataRow("plain", "1,2", "0000 2 0 0 -")]
    [DataRow("plain", "1,9", "0000 1 0 0 -")]
    [DataRow("plain", "9", "0000 0 0 0 -")]
    [DataRow("orthanc", "1,9", "c000 0 0 0 -")]
    [DataRow("orthanc", "1,2", "0000 2 0 0 -")]
    [DataRow("orthanc", "9", "0000 0 0 0 -")]
    [DataRow("pynetdicom", "1,2", "c413 - - - -")]
    [DataRow("pynetdicom", "2", "0000 1 0 0 -")]
    [DataRow("pixelmed", "1,2", "c000 - - - -")]
    public void Lists_of_instances(string server, string numbers, string expected)
    {
        string list = string.Join('\\', numbers.Split(',').Select(number => $"{Series}.{number}"));
        RetrievePolicy policy = ScpPolicies.ByName[server].Retrieve;
        Assert.AreEqual(expected, Get(policy, "IMAGE", TheStudy, TheSeries, (QueryAttribute.SopInstance, "UI", list)));
    }

    [TestMethod]
    public void Requests_without_the_keys_above()
    {
        (uint, string, string) first = (QueryAttribute.SopInstance, "UI", $"{Series}.1");
        Assert.AreEqual("0000 0 0 0 -", Get(ScpPolicies.Dcmqrscp.Retrieve, "IMAGE", TheStudy, first));
        Assert.AreEqual("0000 0 0 0 -", Get(ScpPolicies.Dcmqrscp.Retrieve, "SERIES", TheSeries));
        Assert.AreEqual("b000 1 2 0 -", Get(ScpPolicies.Dcmqrscp.Retrieve, "SERIES", TheStudy, TheSeries));
        Assert.AreEqual("0000 1 0 0 -", Get(new RetrievePolicy(), "IMAGE", TheStudy, first));
        Assert.AreEqual("a900 - - - -", Get(new RetrievePolicy(), "PATIENT", first));
    }

    [TestMethod]
    public void A_bare_answer_is_given_to_the_first_requests_only()
    {
        using GetScp server = GetScp.Start(MixedStudy.Archive, Options(new RetrievePolicy { Bare = new BareAnswer(0, 2) }));
        using ScriptedScu scu = Associate(server, "1 0 2");
        Assert.AreEqual("0000 - - - -", scu.Get("SERIES", TheStudy, TheSeries).Summary);
        Assert.AreEqual("0000 - - - -", scu.Get("SERIES", TheStudy, TheSeries).Summary);
        Assert.AreEqual("0000 3 0 0 -", scu.Get("SERIES", TheStudy, TheSeries).Summary);
        scu.Release();
    }

    [TestMethod]
    public void Answers_of_the_requestor_count()
    {
        using GetScp server = GetScp.Start(MixedStudy.Archive, Options(new RetrievePolicy()));
        using ScriptedScu scu = Associate(server, "1 0 2");
        scu.StoreStatus = instance => Number(instance) switch { "1" => 0xA700, "2" => 0xB007, _ => 0 };
        GetOutcome outcome = scu.Get("SERIES", TheStudy, TheSeries);
        scu.Release();
        CollectionAssert.AreEqual(
            new[] { "ff00 0 1 0 2", "ff00 0 1 1 1", "b000 1 1 1 - data:1" }, outcome.Responses.Select(Describe).ToArray());
    }

    [TestMethod]
    public void A_cancelled_request_ends_with_what_remains()
    {
        using GetScp server = GetScp.Start(MixedStudy.Archive, Options(new RetrievePolicy()));
        using ScriptedScu scu = Associate(server, "1 0 2");
        scu.CancelAfter = 2;
        GetOutcome outcome = scu.Get("SERIES", TheStudy, TheSeries);
        scu.Release();
        Assert.AreEqual("fe00 2 0 0 1", outcome.Summary);
        Assert.AreEqual(2, outcome.Objects.Count);
    }

    [TestMethod]
    public void The_reference_gets_lists_at_every_level()
    {
        (string[] Keys, int Matched, int Sent)[] rows =
        [
            (["-P", "-k", "0008,0052=PATIENT", "-k", $"0010,0020={MixedStudy.Patient}\\NOBODY"], 45, 4),
            (["-S", "-k", "0008,0052=STUDY", "-k", $"0020,000D=1.2.3\\{MixedStudy.Study}"], 45, 4),
            (["-S", "-k", "0008,0052=SERIES", "-k", $"0020,000D={MixedStudy.Study}",
                "-k", $"0020,000E={Series}\\{MixedStudy.Study}.5"], 6, 2),
            (["-S", "-k", "0008,0052=IMAGE", "-k", $"0020,000D={MixedStudy.Study}", "-k", $"0020,000E={Series}",
                "-k", $"0008,0018={Series}.1\\{Series}.3"], 2, 1),
        ];
        using GetScp server = GetScp.Start(MixedStudy.Archive, new ScpOptions(""));
        foreach ((string[] keys, int matched, int sent) in rows)
        {
            // It proposes each class once: of four of them the object in explicit little endian comes.
            using Fetch fetch = Fetch.ByReference(server.Port, ["+B", .. keys]);
            RequestRecord made = server.EndedAssociations()[^1].Gets.Single();
            CollectionAssert.AreEqual(fetch.Names, made.Sent.Order(StringComparer.Ordinal).ToArray(), $"{made}");
            Assert.AreEqual($"{matched} {sent}", $"{made.Completed + made.Failed} {made.Completed}", $"{made}");
        }
    }

    private static string Get(RetrievePolicy policy, string level, params (uint, string, string)[] keys)
    {
        using GetScp server = GetScp.Start(MixedStudy.Archive, Options(policy));
        using ScriptedScu scu = Associate(server, "1 0 2");
        GetOutcome outcome = scu.Get(level, keys);
        scu.Release();
        return outcome.Summary;
    }

    private static ScriptedScu Associate(GetScp server, string syntaxes)
    {
        return ScriptedScu.Associate(server.Port, Array.ConvertAll(syntaxes.Split(' '), Proposed));
    }

    private static (string SopClass, string[] TransferSyntaxes) Proposed(string syntax)
    {
        return (Uids.CtImage, [syntax == "0" ? Uids.ImplicitLittle : $"{Uids.ImplicitLittle}.{syntax}"]);
    }

    private static ScpOptions Options(RetrievePolicy policy)
    {
        return new ScpOptions("") { Policy = new ScpPolicy { Retrieve = policy } };
    }

    private static string Describe(Message response)
    {
        string[] inCommand = GetOutcome.FailedInCommand(response);
        string[] inData = GetOutcome.FailedInData(response);
        return GetOutcome.Describe(response)
            + (inCommand.Length == 0 ? "" : $" command:{string.Join(',', inCommand.Select(Number))}")
            + (inData.Length == 0 ? "" : $" data:{string.Join(',', inData.Select(Number))}");
    }

    private static string Number(string instance)
    {
        return instance[(instance.LastIndexOf('.') + 1)..];
    }
}
