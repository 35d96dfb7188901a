using System;
using System.Collections.Generic;
using System.Threading;

using GetScu.Net.Pdu;

namespace GetScu.Net.Plan;

/// <summary>
/// One association of a plan: what it proposes, what it is to send next, and what is told of it. Requests are sent one after
/// another: <see cref="Next"/>, then whatever comes, then <see cref="Final"/>. Any thread may use it, one at a time; several
/// associations of a step may be used by as many threads.
/// </summary>
internal sealed class PlannedAssociation
{
    private readonly PlanState _state;
    private readonly StageOutcome _outcome;
    private readonly WorkSource _source;
    private readonly Lock _gate;
    private readonly Lane _lane;
    private Work? _work;
    private PlannedRequest? _request;
    private bool _isLost;

    /// <param name="number">Of the run, from 1.</param>
    /// <param name="lane">Of its step, from 1.</param>
    /// <param name="gate">Held while the plan is looked at or changed.</param>
    public PlannedAssociation(PlanState state, Stage stage, WorkSource source, int number, byte lane, Lock gate)
    {
        _state = state;
        _outcome = stage.Outcome;
        _source = source;
        _gate = gate;
        _lane = new Lane(state, lane);
        Number = number;
        Purpose = stage.Purpose;
        IsSearch = stage.IsSearch;
        Contexts = ContextPlanner.Number(stage.Contexts);
    }

    /// <summary>From 1; the first one of a run is 1.</summary>
    public int Number { get; }

    public AssociationPurpose Purpose { get; }

    /// <summary>What to propose; the answer is entered here. The first one is that of C-GET.</summary>
    public PresentationContext[] Contexts { get; }

    /// <summary>The context of C-FIND, null where that is not proposed.</summary>
    public PresentationContext? FindContext => Contexts.Length > 1 && Contexts[1].ProposedRole == Role.Default ? Contexts[1] : null;

    /// <summary>Number of the query that the last request is for, from 1.</summary>
    public int Query => _lane.Query + 1;

    /// <summary>It was had, or tried.</summary>
    public bool IsUsed { get; private set; }

    private bool IsSearch { get; }

    /// <summary>The peer has accepted the association, and <see cref="Contexts"/> have its answers.</summary>
    public void Accepted()
    {
        lock (_gate)
        {
            Use();
            _outcome.IsEstablished = true;
            _outcome.HasGet |= Contexts[0].IsAccepted;
            _lane.Answer(Contexts);
            _outcome.AcceptsAny |= _lane.AcceptsAny;
        }
    }

    /// <summary>The association cannot be had.</summary>
    /// <param name="mayPass">Not for good: a transient rejection, a time-out, a connection that is closed or refused.</param>
    public void Failed(bool mayPass)
    {
        lock (_gate)
        {
            Use();
            _outcome.IsPutOff |= mayPass;
        }
    }

    /// <summary>The connection is lost, aborted, silent or broken; there is nothing to be sent any more.</summary>
    public void Lost()
    {
        lock (_gate)
        {
            _isLost = true;
            _outcome.IsLost = true;
            _lane.End();
            _work = null;
            _request = null;
        }
    }

    /// <summary>The next request; null: nothing is left to do, and the association may be ended.</summary>
    public PlannedRequest? Next()
    {
        lock (_gate)
        {
            if (_request is not null)
            {
                throw new InvalidOperationException("the last request has had no final response");
            }

            bool isServed = IsSearch ? FindContext is { IsAccepted: true } : Contexts[0].IsAccepted;
            while (isServed && !_state.IsStopped && !_isLost)
            {
                _work ??= _source.Take(_lane);
                if (_work is null)
                {
                    return null;
                }

                _request = _work.Next(_lane);
                if (_request is not null)
                {
                    return _request;
                }

                _work = null;
            }

            return null;
        }
    }

    /// <summary>A pending C-FIND response.</summary>
    public void Match(in FindMatch match)
    {
        lock (_gate)
        {
            _work?.Match(match);
        }
    }

    /// <summary>A pending C-FIND response that tells nothing.</summary>
    public void UnreadMatch()
    {
        lock (_gate)
        {
            _work?.Unread();
        }
    }

    /// <summary>
    /// An object begins to come. Where it is here already, or is just coming over another association, it is answered with success
    /// and not written.
    /// </summary>
    /// <returns>True: it is to be written.</returns>
    public bool Claim(ReadOnlySpan<byte> uid)
    {
        lock (_gate)
        {
            return _lane.Claim(uid);
        }
    }

    /// <summary>An object has come and is answered.</summary>
    /// <param name="context">The context it came over.</param>
    /// <param name="uid">The request's Affected SOP Instance UID, not that of the data set.</param>
    /// <param name="sopClass">The request's Affected SOP Class UID.</param>
    public void Object(PresentationContext context, ReadOnlySpan<byte> uid, ReadOnlySpan<byte> sopClass, ObjectOutcome outcome)
    {
        lock (_gate)
        {
            bool isLater = false;
            for (int i = 0; i < Contexts.Length && Contexts[i].Id < context.Id; i++)
            {
                isLater |= Contexts[i].IsAccepted && Contexts[i].AbstractSyntax == context.AbstractSyntax;
            }

            _lane.Take(uid, sopClass, isLater, outcome);
        }
    }

    /// <summary>One UID of a list of failed instances, of a pending or of the final response.</summary>
    public void ReportedFailed(ReadOnlySpan<byte> uid)
    {
        lock (_gate)
        {
            _lane.Report(uid);
        }
    }

    /// <summary>The final response, with its list of failed instances told before.</summary>
    public void Final(RequestEnd end)
    {
        lock (_gate)
        {
            _request = null;
            _work?.Final(_lane, end);
        }
    }

    private void Use()
    {
        _state.Associations += IsUsed ? 0 : 1;
        IsUsed = true;
    }
}
