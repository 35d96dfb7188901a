using System;
using System.Collections.Generic;

namespace GetScu.Net.Plan;

/// <summary>
/// The series of all queries, the longest first, for several associations at once: each takes the next one when it has done its
/// last. One that is longer than an association's share is divided into lists.
/// </summary>
internal sealed class DividedSeries : WorkSource
{
    /// <summary>Instances of a part of a long series.</summary>
    private const int PartLength = 100;

    private readonly PlanState _state;
    private readonly StageOutcome _outcome;
    private readonly List<(int Series, int First, int Count)> _parts = [];
    private int _query;

    /// <param name="lanes">Associations at once.</param>
    public DividedSeries(PlanState state, StageOutcome outcome, int lanes)
    {
        _state = state;
        _outcome = outcome;
        long total = 0;
        for (int i = 0; i < state.Catalogue.SeriesCount; i++)
        {
            total += CountWanted(state.Catalogue.Series(i).FirstInstance, state.Catalogue.Series(i).InstanceCount);
        }

        for (int i = 0; i < state.Catalogue.SeriesCount; i++)
        {
            Divide(i, (total + lanes - 1) / lanes);
        }

        // The order of the list where they are alike.
        _parts.Sort(static (one, other) =>
            one.Count != other.Count ? other.Count.CompareTo(one.Count) : one.First.CompareTo(other.First));
    }

    /// <summary>Pieces of work, those of queries that are not listed not counted.</summary>
    public int Count => _parts.Count;

    /// <inheritdoc/>
    public override Work? Take(Lane lane)
    {
        if (!lane.AcceptsAny)
        {
            return null;
        }

        for (; _query < _state.Queries.Length; _query++)
        {
            if (_state.Queries[_query].IsToBeSent)
            {
                return new QueryWork(_state, _outcome, _query++);
            }
        }

        for (int i = 0; i < _parts.Count; i++)
        {
            (int index, int first, int count) = _parts[i];
            int candidates = 0;
            for (int j = first; j < first + count; j++)
            {
                candidates += lane.IsCandidate(j, sopClass: -1) ? 1 : 0;
            }

            if (candidates > 0)
            {
                _parts.RemoveAt(i);
                SeriesEntry series = _state.Catalogue.Series(index);
                int query = _state.Catalogue.Study(series.Study).Query;
                return new SeriesWork(_state, _outcome, index, first, count, sopClass: -1)
                {
                    AsksForSeries = candidates == series.InstanceCount && _state.Queries[query].Keys.Level != QueryLevel.Image,
                };
            }
        }

        return null;
    }

    private void Divide(int index, long share)
    {
        SeriesEntry series = _state.Catalogue.Series(index);
        int end = series.FirstInstance + series.InstanceCount;
        int wanted = CountWanted(series.FirstInstance, series.InstanceCount);
        int length = wanted > PartLength && wanted > share ? PartLength : Math.Max(series.InstanceCount, 1);
        for (int first = series.FirstInstance; first < end; first += length)
        {
            int count = Math.Min(length, end - first);
            if (CountWanted(first, count) > 0)
            {
                _parts.Add((index, first, count));
            }
        }
    }

    private int CountWanted(int first, int count)
    {
        int wanted = 0;
        for (int i = first; i < first + count; i++)
        {
            wanted += _state.Instances[i].IsWanted ? 1 : 0;
        }

        return wanted;
    }
}
