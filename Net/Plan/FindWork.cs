using System;

using GetScu.Net.Association;
using GetScu.Net.Dimse;

namespace GetScu.Net.Plan;

/// <summary>
/// Lists what the queries match (PS3.4 C.4.1, C.6): studies, then the series of each, then the instances of each series, with
/// single-valued upper keys. It stays where it is when the connection is lost, and may go on in another association.
/// </summary>
internal sealed class FindWork(PlanState state) : Work
{
    private readonly FoundValues _values = new(state);
    private int _query;
    private QueryLevel _level = QueryLevel.Patient;
    private int _study;
    private int _series;
    private bool _isWhole;

    /// <summary>Everything has been asked for.</summary>
    public bool IsDone => _query >= state.Queries.Length;

    private QueryProgress Current => state.Queries[_query];

    /// <inheritdoc/>
    public override PlannedRequest? Next(Lane lane)
    {
        _values.Entered = 0;
        _values.Blank = 0;
        while (!IsDone)
        {
            switch (_level)
            {
                case QueryLevel.Patient:
                    Begin();
                    break;
                case QueryLevel.Study:
                    return new PlannedRequest(RequestKind.Find, _query + 1, _level)
                    {
                        PatientId = Current.Keys.PatientId,
                        CharacterSet = Current.Keys.CharacterSet,
                        StudyUids = Current.Keys.StudyUids,
                    };
                case QueryLevel.Series when _study == Current.FirstStudy + Current.StudyCount:
                    Finish();
                    break;
                case QueryLevel.Series:
                    return Request(Current.Keys.Level >= QueryLevel.Series ? Current.Keys.SeriesUids : default, default);
                case QueryLevel.Image when _series == state.Catalogue.Study(_study).FirstSeries + state.Catalogue.Study(_study).SeriesCount:
                    _study++;
                    _level = QueryLevel.Series;
                    break;
                default:
                    return Request(
                        state.Catalogue.SeriesUid(_series).ToArray(),
                        Current.Keys.Level == QueryLevel.Image ? Current.Keys.InstanceUids : default);
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public override void Match(in FindMatch match)
    {
        // What there is no room for is missing in the list.
        _isWhole &= _level switch
        {
            QueryLevel.Study => _values.Study(_query, match),
            QueryLevel.Series => _values.Series(_query, _study, match),
            _ => _values.Instance(_query, _series, match),
        };
    }

    /// <inheritdoc/>
    public override void Final(Lane lane, RequestEnd end)
    {
        bool isFound = end.IsInOrder;
        // A warning may stand for matches that are left out.
        _isWhole &= end.Status == DimseStatus.Success && IsCredible();
        if (isFound && (Current.FoundLevel is not { } found || found < _level))
        {
            Current.FoundLevel = _level;
        }

        bool goesOn = isFound || Current.FoundLevel >= _level;
        switch (_level)
        {
            case QueryLevel.Study:
                Current.StudyCount = state.Catalogue.StudyCount - Current.FirstStudy;
                // PS3.4 C.6.3: no levels below.
                goesOn &= state.Settings.Model != QueryModel.PatientStudyOnly;
                _isWhole &= goesOn;
                _level = QueryLevel.Series;
                break;
            case QueryLevel.Series when isFound:
                Current.SeriesCount = state.Catalogue.SeriesCount - Current.FirstSeries;
                _level = QueryLevel.Image;
                _series = state.Catalogue.Study(_study).FirstSeries;
                break;
            case QueryLevel.Series:
                _study++;
                break;
            default:
                _series++;
                break;
        }

        if (!goesOn)
        {
            Finish();
        }
    }

    /// <summary>
    /// Responses without a UID and no others, a study without series or a series without instances: the list is not all there is, and
    /// nothing may be concluded from it.
    /// </summary>
    private bool IsCredible() => _values.Entered > 0
        || (_values.Blank == 0 && (_level == QueryLevel.Study || Current.Keys.Level >= _level));

    /// <inheritdoc/>
    public override void Unread() => _isWhole = false;

    /// <summary>No association is left: what has not been listed will not be.</summary>
    /// <param name="isBroken">The last one was lost: nothing is to be concluded from it.</param>
    public void GiveUp(bool isBroken)
    {
        while (!IsDone)
        {
            if (_level == QueryLevel.Patient)
            {
                Begin();
            }

            _isWhole = false;
            Current.IsBroken = isBroken;
            Finish();
        }
    }

    /// <summary>A series without instances begins where the next one does: they are looked for by place.</summary>
    private void OrderEmptySeries(QueryProgress query)
    {
        int next = state.Instances.Count;
        for (int i = query.FirstSeries + query.SeriesCount - 1; i >= query.FirstSeries; i--)
        {
            ref SeriesEntry series = ref state.Catalogue.Series(i);
            series.FirstInstance = series.InstanceCount == 0 ? next : series.FirstInstance;
            next = series.FirstInstance;
        }
    }

    private void Begin()
    {
        Current.FirstStudy = state.Catalogue.StudyCount;
        Current.FirstSeries = state.Catalogue.SeriesCount;
        Current.FirstInstance = state.Instances.Count;
        _study = Current.FirstStudy;
        _isWhole = true;
        _values.Begin();
        _level = QueryLevel.Study;
    }

    private void Finish()
    {
        QueryProgress query = Current;
        query.StudyCount = state.Catalogue.StudyCount - query.FirstStudy;
        query.SeriesCount = state.Catalogue.SeriesCount - query.FirstSeries;
        query.InstanceCount = state.Instances.Count - query.FirstInstance;
        OrderEmptySeries(query);
        query.IsSearched = true;
        query.IsListed = _isWhole;
        query.HasClasses = _values.HasClasses && (_isWhole || ListsClasses(query));
        _query++;
        _level = QueryLevel.Patient;
    }

    /// <summary>Whether the studies, or the series, say what classes are in them.</summary>
    private bool ListsClasses(QueryProgress query)
    {
        bool byStudies = query.StudyCount > 0;
        bool bySeries = query.SeriesCount > 0;
        for (int i = 0; i < query.StudyCount; i++)
        {
            StudyEntry study = state.Catalogue.Study(query.FirstStudy + i);
            byStudies &= study.HasClasses;
            bySeries &= study.SeriesCount > 0;
        }

        for (int i = 0; i < query.SeriesCount; i++)
        {
            bySeries &= state.Catalogue.Series(query.FirstSeries + i).HasClasses;
        }

        return byStudies || bySeries;
    }

    private PlannedRequest Request(ReadOnlyMemory<byte> seriesUids, ReadOnlyMemory<byte> instanceUids)
    {
        StudyEntry study = state.Catalogue.Study(_study);
        return new PlannedRequest(RequestKind.Find, _query + 1, _level)
        {
            PatientId = study.PatientId,
            CharacterSet = study.CharacterSet,
            StudyUids = state.Catalogue.StudyUid(_study).ToArray(),
            SeriesUids = seriesUids,
            InstanceUids = instanceUids,
        };
    }
}
