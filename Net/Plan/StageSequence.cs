using System.Collections.Generic;

using GetScu.Dicom;
using GetScu.Dicom.Dictionary;

namespace GetScu.Net.Plan;

/// <summary>
/// Which associations follow each other as long as something is missing. Where the SOP classes are known: pairs of class and
/// transfer syntax, further pairs, then one syntax of each class at a time. Where they are not: the classes of the default, a
/// probe, then images in each syntax that the peer takes, then the classes that are left.
/// </summary>
internal sealed class StageSequence(PlanState state)
{
    private readonly ContextPlanner _contexts = new(state);
    private readonly List<string> _taken = [];
    // Per class: how many of its accepted syntaxes have had their turn.
    private readonly Dictionary<ushort, int> _turns = [];
    private Step _step;
    private bool _isProbe;
    private long _objects;
    private int _fruitless;

    private enum Step
    {
        First,
        Pairs,
        Order,
        Probe,
        Images,
        Leftover,
        Done,
    }

    /// <summary>The stage that lists what there is.</summary>
    public Stage Search() => new(AssociationPurpose.Query, _contexts.Query(), isTrial: false) { IsSearch = true };

    /// <summary>The next stage; null: nothing more can be done.</summary>
    /// <param name="isAccepted">The peer has accepted something in the last one.</param>
    public Stage? Next(bool isAccepted)
    {
        // It has accepted the same before: it has changed its mind.
        _step = isAccepted ? _step : _step switch
        {
            Step.Order => Step.Done,
            Step.Images when !_isProbe => Step.Leftover,
            _ => _step,
        };
        // A probe need not bring anything, nor what comes before it.
        _fruitless = state.New > _objects || _step is Step.First or Step.Probe || _isProbe ? 0 : _fruitless + 1;
        _objects = state.New;
        _isProbe = false;
        while (_step != Step.Done)
        {
            Stage? stage = _step switch
            {
                Step.First => First(),
                Step.Pairs => Pairs(),
                Step.Order => Order(),
                Step.Probe => Probe(),
                Step.Images => Images(),
                _ => Leftover(),
            };
            if (stage is not null)
            {
                return stage;
            }
        }

        return null;
    }

    private Stage First()
    {
        bool isKnown = state.Settings.AcceptsAll && state.Settings.Finds && state.HasClasses;
        _step = !state.Settings.AcceptsAll ? Step.Done : isKnown ? Step.Pairs : Step.Probe;
        if (!isKnown)
        {
            return new Stage(AssociationPurpose.Retrieve, _contexts.Default(), isTrial: false);
        }

        List<ushort> present = [];
        List<ushort> added = [];
        for (int i = 1; i <= state.SopClasses.Count; i++)
        {
            SopClassEntry entry = state.SopClasses[i];
            entry.IsUntold |= state.HasUntold;
            entry.Rank();
            (entry.IsPresent ? present : added).Add((ushort)i);
        }

        List<ContextProposal> contexts = _contexts.Pairs(present, added, isFirst: true);
        return new Stage(AssociationPurpose.Retrieve, contexts.Count > 0 ? contexts : _contexts.Default(), isTrial: false);
    }

    /// <summary>Pairs that found no room, for classes that still lack something.</summary>
    private Stage? Pairs()
    {
        List<ContextProposal> contexts = IsFruitless() ? [] : _contexts.Pairs(Lacking(), [], isFirst: false);
        if (contexts.Count > 0)
        {
            return new Stage(AssociationPurpose.Rest, contexts, isTrial: true);
        }

        _step = Step.Order;
        return null;
    }

    /// <summary>
    /// For a peer that sends everything over the first accepted context of a class: the next accepted syntax of each, alone.
    /// </summary>
    private Stage? Order()
    {
        List<(ushort, string)> pairs = [];
        if (!state.HasLaterContext && state.HasFailures && !IsFruitless())
        {
            foreach (ushort number in Lacking())
            {
                List<string> others = InTurn(state.SopClasses[number]);
                int turn = _turns.GetValueOrDefault(number);
                if (turn < others.Count)
                {
                    _turns[number] = turn + 1;
                    pairs.Add((number, others[turn]));
                }
            }
        }

        if (pairs.Count > 0)
        {
            return new Stage(AssociationPurpose.Order, _contexts.Single(pairs), isTrial: true);
        }

        _step = Step.Done;
        return null;
    }

    private Stage Probe()
    {
        _step = Step.Images;
        _isProbe = true;
        state.IsProbed = true;
        return new Stage(AssociationPurpose.Probe, _contexts.Probe(), isTrial: true);
    }

    private Stage? Images()
    {
        if (!IsFruitless())
        {
            // The uncompressed ones come before.
            foreach (string syntax in TransferSyntaxRanks.Of(StorageClassKind.Video)[TransferSyntaxRanks.Uncompressed.Length..])
            {
                if (!_taken.Contains(syntax) && IsTaken(syntax))
                {
                    _taken.Add(syntax);
                    return new Stage(AssociationPurpose.Order, _contexts.Images(syntax), isTrial: true);
                }
            }
        }

        _step = Step.Leftover;
        return null;
    }

    private Stage? Leftover()
    {
        List<ContextProposal> contexts = IsFruitless() ? [] : _contexts.Leftover();
        if (contexts.Count > 0)
        {
            return new Stage(AssociationPurpose.Rest, contexts, isTrial: true);
        }

        _step = Step.Done;
        return null;
    }

    /// <summary>Only where it is not known what is missing.</summary>
    private bool IsFruitless()
    {
        bool isListed = true;
        foreach (QueryProgress query in state.Queries)
        {
            isListed &= query.IsListed;
        }

        return !isListed && _fruitless >= Limits.FruitlessAssociations;
    }

    /// <summary>The peer has taken a syntax for some class.</summary>
    private bool IsTaken(string syntax)
    {
        for (int i = 1; i <= state.SopClasses.Count; i++)
        {
            foreach (SyntaxOffer offer in state.SopClasses[i].Offers)
            {
                if (offer.Syntax == syntax && offer.State == OfferState.Accepted)
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>
    /// The accepted syntaxes of a class but the first, which has had its turn. Uncompressed ones come last: whoever uses the
    /// first context converts between them, and cannot decompress.
    /// </summary>
    private static List<string> InTurn(SopClassEntry entry)
    {
        List<string> compressed = [];
        List<string> uncompressed = [];
        bool isFirst = true;
        foreach (SyntaxOffer offer in entry.Offers)
        {
            if (offer.State == OfferState.Accepted && !isFirst)
            {
                bool isNative = System.MemoryExtensions.Contains(TransferSyntaxRanks.Uncompressed, offer.Syntax);
                (isNative ? uncompressed : compressed).Add(offer.Syntax);
            }

            isFirst &= offer.State != OfferState.Accepted;
        }

        compressed.AddRange(uncompressed);
        return compressed;
    }

    /// <summary>Numbers of the classes of which something is missing, or may be.</summary>
    private List<ushort> Lacking()
    {
        bool[] lacks = new bool[state.SopClasses.Count + 1];
        foreach (QueryProgress query in state.Queries)
        {
            // What is missing of it is not known.
            lacks[0] |= query.IsOpen;
        }

        for (int i = 0; i < state.Instances.Count; i++)
        {
            Instance instance = state.Instances[i];
            lacks[instance.SopClass] |= instance.IsWanted;
        }

        List<ushort> classes = [];
        for (int i = 1; i < lacks.Length; i++)
        {
            if (lacks[i] || (lacks[0] && state.SopClasses[i].IsPresent))
            {
                classes.Add((ushort)i);
            }
        }

        return classes;
    }
}
