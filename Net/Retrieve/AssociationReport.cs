using System;

using GetScu.Net.Pdu;
using GetScu.Net.Plan;

namespace GetScu.Net.Retrieve;

/// <summary>What the report says of one association: the number of that, and of the query in flight, stand in each line.</summary>
/// <param name="number">From 1.</param>
internal sealed class AssociationReport(ReportWriter writer, int number, AssociationPurpose purpose)
{
    private readonly UidList _failed = new();
    private long _since;

    /// <summary>Number of the query that the request in flight is for, from 1.</summary>
    public int Query { get; set; } = 1;

    /// <summary>The association was requested.</summary>
    /// <param name="contexts">Proposed ones, with what was answered.</param>
    /// <param name="reason">Why it was not had, or null.</param>
    public void Requested(AssociationResult result, PresentationContext[] contexts, string? reason) =>
        writer.Association(number, purpose, result, contexts.Length, Array.FindAll(contexts, context => context.IsAccepted).Length, reason);

    /// <summary>A C-STORE-RQ has come.</summary>
    public void Begin() => _since = Environment.TickCount64;

    /// <summary>Its object is answered.</summary>
    /// <param name="uid">Of the request, as <paramref name="sopClass"/>.</param>
    /// <param name="file">With its folder; empty: there is none.</param>
    public void Object(
        PresentationContext context, ReadOnlySpan<byte> uid, ReadOnlySpan<byte> sopClass, ObjectOutcome outcome, ushort status, long bytes,
        string file) => writer.Object(new ReportedObject
        {
            Query = Query,
            Association = number,
            Uid = uid,
            SopClass = sopClass,
            TransferSyntax = context.AcceptedTransferSyntax,
            Outcome = outcome,
            DimseStatus = status,
            Bytes = bytes,
            File = file.Length == 0 ? null : file[(file.LastIndexOf('/') + 1)..],
            Milliseconds = Environment.TickCount64 - _since,
        });

    /// <summary>The file of an object that comes was there.</summary>
    public void Existing(ReadOnlySpan<byte> uid, string file) => writer.Existing(Query, uid, file);

    /// <summary>A C-GET-RSP has come: its list of failed instances begins.</summary>
    public void ClearFailed() => _failed.Clear();

    /// <summary>One entry of that list.</summary>
    public void Failed(ReadOnlySpan<byte> uid) => _failed.Add(uid);

    /// <summary>The response is the final one.</summary>
    public void Response(RequestEnd end) => writer.Response(Query, number, end, _failed.Value);
}
