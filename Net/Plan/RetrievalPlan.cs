using System;
using System.Collections.Generic;
using System.Threading;

using GetScu.Dicom;

namespace GetScu.Net.Plan;

/// <summary>
/// What is expected, what has come and what the peer has said make the next associations, or the end with a reason for each
/// instance that is missing. Pure: it is told everything and asks nobody.
/// </summary>
internal sealed class RetrievalPlan
{
    private readonly Lock _gate = new();
    private readonly PlanState _state;
    private readonly StageSequence _sequence;
    private readonly FindWork _search;
    private readonly List<PlannedAssociation> _associations = [];
    private Stage? _stage;
    private bool _isSearched;
    private bool _isEnded;
    private bool _isCancelled;
    private bool _isLost;
    private bool _hasNoAssociation;
    private bool _hasNoGet;
    private int _charged;
    private int _number;
    private int _triesLeft;
    private int _wait;
    private long _objectsAtTry;

    public RetrievalPlan(PlanSettings settings, IReadOnlyList<PlanQuery> queries)
    {
        _state = new PlanState(settings, queries);
        _sequence = new StageSequence(_state);
        _search = new FindWork(_state);
        _triesLeft = settings.Retries;
        _wait = settings.RetryWait;
        // The one association there may be has to retrieve.
        _isSearched = !settings.Finds || settings.MaxAssociations < 2;
    }

    private PlanSettings Settings => _state.Settings;

    /// <summary>The next associations to be made, when those of the last step have all ended. Null: the run is over.</summary>
    public PlanStep? Next()
    {
        lock (_gate)
        {
            Charge();
            int wait = 0;
            Stage? next = _isEnded || _state.IsStopped ? null : _stage is null ? Begin() : Follow(_stage, out wait);
            if (next is null || (next.Purpose != AssociationPurpose.Retry && _charged >= Settings.MaxAssociations))
            {
                _isEnded = true;
                if (!_isSearched)
                {
                    _search.GiveUp(isBroken: false);
                    _isSearched = true;
                }

                return null;
            }

            _stage = next;
            return new PlanStep(Open(next), wait);
        }
    }

    /// <summary>Nothing more is asked for. Callable from any thread.</summary>
    /// <param name="bySignal">A signal, not a disk that takes nothing any more.</param>
    public void Stop(bool bySignal)
    {
        lock (_gate)
        {
            _state.IsStopped = true;
            _isCancelled |= bySignal;
        }
    }

    /// <summary>Whether C-FIND is done with: <see cref="Summary"/> and <see cref="PlanTotals.Expected"/> stay as they are.</summary>
    public bool IsSearched
    {
        get
        {
            lock (_gate)
            {
                return _isSearched;
            }
        }
    }

    /// <summary>What C-FIND has listed for a query.</summary>
    /// <param name="query">From 1.</param>
    public PlanSummary Summary(int query)
    {
        lock (_gate)
        {
            return PlanSummary.Of(_state, query);
        }
    }

    /// <summary>What has come so far.</summary>
    public PlanTotals Totals()
    {
        lock (_gate)
        {
            return PlanTotals.Of(_state);
        }
    }

    /// <summary>How the run ends as far as the plan knows: signals, disks and releases are the caller's to add.</summary>
    public Outcome Outcome
    {
        get
        {
            lock (_gate)
            {
                return PlanOutcome.Of(_state, _hasNoAssociation, _hasNoGet, _isLost);
            }
        }
    }

    /// <summary>Passes on every expected instance that is not here, once the run is over.</summary>
    /// <param name="cursor">0 at first.</param>
    /// <returns>False: there is none any more.</returns>
    public bool NextMissing(ref int cursor, out MissingInstance missing)
    {
        lock (_gate)
        {
            for (; cursor < _state.Instances.Count; cursor++)
            {
                Instance instance = _state.Instances[cursor];
                if (instance.Has(InstanceFlags.Expected) && !instance.Has(InstanceFlags.Here))
                {
                    missing = new MissingInstance
                    {
                        Query = instance.Query + 1,
                        Uid = _state.Instances.Uid(cursor),
                        SeriesUid = _state.Catalogue.SeriesUidOf(cursor),
                        SopClass = _state.SopClasses.Bytes(instance.SopClass),
                        Reason = MissingReasons.Of(_state, instance, _isCancelled, _isLost),
                    };
                    cursor++;
                    return true;
                }
            }

            missing = default;
            return false;
        }
    }

    /// <summary>The missing instances by SOP class and reason, in the order they are met.</summary>
    public IReadOnlyList<MissingGroup> MissingGroups()
    {
        lock (_gate)
        {
            return PlanOutcome.Groups(_state, _isCancelled, _isLost);
        }
    }

    private Stage? Begin() => _isSearched ? Retrieve() : _sequence.Search();

    /// <summary>What follows a stage that has ended.</summary>
    private Stage? Follow(Stage last, out int wait)
    {
        StageOutcome outcome = last.Outcome;
        bool isUnfinished = last.IsSearch ? !_search.IsDone : UnfinishedWork.IsLeft(_state, last);
        bool isHindered = outcome.IsLost || (outcome.IsPutOff && !outcome.IsEstablished);
        bool again = isUnfinished && (isHindered || (!last.IsSearch && (outcome.IsEmpty || outcome.IsBusy)));
        if (again && Try(out wait))
        {
            UnfinishedWork.Prepare(_state, outcome);
            return last.Again();
        }

        wait = 0;
        if (!outcome.IsEstablished)
        {
            // What an earlier association has brought stands; nobody is asked in vain once more.
            _hasNoAssociation = last.Purpose is AssociationPurpose.Query or AssociationPurpose.Retrieve or AssociationPurpose.Retry;
            return null;
        }

        if (last.IsSearch)
        {
            _search.GiveUp(outcome.IsLost);
            _isSearched = true;
            _state.FindExisting();
            return Retrieve();
        }

        _hasNoGet |= !outcome.HasGet && last.Purpose == AssociationPurpose.Retrieve;
        _isLost = isUnfinished && outcome.IsLost;
        return _hasNoGet || _isLost || _state.IsComplete ? null : Extra(outcome.AcceptsAny);
    }

    private Stage? Retrieve() => _state.IsComplete ? null : _sequence.Next(isAccepted: true);

    private Stage? Extra(bool isAccepted)
    {
        Stage? stage = _sequence.Next(isAccepted);
        _state.ForgetTries();
        return stage;
    }

    /// <summary>Another try, if one is left: those without a new object count.</summary>
    private bool Try(out int wait)
    {
        if (_state.Progress > _objectsAtTry)
        {
            _triesLeft = Settings.Retries;
            _wait = Settings.RetryWait;
        }

        _objectsAtTry = _state.Progress;
        wait = _wait;
        if (_triesLeft == 0)
        {
            return false;
        }

        _triesLeft--;
        _wait = int.Min(2 * _wait, Limits.RetryWait);
        return true;
    }

    private PlannedAssociation[] Open(Stage stage)
    {
        int lanes = 1;
        WorkSource source;
        if (stage.IsSearch)
        {
            source = new SingleSource(_search);
        }
        else if (Settings.Associations > 1 && !stage.IsTrial)
        {
            DividedSeries divided = new(_state, stage.Outcome, Settings.Associations);
            int room = stage.Purpose == AssociationPurpose.Retry ? Settings.Associations : Settings.MaxAssociations - _charged;
            lanes = Math.Clamp(divided.Count, 1, Math.Min(Settings.Associations, room));
            source = divided;
        }
        else
        {
            source = new QueriesInTurn(_state, stage.Outcome, stage.IsTrial);
        }

        _associations.Clear();
        for (int i = 1; i <= lanes; i++)
        {
            _associations.Add(new PlannedAssociation(_state, stage, source, ++_number, (byte)i, _gate));
        }

        return [.. _associations];
    }

    /// <summary>Counts the associations of the last step, save those that repeat a lost one.</summary>
    private void Charge()
    {
        foreach (PlannedAssociation association in _associations)
        {
            _charged += association.IsUsed && association.Purpose != AssociationPurpose.Retry ? 1 : 0;
        }

        _associations.Clear();
    }
}
