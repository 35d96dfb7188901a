using System;
using System.Collections.Generic;
using System.Text;

using GetScu.Net.Association;
using GetScu.Net.Pdu;

namespace GetScu.Net.Plan;

/// <summary>One association as the plan sees it: what it accepts, and what has come of the request in flight.</summary>
/// <param name="state">Shared with other lanes; the caller sees to it that one acts at a time.</param>
/// <param name="number">From 1; that of no other lane at the same time.</param>
internal sealed class Lane(PlanState state, byte number)
{
    private readonly List<int> _asked = [];
    private readonly List<int> _reported = [];
    private readonly HashSet<ushort> _accepted = [];
    private int _coming = -1;

    public byte Number { get; } = number;

    /// <summary>Index of the query that the request in flight is for.</summary>
    public int Query { get; private set; }

    /// <summary>Numbers of the instances that are asked for.</summary>
    public IReadOnlyList<int> Asked => _asked;

    /// <summary>Numbers of the instances that are reported as failed, each once.</summary>
    public IReadOnlyList<int> Reported => _reported;

    /// <summary>Instances asked for that have come.</summary>
    public int Came { get; private set; }

    /// <summary>Objects that were answered with success, those that were here already among them.</summary>
    public int Taken { get; private set; }

    /// <summary>Objects that were answered with a failure.</summary>
    public int Refused { get; private set; }

    /// <summary>Objects that came and cannot be held one by one.</summary>
    public int Unheld { get; private set; }

    /// <summary>A storage context is accepted.</summary>
    public bool AcceptsAny => _accepted.Count > 0;

    /// <summary>Whether an object of a class can come.</summary>
    /// <param name="sopClass">0: not known, so it may.</param>
    public bool Accepts(ushort sopClass) => sopClass == 0 ? AcceptsAny : _accepted.Contains(sopClass);

    /// <summary>Enters the peer's answer to proposed contexts.</summary>
    public void Answer(IReadOnlyList<PresentationContext> contexts)
    {
        foreach (PresentationContext context in contexts)
        {
            if (context.ProposedRole != Role.Scp || context.AbstractSyntax == Negotiation.Verification)
            {
                continue;
            }

            ushort sopClass = state.SopClasses.Add(context.AbstractSyntax);
            if (sopClass == 0)
            {
                continue;
            }

            SopClassEntry entry = state.SopClasses[sopClass];
            entry.IsProposed = true;
            entry.IsAccepted |= context.IsAccepted;
            entry.IsUnsupported |= context.Result == ContextResult.AbstractSyntaxNotSupported;
            if (context.IsAccepted)
            {
                _accepted.Add(sopClass);
            }

            if (context.TransferSyntaxes is [string syntax])
            {
                SyntaxOffer offer = entry.Offer(syntax, isLater: true);
                entry.HasRefusedSyntax |= !context.IsAccepted;
                // Once accepted it may be again.
                offer.State = context.IsAccepted ? OfferState.Accepted
                    : offer.State == OfferState.Open ? OfferState.Refused : offer.State;
            }
        }
    }

    /// <summary>A request is about to be sent.</summary>
    public void Begin(int query)
    {
        Query = query;
        _asked.Clear();
        _reported.Clear();
        Came = 0;
        Taken = 0;
        Refused = 0;
        Unheld = 0;
    }

    /// <summary>Whether an instance may be asked for in this association.</summary>
    /// <param name="sopClass">Only of this class; negative: of any.</param>
    public bool IsCandidate(int instance, int sopClass)
    {
        ref Instance candidate = ref state.Instances[instance];
        return candidate.IsWanted && candidate.Owner == 0 && !candidate.Has(InstanceFlags.Tried)
            && (sopClass < 0 || candidate.SopClass == sopClass) && Accepts(candidate.SopClass);
    }

    /// <summary>The request in flight is for an instance.</summary>
    public void Ask(int instance)
    {
        state.Instances[instance].Owner = Number;
        _asked.Add(instance);
    }

    /// <summary>An object begins to come.</summary>
    /// <returns>False: it is here, or is just coming over another association.</returns>
    public bool Claim(ReadOnlySpan<byte> uid)
    {
        Release();
        int number = state.Instances.Find(uid);
        if (number < 0)
        {
            number = state.Instances.Add(uid, new Instance { Query = Query });
        }

        if (number < 0)
        {
            return true;
        }

        ref Instance instance = ref state.Instances[number];
        if (instance.Has(InstanceFlags.Here | InstanceFlags.Coming))
        {
            return false;
        }

        instance.Flags |= InstanceFlags.Coming;
        _coming = number;
        return true;
    }

    /// <summary>An object has come and been answered.</summary>
    public void Take(ReadOnlySpan<byte> uid, ReadOnlySpan<byte> sopClassUid, bool isLaterContext, ObjectOutcome outcome)
    {
        Release();
        Refused += outcome == ObjectOutcome.Refused ? 1 : 0;
        Taken += outcome == ObjectOutcome.Refused ? 0 : 1;
        ushort sopClass = state.SopClasses.Add(sopClassUid);
        int number = state.Instances.Find(uid);
        if (number < 0)
        {
            number = state.Instances.Add(uid, new Instance { Query = Query, SopClass = sopClass });
        }

        QueryProgress query = state.Queries[Query];
        if (number < 0)
        {
            Unheld += outcome == ObjectOutcome.Refused ? 0 : 1;
            state.New += outcome == ObjectOutcome.Refused ? 0 : 1;
            query.New += outcome == ObjectOutcome.Refused ? 0 : 1;
            return;
        }

        ref Instance instance = ref state.Instances[number];
        bool isHere = instance.Has(InstanceFlags.Here);
        state.Duplicates += isHere && outcome != ObjectOutcome.Refused || outcome == ObjectOutcome.Duplicate ? 1 : 0;
        if (isHere || instance.Has(InstanceFlags.Coming))
        {
            return;
        }

        instance.SopClass = sopClass != 0 ? sopClass : instance.SopClass;
        if (outcome == ObjectOutcome.Refused)
        {
            RefuseOnce(ref instance);
            return;
        }

        Came += instance.Owner == Number || !instance.Has(InstanceFlags.Expected) ? 1 : 0;
        state.Arrive(number, outcome == ObjectOutcome.Duplicate ? InstanceFlags.Existing : InstanceFlags.Stored);
        state.New += outcome == ObjectOutcome.Duplicate ? 0 : 1;
        state.Held++;
        state.Existing += outcome == ObjectOutcome.Duplicate ? 1 : 0;
        query.New++;
        state.HasLaterContext |= isLaterContext;
    }

    /// <summary>A UID of a list of failed instances; a peer may name it several times.</summary>
    public void Report(ReadOnlySpan<byte> uid)
    {
        int number = state.Instances.Find(uid);
        if (number < 0)
        {
            number = state.Instances.Add(uid, new Instance { Query = Query });
            if (number < 0)
            {
                return;
            }
        }

        ref Instance instance = ref state.Instances[number];
        bool isAskedFor = instance.Owner == Number || !instance.Has(InstanceFlags.Expected);
        if (isAskedFor && !instance.Has(InstanceFlags.Marked))
        {
            instance.Flags |= InstanceFlags.Marked;
            _reported.Add(number);
        }
    }

    /// <summary>The request has ended, or will not any more: nothing is asked for.</summary>
    public void End()
    {
        Release();
        foreach (int number in _asked)
        {
            state.Instances[number].Owner = 0;
        }

        foreach (int number in _reported)
        {
            state.Instances[number].Flags &= ~InstanceFlags.Marked;
        }
    }

    private void Release()
    {
        if (_coming >= 0)
        {
            state.Instances[_coming].Flags &= ~InstanceFlags.Coming;
            _coming = -1;
        }
    }

    private void RefuseOnce(ref Instance instance)
    {
        if (instance.Has(InstanceFlags.Expected) && !instance.Has(InstanceFlags.Refused))
        {
            state.Queries[instance.Query].Refused++;
        }
        else if (!instance.Has(InstanceFlags.Expected | InstanceFlags.Reported))
        {
            // Listed or not, it was sent and is not here.
            state.Queries[instance.Query].Outstanding++;
            instance.Flags |= InstanceFlags.Reported;
        }

        instance.Flags |= InstanceFlags.Refused;
    }
}
