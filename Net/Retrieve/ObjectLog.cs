using System;
using System.Collections.Generic;
using System.Threading;

using GetScu.Dicom;
using GetScu.Net.Log;
using GetScu.Net.Pdu;
using GetScu.Net.Plan;

namespace GetScu.Net.Retrieve;

/// <summary>
/// What the log of a run says, from warn level on, of single objects: failed at the peer, refused or renamed here. However
/// much a peer sends, its lines and its memory are bounded. Several associations may tell it at once.
/// </summary>
internal sealed class ObjectLog(Logging log)
{
    private readonly LineBudget _failures = new(Limits.LoggedObjects, "more entries in lists of failed SOP instances are not shown");
    private readonly LineBudget _refusals = new(Limits.LoggedObjects, "more objects that could not be stored are not shown");
    private readonly LineBudget _replacements = new(Limits.LoggedObjects, "more DICOM files that already existed were overwritten");
    private readonly LineBudget _warnings = new(Limits.LoggedRepeats, "more warnings of objects that were stored are not shown");
    private readonly LineBudget _oddNames = new(Limits.LoggedRepeats, "more SOP Instance UIDs that are not UIDs are not shown");
    private readonly LineBudget _unreadable = new(Limits.LoggedRepeats, "more data sets of C-GET responses could not be read");
    private readonly Lock _gate = new();
    private readonly HashSet<string> _failed = [];
    private readonly HashSet<string> _refused = [];
    private string _accepted = "";
    private string _hint = "";
    private bool _isHinted;

    /// <summary>How a failed instance is told of; where a plan asks for it again, that is not yet worth a warning.</summary>
    public LogLevel FailureLevel { get; init; } = LogLevel.Warn;

    /// <summary>An association stands, with these contexts.</summary>
    public void Begin(PresentationContext[] contexts) => (_accepted, _hint) = AcceptedText.Of(contexts);

    /// <summary>An entry of a Failed SOP Instance UID List: named once, with what is known about the reason.</summary>
    public void Failed(ReadOnlySpan<byte> uid)
    {
        lock (_gate)
        {
            string text = Printable.Cut(uid);
            bool isFull = _failed.Count == Limits.LoggedObjects;
            if (isFull ? _failed.Contains(text) : !_failed.Add(text))
            {
                return;
            }

            bool isRefused = _refused.Contains(text);
            if (FailureLevel < LogLevel.Warn)
            {
                // The plan says at the end what that means.
                log.App.Write(FailureLevel, $"Failed SOP Instance UID: {text}{(isRefused ? " (refused here)" : "")}");
                return;
            }

            if (_failures.Take())
            {
                string hint = _isHinted || isRefused ? "" : $"; {_hint}";
                _isHinted |= !isRefused;
                log.App.Write(FailureLevel, $"Failed SOP Instance UID: {text} ({(isRefused ? "refused here" : _accepted)}{hint})");
            }
        }
    }

    /// <summary>An object that is answered with a failure status.</summary>
    public void Refused(ReadOnlySpan<byte> uid, string? reason)
    {
        lock (_gate)
        {
            string text = Printable.Cut(uid);
            if (_refused.Count < Limits.LoggedObjects)
            {
                _refused.Add(text);
            }

            if (_refusals.Take())
            {
                log.Net.Write(LogLevel.Error, $"Cannot store object {text}: {reason}");
            }
        }
    }

    /// <summary>An object has taken the name of a file that was there.</summary>
    public void Replaced(string file)
    {
        lock (_gate)
        {
            if (_replacements.Take())
            {
                log.Net.Write(LogLevel.Warn, $"DICOM file already exists, overwriting: {file}");
            }
        }
    }

    /// <summary>The same, and that file was of this run, with another content.</summary>
    public void ReplacedOther(string file)
    {
        lock (_gate)
        {
            if (_replacements.Take())
            {
                log.Net.Write(LogLevel.Warn, $"DICOM file already exists, overwriting: {file}");
                log.Net.Write(LogLevel.Warn, $"Two different objects of one SOP Instance UID, the first is lost: {file}");
            }
        }
    }

    /// <summary>An object is stored, and something about it is odd.</summary>
    public void Warned(ReadOnlySpan<byte> uid, string warning)
    {
        lock (_gate)
        {
            if (_warnings.Take())
            {
                log.Net.Write(LogLevel.Warn, $"Object {Printable.Cut(uid)}: {warning}");
            }
        }
    }

    /// <summary>An object is stored whose SOP Instance UID is none.</summary>
    public void OddName(ReadOnlySpan<byte> uid, string file)
    {
        lock (_gate)
        {
            if (_oddNames.Take())
            {
                log.Net.Write(LogLevel.Warn, $"SOP Instance UID '{Printable.Cut(uid)}' is not a UID; stored as {file}");
            }
        }
    }

    /// <summary>The data set of a C-GET response cannot be read.</summary>
    public void Unreadable(string? problem)
    {
        lock (_gate)
        {
            if (_unreadable.Take())
            {
                log.App.Write(LogLevel.Warn, $"Data set of C-GET response: {problem}");
            }
        }
    }

    /// <summary>The run is over: says what was not shown.</summary>
    public void End()
    {
        lock (_gate)
        {
            foreach (LineBudget budget in (LineBudget[])[_failures, _refusals, _replacements, _warnings, _oddNames, _unreadable])
            {
                budget.End(log.App);
            }
        }
    }
}
