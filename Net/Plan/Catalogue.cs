using System;
using System.Collections.Generic;

using GetScu.Dicom;

namespace GetScu.Net.Plan;

/// <summary>The studies and series that C-FIND lists, those of a query and of a study in a row.</summary>
internal sealed class Catalogue
{
    private readonly UidIndex _studyUids = new();
    private readonly UidIndex _seriesUids = new();
    private readonly List<StudyEntry> _studies = [];
    private readonly ChunkedList<SeriesEntry> _series = new();
    // By number of a UID: the entry that it was last listed for.
    private readonly ChunkedList<int> _lastStudy = new();
    private readonly ChunkedList<int> _lastSeries = new();

    public int StudyCount => _studies.Count;

    public int SeriesCount => _series.Count;

    public StudyEntry Study(int index) => _studies[index];

    public ref SeriesEntry Series(int index) => ref _series[index];

    public ReadOnlySpan<byte> StudyUid(int index) => _studyUids[_studies[index].Uid];

    public ReadOnlySpan<byte> SeriesUid(int index) => _seriesUids[_series[index].Uid];

    /// <summary>The UID of the series that an instance stands in.</summary>
    public ReadOnlySpan<byte> SeriesUidOf(int instance)
    {
        // Series are in the order of their instances; those without any begin where the next one does.
        int low = 0;
        int high = _series.Count;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (_series[middle].FirstInstance <= instance)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        while (low > 0 && _series[low - 1].FirstInstance + _series[low - 1].InstanceCount <= instance)
        {
            low--;
        }

        return low == 0 ? default : SeriesUid(low - 1);
    }

    /// <summary>Adds a study of a query.</summary>
    /// <returns>False: there is no room. A study that the query lists already is not added again.</returns>
    public bool AddStudy(int query, ReadOnlySpan<byte> uid, ReadOnlySpan<byte> patientId, ReadOnlySpan<byte> characterSet, bool hasClasses)
    {
        int number = _studyUids.Find(uid);
        if (number >= 0 && _studies[_lastStudy[number]].Query == query)
        {
            return true;
        }

        if (_studies.Count >= Limits.PlannedSeries)
        {
            return false;
        }

        if (number < 0)
        {
            number = _studyUids.Add(uid);
            _lastStudy.Add(0);
        }

        _lastStudy[number] = _studies.Count;
        _studies.Add(new StudyEntry(query, number)
        {
            PatientId = patientId.ToArray(),
            CharacterSet = characterSet.ToArray(),
            HasClasses = hasClasses,
        });
        return true;
    }

    /// <summary>Adds a series of a study; all of one are added before those of the next.</summary>
    /// <returns>False: there is no room. A series that the study lists already is not added again.</returns>
    public bool AddSeries(int study, ReadOnlySpan<byte> uid, SeriesEntry entry)
    {
        int number = _seriesUids.Find(uid);
        if (number >= 0 && _series[_lastSeries[number]].Study == study)
        {
            return true;
        }

        if (_series.Count >= Limits.PlannedSeries)
        {
            return false;
        }

        if (number < 0)
        {
            number = _seriesUids.Add(uid);
            _lastSeries.Add(0);
        }

        _lastSeries[number] = _series.Count;
        StudyEntry owner = _studies[study];
        owner.FirstSeries = owner.SeriesCount == 0 ? _series.Count : owner.FirstSeries;
        owner.SeriesCount++;
        entry.Uid = number;
        entry.Study = study;
        _series.Add(entry);
        return true;
    }
}
