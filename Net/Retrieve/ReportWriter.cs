using System;
using System.Text;
using System.Threading;

using GetScu.Dicom;
using GetScu.Net.Log;
using GetScu.Net.Plan;

namespace GetScu.Net.Retrieve;

/// <summary>
/// The report: one JSON object a line, each written at once and as a whole, whatever thread it comes from. What stands behind
/// <see cref="End"/> is not written, nor anything after a line that could not be.
/// </summary>
/// <param name="target">Takes each line.</param>
/// <param name="clock">The time: UTC, 100 ns since the year 1.</param>
internal sealed class ReportWriter(ReportTarget target, Func<long> clock)
{
    private const int Schema = 1;

    private readonly Lock _gate = new();
    private readonly JsonLine _line = new();
    private readonly long _began = Environment.TickCount64;
    private bool _isEnded;
    private long _stored;
    private long _existing;
    private long _duplicates;
    private long _bytes;
    private long _associations;

    /// <summary>Why a line could not be written; null: all were.</summary>
    public string? Problem { get; private set; }

    /// <summary>Milliseconds since the run began.</summary>
    public long Age => Environment.TickCount64 - _began;

    /// <summary>What the plan has come to; null: there is none.</summary>
    public PlanTotals? Totals { get; set; }

    /// <summary>Writes what stands right before the end, whoever brings that about.</summary>
    public Action? BeforeEnd { get; set; }

    /// <summary>The run begins.</summary>
    /// <param name="peer">Host and port, as the user gave them.</param>
    /// <param name="queries">Null: not known yet.</param>
    public void Start(string peer, string calling, string called, long? queries)
    {
        lock (_gate)
        {
            Begin("start"u8);
            _line.Number("schema"u8, Schema);
            Time();
            _line.Text("tool"u8, "getscu " + Implementation.Version);
            _line.Text("peer"u8, peer);
            _line.Text("calling"u8, calling);
            _line.Text("called"u8, called);
            _line.Number("queries"u8, queries);
            Write();
        }
    }

    /// <summary>An association was requested.</summary>
    /// <param name="contexts">Proposed ones.</param>
    /// <param name="reason">Why it was not had, or null.</param>
    public void Association(
        int association, AssociationPurpose purpose, AssociationResult result, int contexts, int accepted, string? reason)
    {
        lock (_gate)
        {
            _associations++;
            Begin("association"u8);
            _line.Number("association"u8, association);
            _line.Text("purpose"u8, NameOf(purpose));
            _line.Text("result"u8, NameOf(result));
            _line.Number("contexts"u8, contexts);
            _line.Number("accepted"u8, accepted);
            _line.Text("reason"u8, reason);
            Write();
        }
    }

    /// <summary>What C-FIND has listed for a query.</summary>
    public void Plan(PlanSummary summary)
    {
        lock (_gate)
        {
            Begin("plan"u8);
            _line.Number("query"u8, summary.Query);
            _line.Number("instances"u8, summary.Instances);
            _line.Number("series"u8, summary.Series);
            List("classes"u8, Encoding.ASCII.GetBytes(string.Join('\\', summary.SopClasses)));
            _line.Text("source"u8, NameOf(summary.Source));
            Write();
        }
    }

    /// <summary>An object came and was answered.</summary>
    public void Object(in ReportedObject reported)
    {
        lock (_gate)
        {
            bool isKept = reported.Outcome is ObjectOutcome.Stored or ObjectOutcome.Ignored;
            _stored += isKept ? 1 : 0;
            _bytes += isKept ? reported.Bytes : 0;
            _duplicates += reported.Outcome == ObjectOutcome.Duplicate ? 1 : 0;
            Begin("object"u8);
            _line.Number("query"u8, reported.Query);
            _line.Number("association"u8, reported.Association);
            _line.Text("uid"u8, reported.Uid);
            _line.Text("class"u8, reported.SopClass);
            _line.Text("transferSyntax"u8, reported.TransferSyntax);
            _line.Text("status"u8, NameOf(reported.Outcome));
            _line.Status("dimseStatus"u8, reported.DimseStatus);
            _line.Number("bytes"u8, reported.Bytes);
            _line.Text("file"u8, reported.File);
            _line.Seconds("seconds"u8, reported.Milliseconds);
            Write();
        }
    }

    /// <summary>The file of an expected instance is there already.</summary>
    public void Existing(int query, ReadOnlySpan<byte> uid, string file)
    {
        lock (_gate)
        {
            _existing++;
            Begin("existing"u8);
            _line.Number("query"u8, query);
            _line.Text("uid"u8, uid);
            _line.Text("file"u8, file);
            Write();
        }
    }

    /// <summary>The final response to a retrieval.</summary>
    /// <param name="failedUids">Separated by backslashes.</param>
    public void Response(int query, int association, RequestEnd end, ReadOnlySpan<byte> failedUids)
    {
        lock (_gate)
        {
            Begin("response"u8);
            _line.Number("query"u8, query);
            _line.Number("association"u8, association);
            _line.Status("dimseStatus"u8, end.Status);
            _line.Number("remaining"u8, end.Remaining);
            _line.Number("completed"u8, end.Completed);
            _line.Number("failed"u8, end.Failed);
            _line.Number("warning"u8, end.Warning);
            List("failedUids"u8, failedUids);
            Write();
        }
    }

    /// <summary>An expected instance is not here at the end.</summary>
    public void Missing(in MissingInstance missing)
    {
        lock (_gate)
        {
            Begin("missing"u8);
            _line.Number("query"u8, missing.Query);
            _line.Text("uid"u8, missing.Uid);
            _line.TextOrNull("series"u8, missing.SeriesUid);
            _line.TextOrNull("class"u8, missing.SopClass);
            _line.Text("reason"u8, MissingReasons.Name(missing.Reason));
            Write();
        }
    }

    /// <summary>The run is over.</summary>
    /// <param name="exit">The exit status that <paramref name="outcome"/> makes.</param>
    public void End(Outcome outcome, int exit, long milliseconds)
    {
        BeforeEnd?.Invoke();
        lock (_gate)
        {
            Begin("end"u8);
            Time();
            _line.Number("exit"u8, exit);
            _line.Flag("complete"u8, outcome == Outcome.Complete || (outcome == Outcome.CannotRelease && Totals?.Missing == 0));
            _line.Number("expected"u8, Totals?.Expected);
            _line.Number("stored"u8, _stored);
            _line.Number("existing"u8, _existing);
            _line.Number("duplicate"u8, _duplicates);
            _line.Number("missing"u8, Totals?.Missing);
            _line.Number("bytes"u8, _bytes);
            _line.Number("associations"u8, _associations);
            _line.Seconds("seconds"u8, milliseconds);
            Write();
            _isEnded = true;
        }
    }

    /// <param name="uids">Separated by backslashes.</param>
    private void List(ReadOnlySpan<byte> name, ReadOnlySpan<byte> uids)
    {
        _line.BeginList(name);
        foreach (Range range in uids.Split((byte)'\\'))
        {
            ReadOnlySpan<byte> uid = uids[range].Trim(" \0"u8);
            if (!uid.IsEmpty)
            {
                _line.Item(uid);
            }
        }

        _line.EndList();
    }

    private void Begin(ReadOnlySpan<byte> name)
    {
        _line.Begin();
        _line.Text("event"u8, name);
    }

    private void Time() => _line.Text("time"u8, LogTime.Format("%Y-%m-%dT%H:%M:%S.%qZ", clock(), isUtc: true));

    private void Write()
    {
        ReadOnlySpan<byte> line = _line.End();
        if (!_isEnded && Problem is null)
        {
            Problem = target(line);
        }
    }

    private static string NameOf(AssociationPurpose purpose) => purpose switch
    {
        AssociationPurpose.Query => "query",
        AssociationPurpose.Retrieve => "retrieve",
        AssociationPurpose.Rest => "rest",
        AssociationPurpose.Order => "order",
        AssociationPurpose.Probe => "probe",
        _ => "retry",
    };

    private static string NameOf(AssociationResult result) => result switch
    {
        AssociationResult.Accepted => "accepted",
        AssociationResult.Rejected => "rejected",
        AssociationResult.Aborted => "aborted",
        _ => "failed",
    };

    private static string NameOf(ObjectOutcome outcome) => outcome switch
    {
        ObjectOutcome.Stored => "stored",
        ObjectOutcome.Ignored => "ignored",
        ObjectOutcome.Duplicate => "duplicate",
        _ => "refused",
    };

    private static string NameOf(QueryLevel? level) => level switch
    {
        QueryLevel.Image => "image",
        QueryLevel.Series => "series",
        null => "none",
        _ => "study",
    };
}
