using System;

using GetScu.Dicom;

namespace GetScu.Net.Plan;

/// <summary>
/// Asks for what is wanted of one series, or of a part of one: by lists of instances, and what a peer does not bring that way
/// one at a time. Ends when nothing is left to ask for, or when asking does not help.
/// </summary>
/// <param name="first">Number of the first instance.</param>
/// <param name="count">Instances, in a row.</param>
/// <param name="sopClass">Only those of this class; negative: all.</param>
internal sealed class SeriesWork(
    PlanState state, StageOutcome outcome, int series, int first, int count, int sopClass) : GetWork(state, outcome)
{
    private bool _asksForSeries;
    private bool _isTryingOne;
    private bool _isOver;
    private int _failures;

    /// <summary>The first request is for the series as a whole.</summary>
    public bool AsksForSeries { init => _asksForSeries = value; }

    /// <summary>What <see cref="PlannedRequest.RestCount"/> of the first request is.</summary>
    public int RestCount { get; set; }

    /// <inheritdoc/>
    public override PlannedRequest? Next(Lane lane)
    {
        if (_isOver)
        {
            return null;
        }

        lane.Begin(State.Catalogue.Study(State.Catalogue.Series(series).Study).Query);
        int most = _asksForSeries ? int.MaxValue : _isTryingOne || State.TakesNoLists ? 1 : Limits.RequestedUids;
        int length = Collect(lane, most, InstanceFlags.Alone);
        if (length == 0)
        {
            length = Collect(lane, 1, InstanceFlags.None);
        }

        if (length == 0)
        {
            return null;
        }

        StudyEntry study = State.Catalogue.Study(State.Catalogue.Series(series).Study);
        PlannedRequest request = new(
            _asksForSeries ? RequestKind.Series : RequestKind.Instances, study.Query + 1,
            _asksForSeries ? QueryLevel.Series : QueryLevel.Image)
        {
            PatientId = study.PatientId,
            CharacterSet = study.CharacterSet,
            StudyUids = State.Catalogue.StudyUid(State.Catalogue.Series(series).Study).ToArray(),
            SeriesUids = State.Catalogue.SeriesUid(series).ToArray(),
            InstanceUids = _asksForSeries ? default(ReadOnlyMemory<byte>) : List(lane, length),
            RestCount = RestCount,
        };
        RestCount = 0;
        return request;
    }

    /// <inheritdoc/>
    public override void Final(Lane lane, RequestEnd end)
    {
        bool isAlone = lane.Asked.Count == 1 && !_asksForSeries;
        bool isList = lane.Asked.Count > 1 && !_asksForSeries;
        int asked = lane.Asked.Count;
        int reported = lane.Reported.Count;
        int came = lane.Came;
        Settle(lane, end, isAlone, isOfSeries: !_asksForSeries);
        if (came > 0)
        {
            State.TakesLists |= isList;
            // The instance that comes alone did not come in a list.
            State.TakesNoLists |= _isTryingOne;
            _isTryingOne = false;
            _asksForSeries = false;
            _failures = 0;
        }
        else if (_asksForSeries)
        {
            _asksForSeries = false;
            _isOver = end.IsInOrder && reported == 0;
        }
        else if (_isTryingOne)
        {
            _isOver = true;
        }
        else if (reported > 0 || (isAlone && end.IsFailure))
        {
            // All are reported: they are asked for alone, and that is what counts.
            _failures += isList && reported >= asked ? 0 : 1;
            _isOver = _failures >= Limits.FruitlessRequests;
        }
        else
        {
            _isTryingOne = isList && end.IsFailure && !State.TakesLists;
            _isOver = !_isTryingOne;
        }
    }

    /// <summary>Asks for the next ones; gives the length of their list, 0: there are none.</summary>
    /// <param name="not">Those are left out.</param>
    private int Collect(Lane lane, int most, InstanceFlags not)
    {
        int length = 0;
        for (int i = first; i < first + count && lane.Asked.Count < most; i++)
        {
            if (lane.IsCandidate(i, sopClass) && !State.Instances[i].Has(not))
            {
                int added = State.Instances.Uid(i).Length + 1;
                if (length + added > Limits.RequestedList && !_asksForSeries)
                {
                    break;
                }

                length += added;
                lane.Ask(i);
            }
        }

        return length;
    }

    private byte[] List(Lane lane, int length)
    {
        byte[] list = new byte[length - 1];
        int end = 0;
        foreach (int number in lane.Asked)
        {
            if (end > 0)
            {
                list[end++] = (byte)'\\';
            }

            ReadOnlySpan<byte> uid = State.Instances.Uid(number);
            uid.CopyTo(list.AsSpan(end));
            end += uid.Length;
        }

        return list;
    }
}
