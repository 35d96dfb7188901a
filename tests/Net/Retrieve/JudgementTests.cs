using GetScu.Net.Dimse;
using GetScu.Net.Log;
using GetScu.Net.Pdu;
using GetScu.Net.Plan;
using GetScu.Net.Retrieve;
using GetScu.Tests.Support;
using GetScu.Tests.Support.Wire;

namespace GetScu.Tests.Net;

/// <summary>Which of several outcomes counts, and what all responses of a C-GET together say.</summary>
[TestClass]
public sealed class JudgementTests
{
    /// <summary>From bad to worse, as README lists them.</summary>
    private static readonly (int Status, Outcome Outcome)[] Order =
    [
        (0, Outcome.Complete), (68, Outcome.Incomplete), (67, Outcome.CannotRelease), (1, Outcome.KeyFileWrong), (40, Outcome.CannotWriteObject),
        (45, Outcome.OutputDirectoryUnusable), (62, Outcome.CannotSendRequest), (66, Outcome.NoGetContext),
        (61, Outcome.NoAssociation), (60, Outcome.NoNetwork), (69, Outcome.AssociationBroken), (130, Outcome.Interrupted),
        (143, Outcome.Terminated),
    ];

    private static readonly (string Name, (int Status, int? Remaining, int? Completed, int? Failed, int? Warning, int Listed)[] Responses, int Stored, string Expected)[] Rows =
    [
        ("pending failed, final silent", [(0xFF00, 0, 1, 1, 0, 0), (0, null, null, null, null, 0)], 1, "Incomplete"),
        ("pending failed, final denies it", [(0xFF00, 0, 1, 1, 0, 0), (0, 0, 2, 0, 0, 0)], 2, "Incomplete"),
        ("pending listed", [(0xFF00, null, null, null, null, 3), (0, null, null, null, null, 0)], 1, "Incomplete"),
        ("pending remaining, final silent", [(0xFF00, 1, 1, 0, 0, 0), (0, null, null, null, null, 0)], 1, "Incomplete"),
        ("pending remaining, all came", [(0xFF00, 1, 1, 0, 0, 0), (0, null, null, null, null, 0)], 2, "Complete"),
        ("pending remaining, more came", [(0xFF00, 1, 1, 0, 0, 0), (0, null, null, null, null, 0)], 3, "Complete"),
        ("pending warned and remaining", [(0xFF00, 1, 0, 0, 1, 0), (0, null, null, null, null, 0)], 1, "Incomplete"),
        ("the last pending one stands", [(0xFF00, 9, 1, 0, 0, 0), (0xFF00, 0, 2, 0, 0, 0), (0, null, null, null, null, 0)], 2, "Complete"),
        ("one without counters says nothing", [(0xFF00, 9, 1, 0, 0, 0), (0xFF01, null, null, null, null, 0), (0, null, null, null, null, 0)], 1, "Incomplete"),
        ("the final one stands where it counts", [(0xFF00, 9, 1, 0, 0, 0), (0, null, 1, 0, 0, 0)], 1, "Complete"),
        ("a failed counter alone is no count of the others", [(0xFF00, 9, 1, 0, 0, 0), (0, null, null, 0, null, 0)], 1, "Incomplete"),
        ("warned alone", [(0xB000, null, 0, 0, 1, 0)], 1, "Complete"),
        ("warned alone, failed not counted", [(0xB000, null, 0, null, 1, 0)], 1, "Incomplete"),
        ("warned, failed before", [(0xFF00, null, 0, 1, 1, 0), (0xB000, null, 0, 0, 1, 0)], 1, "Incomplete"),
        ("warned, and one not here", [(0xB000, null, 1, 0, 1, 0)], 1, "Incomplete"),
        ("a warning with nothing warned", [(0xB000, null, 1, 0, 0, 0)], 1, "Incomplete"),
        ("another warning", [(0xB007, null, 0, 0, 1, 0)], 1, "Incomplete"),
        ("failure", [(0xFF00, 0, 1, 0, 0, 0), (0xC000, null, null, null, null, 0)], 1, "FinalFailure"),
    ];

    [TestMethod]
    public void The_worst_counts()
    {
        for (int i = 0; i < Order.Length; i++)
        {
            Assert.AreEqual(Order[i].Status, Program.ExitStatus(Order[i].Outcome, asReference: false));
            for (int k = 0; k <= i; k++)
            {
                Assert.AreEqual(Order[i].Outcome, Judgement.Worst(Order[i].Outcome, Order[k].Outcome));
                Assert.AreEqual(Order[i].Outcome, Judgement.Worst(Order[k].Outcome, Order[i].Outcome));
            }
        }
    }

    [TestMethod]
    [DataRow(nameof(Outcome.Complete), 0)]
    [DataRow(nameof(Outcome.Incomplete), 0)]
    [DataRow(nameof(Outcome.CannotRelease), 0)]
    [DataRow(nameof(Outcome.CannotWriteObject), 0)]
    [DataRow(nameof(Outcome.FinalFailure), 0)]
    [DataRow(nameof(Outcome.CannotSendRequest), 1)]
    [DataRow(nameof(Outcome.NoGetContext), 1)]
    [DataRow(nameof(Outcome.NoAssociation), 1)]
    [DataRow(nameof(Outcome.AssociationBroken), 1)]
    [DataRow(nameof(Outcome.Interrupted), 130)]
    public void A_failure_reported_before_hides_nothing_from_the_reference_status(string name, int status)
    {
        Outcome outcome = Judgement.Worst(Outcome.FinalFailure, Enum.Parse<Outcome>(name));
        Assert.AreEqual(outcome >= Outcome.Interrupted ? 130 : 69, Program.ExitStatus(outcome, asReference: false));
        Assert.AreEqual(status, Program.ExitStatus(outcome, asReference: true));
        Assert.AreEqual(outcome, Judgement.Worst(Enum.Parse<Outcome>(name), Outcome.FinalFailure));
    }

    [TestMethod]
    public void All_responses_are_judged_together() => Table.Run(Rows, row => row.Name, row =>
    {
        ReportedCounts reported = new();
        reported.Add(Parsed(0xFF00, 5, 5, 5, 5), 5, isFinal: false);
        reported.Clear();
        foreach ((int status, int? remaining, int? completed, int? failed, int? warning, int listed) in row.Responses)
        {
            reported.Add(Parsed(status, remaining, completed, failed, warning), listed, isFinal: status < 0xFF00);
        }

        ObjectCounts seen = new() { Received = row.Stored, Stored = row.Stored };
        Outcome outcome = Judgement.Of(new Logging(LogLevel.Off).App, (ushort)row.Responses[^1].Status, reported, seen, isCancelled: false);
        Assert.AreEqual(row.Expected, outcome.ToString());
    });

    [TestMethod]
    public void What_this_side_has_cancelled_is_incomplete()
    {
        ReportedCounts reported = new();
        Logger log = new Logging(LogLevel.Off).App;
        Assert.AreEqual(Outcome.Incomplete, Judgement.Of(log, DimseStatus.Cancelled, reported, new ObjectCounts(), isCancelled: true));
        Assert.AreEqual(Outcome.FinalFailure, Judgement.Of(log, DimseStatus.Cancelled, reported, new ObjectCounts(), isCancelled: false));
        Assert.AreEqual(Outcome.FinalFailure, Judgement.Of(log, DimseStatus.OutOfResources, reported, new ObjectCounts(), isCancelled: true));
    }

    private static ReceivedCommand Parsed(int status, int? remaining, int? completed, int? failed, int? warning)
    {
        ReceivedCommand response = new();
        response.Append(Command.GetRsp(1, Uids.PatientRootGet, status, remaining, completed, failed, warning).Build());
        response.Parse();
        return response;
    }

    private static readonly (int Status, int? Remaining, int? Completed, int? Failed, int? Warning, int Received, int Stored, int Listed, string Expected)[] Finals =
    [
        (0x0000, null, null, null, null, 0, 0, 0, "Complete"),
        (0x0000, null, null, null, null, 2, 2, 0, "Complete"),
        (0x0000, 0, 2, 0, 0, 2, 2, 0, "Complete"),
        (0x0000, 0, 1, 0, 1, 2, 2, 0, "Complete"),
        (0x0000, null, 2, 1, 0, 2, 2, 0, "Incomplete"),
        (0x0000, 1, 2, 0, 0, 2, 2, 0, "Incomplete"),
        (0x0000, 0, 3, 0, 0, 2, 2, 0, "Incomplete"),
        (0x0000, 0, 2, 0, 1, 2, 2, 0, "Incomplete"),
        (0x0000, null, null, null, null, 2, 1, 0, "Incomplete"),
        (0x0000, 0, 2, 0, 0, 2, 2, 1, "Incomplete"),
        (0xB000, null, 1, 1, 0, 1, 1, 0, "Incomplete"),
        (0xB000, null, null, null, null, 0, 0, 0, "Incomplete"),
        (0x0001, null, 1, 0, 0, 1, 1, 0, "Incomplete"),
        (0xA701, null, null, null, null, 0, 0, 0, "FinalFailure"),
        (0xA702, 2, 0, 0, 0, 0, 0, 0, "FinalFailure"),
        (0xA900, null, null, null, null, 0, 0, 0, "FinalFailure"),
        (0xC001, null, null, null, null, 0, 0, 0, "FinalFailure"),
        (0x0122, null, null, null, null, 0, 0, 0, "FinalFailure"),
        (0xFE00, 1, 1, 0, 0, 1, 1, 0, "FinalFailure"),
    ];

    [TestMethod]
    public void The_final_response_is_judged_by_what_came() => Table.Run(Finals, row => row.ToString(), row =>
    {
        Command bytes = Command.GetRsp(1, Uids.PatientRootGet, row.Status, row.Remaining, row.Completed, row.Failed, row.Warning);
        ReceivedCommand response = new();
        response.Append(bytes.Build());
        response.Parse();
        ObjectCounts done = new() { Received = row.Received, Stored = row.Stored };
        ReportedCounts reported = new();
        reported.Add(response, row.Listed, isFinal: true);
        Outcome outcome = Judgement.Of(new Logging(LogLevel.Off).App, (ushort)row.Status, reported, done, isCancelled: false);
        Assert.AreEqual(row.Expected, outcome.ToString());
    });
}
