using System.Text;

using GetScu.Net.Association;
using GetScu.Net.Pdu;
using GetScu.Net.Plan;
using GetScu.Net.Retrieve;
using GetScu.Tests.Support;

namespace GetScu.Tests.Net;

/// <summary>Plays a whole run: does what the plan says against an archive, and writes down what was said.</summary>
internal sealed class PlanRun
{
    private readonly PlayedArchive _archive;
    private readonly IReadOnlyList<PlanQuery> _queries;
    private readonly MemoryStream _lines = new();
    private readonly ReportWriter _report;
    private bool _isPlanReported;

    public PlanRun(PlayedArchive archive, PlanSettings? settings = null, params PlanQuery[] queries)
    {
        _archive = archive;
        _queries = queries.Length > 0 ? queries : [new PlanQuery { StudyUids = PlayedArchive.Value("1.2.3"), PatientId = "PAT"u8.ToArray() }];
        Settings = settings ?? All;
        _report = new ReportWriter(Take, static () => DateTime.UnixEpoch.Ticks);
        Plan = new RetrievalPlan(Settings with { Exists = Settings.Exists is null ? null : Existing }, _queries);
    }

    /// <summary>What `+xa` stands for.</summary>
    public static PlanSettings All { get; } = new()
    {
        AcceptsAll = true,
        QueryTransferSyntaxes = [PlanUids.Elittle, PlanUids.Ebig, PlanUids.Ilittle],
        StorageTransferSyntaxes = [PlanUids.Elittle, PlanUids.Ebig, PlanUids.Ilittle],
    };

    public PlanSettings Settings { get; }

    public RetrievalPlan Plan { get; }

    /// <summary>Objects that were stored, in the order they came.</summary>
    public List<string> Stored { get; } = [];

    /// <summary>For each association: its purpose, how many contexts it proposes, and its requests.</summary>
    public List<string> Said { get; } = [];

    public List<PresentationContext[]> Contexts { get; } = [];

    public List<PlannedRequest> Requests { get; } = [];

    /// <summary>Seconds that were waited before each step.</summary>
    public List<int> Waits { get; } = [];

    /// <summary>What becomes of an object that is sent.</summary>
    public Func<PlannedObject, ObjectOutcome> Store { get; set; } = _ => ObjectOutcome.Stored;

    /// <summary>Null: accepted; else whether the failure may pass. By number of the association.</summary>
    public Func<int, bool?> Refuse { get; set; } = _ => null;

    /// <summary>Called before each request.</summary>
    public Action<PlanRun, PlannedRequest> Before { get; set; } = (_, _) => { };

    /// <summary>Called after each request, with the number of the association and of the objects that came.</summary>
    public Action<int, PlannedRequest, int> Answered { get; set; } = (_, _, _) => { };

    /// <summary>Called before the final response to each C-FIND.</summary>
    public Action<PlannedAssociation, PlannedRequest> Listed { get; set; } = (_, _) => { };

    /// <summary>Called before the final response to each C-GET, which it may change.</summary>
    public Func<PlannedAssociation, RequestEnd, RequestEnd> Ending { get; set; } = (_, end) => end;

    /// <summary>The connection is lost before a request is answered.</summary>
    public Func<PlannedRequest, bool> LoseBefore { get; set; } = _ => false;

    public int Gets => Requests.Count(request => request.Kind != RequestKind.Find);

    /// <summary>Missing instances by reason: "reason count", sorted.</summary>
    public string Missing => string.Join(", ", MissingUids().GroupBy(pair => pair.Reason)
        .Select(group => $"{group.Key} {group.Count()}").Order(StringComparer.Ordinal));

    /// <summary>Plays it to its end, and checks the report that would be written of it.</summary>
    public PlanRun Play()
    {
        _report.Start("peer:104", "GETSCU", "ARCHIVE", _queries.Count);
        while (Plan.Next() is { } step)
        {
            ReportPlan();
            Waits.Add(step.WaitSeconds);
            Assert.IsLessThan(400, Contexts.Count, "associations without end");
            List<PlannedAssociation> open = [.. step.Associations.Where(Open)];
            Dictionary<int, int> sent = [];
            // One request of each in turn, as if they ran side by side.
            while (open.Count > 0)
            {
                open.RemoveAll(association => !Step(association, sent));
            }
        }

        ReportPlan();
        int cursor = 0;
        while (Plan.NextMissing(ref cursor, out MissingInstance missing))
        {
            _report.Missing(missing);
        }

        _report.Totals = Plan.Totals();
        _report.End(Plan.Outcome, 0, 0);
        ReportSchema.CheckAll(_lines.ToArray());
        return this;
    }

    public List<(string Uid, string Series, string SopClass, string Reason)> MissingUids()
    {
        List<(string, string, string, string)> missing = [];
        int cursor = 0;
        while (Plan.NextMissing(ref cursor, out MissingInstance one))
        {
            missing.Add((Text(one.Uid), Text(one.SeriesUid), Text(one.SopClass), MissingReasons.Name(one.Reason)));
        }

        return missing;
    }

    /// <summary>"find-image*3" for the same three times.</summary>
    public static string Unfold(string said) => string.Join(' ', said.Split(' ').SelectMany(word => word.Split('*') is [string one, string times]
        ? Enumerable.Repeat(one, int.Parse(times)) : [word]));

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.ASCII.GetString(bytes);

    private bool Open(PlannedAssociation association)
    {
        Contexts.Add(association.Contexts);
        Said.Add($"{association.Purpose} {association.Contexts.Length}:");
        if (Refuse(association.Number) is { } mayPass)
        {
            association.Failed(mayPass);
            Said[^1] += " refused";
            _report.Association(
                association.Number, association.Purpose, AssociationResult.Rejected, association.Contexts.Length, 0, "Rejected Transient");
            return false;
        }

        _archive.Answer(association.Contexts);
        association.Accepted();
        _report.Association(association.Number, association.Purpose, AssociationResult.Accepted, association.Contexts.Length,
            association.Contexts.Count(context => context.IsAccepted), null);
        Assert.AreEqual(Said.Count, association.Number);
        return true;
    }

    private bool Step(PlannedAssociation association, Dictionary<int, int> sent)
    {
        if (association.Next() is not { } request)
        {
            return false;
        }

        Requests.Add(request);
        Before(this, request);
        if (LoseBefore(request))
        {
            return Lose(association);
        }

        Said[association.Number - 1] += request.Kind switch
        {
            RequestKind.Find => $" find-{request.Level}".ToLowerInvariant(),
            RequestKind.Query => $" query{request.Query}",
            RequestKind.Series => " series",
            _ => $" {Text(request.InstanceUids.Span).Split('\\').Length}",
        };
        if (request.Kind == RequestKind.Find)
        {
            ushort status = _archive.Find(request, association);
            Listed(association, request);
            association.Final(new RequestEnd(status));
            return true;
        }

        sent.TryAdd(association.Number, 0);
        bool IsLost() => sent[association.Number]++ == _archive.LostAfter(association.Number);
        int before = Stored.Count;
        RequestEnd? end = _archive.Get(request, _queries[request.Query - 1], association, Keep, IsLost);
        _archive.Sent.ForEach(sent => _report.Object(new ReportedObject
        {
            Query = request.Query,
            Association = association.Number,
            Uid = Encoding.ASCII.GetBytes(sent.Item.Uid),
            SopClass = Encoding.ASCII.GetBytes(sent.Item.SopClass),
            TransferSyntax = sent.Syntax,
            Outcome = sent.Outcome,
            DimseStatus = sent.Outcome == ObjectOutcome.Refused ? (ushort)0xA700 : (ushort)0,
            Bytes = 1,
            File = sent.Outcome == ObjectOutcome.Ignored ? null : sent.Item.Uid,
            Milliseconds = 1,
        }));
        if (end is null)
        {
            return Lose(association);
        }

        RequestEnd final = Ending(association, end.Value);
        _report.Response(request.Query, association.Number, final, Encoding.ASCII.GetBytes(string.Join('\\', _archive.Failed)));
        association.Final(final);
        Answered(association.Number, request, Stored.Count - before);
        return true;
    }

    private void ReportPlan()
    {
        for (int i = 1; i <= _queries.Count && Plan.IsSearched && !_isPlanReported; i++)
        {
            _report.Plan(Plan.Summary(i));
        }

        _isPlanReported |= Plan.IsSearched;
    }

    private bool Existing(int query, ReadOnlySpan<byte> uid, ReadOnlySpan<byte> sopClass)
    {
        bool exists = Settings.Exists!(query, uid, sopClass);
        if (exists)
        {
            _report.Existing(query, uid, "file");
        }

        return exists;
    }

    private string? Take(ReadOnlySpan<byte> line)
    {
        _lines.Write(line);
        return null;
    }

    private bool Lose(PlannedAssociation association)
    {
        association.Lost();
        Said[association.Number - 1] += " lost";
        return false;
    }

    private ObjectOutcome Keep(PlannedObject item)
    {
        ObjectOutcome outcome = Store(item);
        if (outcome is ObjectOutcome.Stored or ObjectOutcome.Ignored)
        {
            Stored.Add(item.Uid);
        }

        return outcome;
    }
}
