using GetScu.Dicom;
using GetScu.Net.Association;
using GetScu.Net.Dimse;
using GetScu.Net.Pdu;
using GetScu.Net.Plan;

namespace GetScu.Tests.Net;

/// <summary>An archive as a plan sees it: it answers contexts and requests by its policy, without a socket.</summary>
internal sealed class PlayedArchive(ArchivePolicy policy, IReadOnlyList<PlannedObject> objects)
{
    private const ushort Busy = 0xA702;
    private const ushort Refused = 0xC000;

    public ArchivePolicy Policy { get; set; } = policy;

    public List<PlannedObject> Objects { get; } = [.. objects];

    /// <summary>What C-FIND lists besides.</summary>
    public List<PlannedObject> Phantoms { get; } = [];

    /// <summary>C-FIND lists everything at a level.</summary>
    public bool IgnoresKeys { get; init; }

    /// <summary>What C-FIND does not list.</summary>
    public HashSet<string> Unlisted { get; } = [];

    /// <summary>What is reported failed, and sent all the same.</summary>
    public HashSet<string> Lies { get; } = [];

    /// <summary>The final status of the next retrievals, with nothing sent; removed as they are used.</summary>
    public Queue<ushort> Nothing { get; } = [];

    /// <summary>Sends so many objects in an association, then is gone; negative: never. By number of the association.</summary>
    public Func<int, int> LostAfter { get; set; } = _ => -1;

    /// <summary>The objects of the last retrieval, and what became of them.</summary>
    public List<(PlannedObject Item, string Syntax, ObjectOutcome Outcome)> Sent { get; } = [];

    /// <summary>What the last retrieval reports as failed.</summary>
    public List<string> Failed { get; } = [];

    public void Answer(PresentationContext[] contexts)
    {
        Assert.IsLessThanOrEqualTo(128, contexts.Length);
        for (int i = 0; i < contexts.Length; i++)
        {
            PresentationContext context = contexts[i];
            Assert.AreEqual(2 * i + 1, context.Id);
            bool isKnown = context.AbstractSyntax switch
            {
                PlanUids.Verification => true,
                _ when context.AbstractSyntax == Negotiation.SopClassOf(QueryModel.PatientRoot) => Policy.TakesGet,
                "1.2.840.10008.5.1.4.1.2.3.3" => Policy.TakesGet,
                PlanUids.Find or "1.2.840.10008.5.1.4.1.2.3.1" => Policy.TakesFind,
                _ => Policy.TakesClass(context.AbstractSyntax),
            };
            string? taken = context.TransferSyntaxes.FirstOrDefault(Policy.TakesSyntax);
            context.Result = !isKnown ? ContextResult.AbstractSyntaxNotSupported
                : taken is null || i >= Policy.MostContexts ? ContextResult.TransferSyntaxesNotSupported
                : ContextResult.Acceptance;
            context.AcceptedTransferSyntax = context.IsAccepted ? taken! : "";
        }
    }

    /// <summary>Responses to a C-FIND, and its final status.</summary>
    public ushort Find(PlannedRequest request, PlannedAssociation association)
    {
        string[] levels = ["PATIENT", "STUDY", "SERIES", "IMAGE"];
        if ((int)request.Level > Array.IndexOf(levels, Policy.LowestLevel))
        {
            return 0xA900;
        }

        PlannedObject[] found = [.. Objects.Concat(Phantoms).Where(item => !Unlisted.Contains(item.Uid)
            && (IgnoresKeys || (IsAmong(item.Study, request.StudyUids) && IsAmong(item.Series, request.SeriesUids)
                && IsAmong(item.Uid, request.InstanceUids))))];
        IEnumerable<IGrouping<string, PlannedObject>> matches = request.Level switch
        {
            QueryLevel.Study => found.GroupBy(item => item.Study),
            QueryLevel.Series => found.GroupBy(item => item.Series),
            _ => found.GroupBy(_ => "").SelectMany(group => group.Chunk(1)).Select(one => one.GroupBy(item => item.Uid).Single()),
        };
        foreach (IGrouping<string, PlannedObject> match in matches)
        {
            bool tells = request.Level switch
            {
                QueryLevel.Study => Policy.TellsClassesOfStudy,
                QueryLevel.Series => Policy.TellsClassesOfSeries,
                _ => Policy.TellsClass,
            };
            bool tellsSyntaxes = request.Level == QueryLevel.Series && Policy.TellsSyntaxesOfSeries;
            association.Match(new FindMatch
            {
                PatientId = "PAT"u8,
                StudyUid = Value(match.First().Study),
                SeriesUid = request.Level >= QueryLevel.Series ? Value(match.First().Series) : default,
                InstanceUid = request.Level == QueryLevel.Image ? Value(match.First().Uid) : default,
                SopClasses = tells ? Value([.. match.Select(item => item.SopClass).Distinct()]) : default,
                TransferSyntaxes = tellsSyntaxes ? Value([.. match.Select(item => item.Syntax).Distinct()]) : default,
            });
        }

        return DimseStatus.Success;
    }

    /// <summary>Sends what a C-GET asks for.</summary>
    /// <param name="query">The user's own keys.</param>
    /// <returns>Null: the connection is lost.</returns>
    public RequestEnd? Get(PlannedRequest request, PlanQuery query, PlannedAssociation association, Func<PlannedObject, ObjectOutcome> store, Func<bool> isLost)
    {
        Sent.Clear();
        Failed.Clear();
        bool isOwn = request.Kind == RequestKind.Query;
        // Keys below the level are none.
        ReadOnlyMemory<byte> instances = !isOwn ? request.InstanceUids : query.Level == QueryLevel.Image ? query.InstanceUids : default;
        ReadOnlyMemory<byte> series = !isOwn ? request.SeriesUids : query.Level >= QueryLevel.Series ? query.SeriesUids : default;
        string[] listed = [.. Text(instances).Split('\\').Where(uid => uid.Length > 0)];
        if (Nothing.TryDequeue(out ushort nothing))
        {
            return new RequestEnd(nothing);
        }

        if (listed.Length > 1 && Policy.RefusesLists != 0)
        {
            return new RequestEnd(Policy.RefusesLists);
        }

        if (Policy.RefusesUnknown != 0 && listed.Any(uid => Objects.All(item => item.Uid != uid)))
        {
            return new RequestEnd(Policy.RefusesUnknown);
        }

        PlannedObject[] wanted = [.. Objects.Where(item => IsAmong(item.Study, isOwn ? query.StudyUids : request.StudyUids)
            && IsAmong(item.Series, series) && (listed.Length == 0 || listed.Contains(item.Uid)))];
        List<string> failed = [];
        int completed = 0;
        for (int i = 0; i < wanted.Length; i++)
        {
            PresentationContext? context = ContextFor(wanted[i], association.Contexts);
            if (Lies.Contains(wanted[i].Uid))
            {
                failed.Add(wanted[i].Uid);
            }

            if (context is null)
            {
                failed.Add(wanted[i].Uid);
                if (Policy.WhenNoneFits == ArchivePolicy.Lack.Stops)
                {
                    return End(association, Refused, null, null, null, failed);
                }

                if (Policy.WhenNoneFits == ArchivePolicy.Lack.FailsTheRest)
                {
                    failed.AddRange(wanted[(i + 1)..].Select(item => item.Uid));
                    return End(association, Busy, 0, completed, failed.Count, failed);
                }

                continue;
            }

            if (isLost())
            {
                return null;
            }

            ObjectOutcome outcome = association.Claim(Value(wanted[i].Uid)) ? store(wanted[i]) : ObjectOutcome.Duplicate;
            association.Object(context, Value(wanted[i].Uid), Value(wanted[i].SopClass), outcome);
            Sent.Add((wanted[i], context.AcceptedTransferSyntax, outcome));
            completed += outcome == ObjectOutcome.Refused ? 0 : 1;
            if (outcome == ObjectOutcome.Refused)
            {
                failed.Add(wanted[i].Uid);
            }

            if (Policy.RepeatsList)
            {
                Report(association, failed);
            }
        }

        return Policy.WhenNoneFits switch
        {
            _ when failed.Count == 0 => new RequestEnd(DimseStatus.Success, null, completed, 0, 0),
            ArchivePolicy.Lack.SucceedsWithCounter => new RequestEnd(DimseStatus.Success, 0, completed, failed.Count, 0),
            ArchivePolicy.Lack.SucceedsSilently => new RequestEnd(DimseStatus.Success),
            ArchivePolicy.Lack.WarnsWithoutList => new RequestEnd(0xB000, 0, completed, failed.Count + 1, 0),
            _ => End(association, completed == 0 ? Busy : (ushort)0xB000, 0, completed, failed.Count, failed),
        };
    }

    public static byte[] Value(params string[] values) => [.. string.Join('\\', values).Select(letter => (byte)letter)];

    private RequestEnd End(
        PlannedAssociation association, ushort status, int? remaining, int? completed, int? failed, IReadOnlyList<string> list)
    {
        Report(association, list);
        return new RequestEnd(status, remaining, completed, failed, completed is null ? null : 0);
    }

    private void Report(PlannedAssociation association, IReadOnlyList<string> failed)
    {
        foreach (string uid in Policy.HasNoList ? [] : failed)
        {
            association.ReportedFailed(Value(uid));
            Failed.Add(uid);
        }
    }

    private PresentationContext? ContextFor(PlannedObject item, PresentationContext[] contexts)
    {
        PresentationContext[] accepted = [.. contexts.Where(context => context.IsAccepted && context.AbstractSyntax == item.SopClass)];
        PresentationContext? stored = accepted.FirstOrDefault(context => context.AcceptedTransferSyntax == item.Syntax);
        PresentationContext? uncompressed = accepted.FirstOrDefault(
            context => context.AcceptedTransferSyntax is PlanUids.Elittle or PlanUids.Ilittle or PlanUids.Ebig);
        return Policy.Sends switch
        {
            ArchivePolicy.Choice.Stored => stored,
            ArchivePolicy.Choice.StoredOrDecompressed => stored ?? (item.SopClass == PlanUids.Endoscopy ? null : uncompressed),
            ArchivePolicy.Choice.StoredOrUncompressed => stored ?? (item.IsUncompressed ? uncompressed : null),
            ArchivePolicy.Choice.Decompressed => item.SopClass == PlanUids.Endoscopy ? null : uncompressed,
            _ when accepted.Length == 0 => null,
            _ when accepted[0] == stored => stored,
            _ => item.IsUncompressed && accepted[0] == uncompressed ? uncompressed : null,
        };
    }

    private static bool IsAmong(string uid, ReadOnlyMemory<byte> keys) => keys.IsEmpty || Text(keys).Split('\\').Contains(uid);

    private static string Text(ReadOnlyMemory<byte> bytes) => System.Text.Encoding.ASCII.GetString(bytes.Span);
}
