namespace GetScu.Net.Plan;

/// <summary>
/// One query after the other: its own identifier where nothing of it is here, then series by series what that has left. For one
/// association.
/// </summary>
/// <param name="isTrial">One instance of a series first; the identifier only where nothing is listed.</param>
internal sealed class QueriesInTurn(PlanState state, StageOutcome outcome, bool isTrial) : WorkSource
{
    private int _query = -1;
    private int _series;
    private int _end;
    private QueryWork? _own;
    private bool _isOwnSent;
    private bool _isRestTold;

    /// <inheritdoc/>
    public override Work? Take(Lane lane)
    {
        while (lane.AcceptsAny && _query < state.Queries.Length)
        {
            for (; _series < _end; _series++)
            {
                if (OfSeries(lane) is { } work)
                {
                    _series++;
                    return work;
                }
            }

            _own = null;
            if (++_query < state.Queries.Length)
            {
                QueryProgress query = state.Queries[_query];
                _series = query.FirstSeries;
                _end = query.FirstSeries + query.SeriesCount;
                _isRestTold = false;
                _isOwnSent = NeedsIdentifier(query);
                if (_isOwnSent)
                {
                    return _own = new QueryWork(state, outcome, _query);
                }
            }
        }

        return null;
    }

    private bool NeedsIdentifier(QueryProgress query)
    {
        if (query.IsComplete || (query.IsListed && isTrial))
        {
            return false;
        }

        if (query.IsOpen)
        {
            // With other contexts other objects come.
            return isTrial || query.IsToBeSent;
        }

        // What is here already would be sent again.
        return query.Missing == query.InstanceCount && query.Missing > query.Refused && !query.Overlaps;
    }

    private Work? OfSeries(Lane lane)
    {
        ref SeriesEntry series = ref state.Catalogue.Series(_series);
        int candidates = CountCandidates(lane, _series);
        if (candidates == 0)
        {
            return null;
        }

        if (isTrial)
        {
            return new TrialWork(state, outcome, _series, series.FirstInstance, series.InstanceCount);
        }

        int rest = 0;
        if (_own is { HasEndedEarly: true } && !_isRestTold)
        {
            _isRestTold = true;
            for (int i = _series; i < _end; i++)
            {
                rest += CountCandidates(lane, i);
            }
        }

        return new SeriesWork(state, outcome, _series, series.FirstInstance, series.InstanceCount, sopClass: -1)
        {
            AsksForSeries = !_isOwnSent && candidates == series.InstanceCount && state.Queries[_query].Keys.Level != QueryLevel.Image,
            RestCount = rest,
        };
    }

    private int CountCandidates(Lane lane, int index)
    {
        ref SeriesEntry series = ref state.Catalogue.Series(index);
        int candidates = 0;
        for (int i = series.FirstInstance; i < series.FirstInstance + series.InstanceCount; i++)
        {
            candidates += lane.IsCandidate(i, sopClass: -1) ? 1 : 0;
        }

        return candidates;
    }
}
