namespace GetScu.Net.Plan;

/// <summary>
/// Asks for one instance of a series first, for its others only if that one comes; each SOP class of the series by itself, where
/// they are known.
/// </summary>
internal sealed class TrialWork(PlanState state, StageOutcome outcome, int series, int first, int count) : Work
{
    private SeriesWork? _current;
    private int _tried = -1;
    private int _sopClass;
    private bool _isTrial;

    /// <inheritdoc/>
    public override PlannedRequest? Next(Lane lane)
    {
        while (true)
        {
            if (_current?.Next(lane) is { } request)
            {
                return request;
            }

            if (_tried >= 0)
            {
                LeaveClass();
            }

            _tried = -1;
            for (int i = first; i < first + count && _tried < 0; i++)
            {
                _tried = lane.IsCandidate(i, sopClass: -1) ? i : -1;
            }

            if (_tried < 0)
            {
                return null;
            }

            // The object that comes may be of another class than listed, or the first thing to be known of it.
            _sopClass = state.Instances[_tried].SopClass;
            _isTrial = true;
            _current = new SeriesWork(state, outcome, series, _tried, 1, sopClass: -1);
        }
    }

    /// <inheritdoc/>
    public override void Final(Lane lane, RequestEnd end)
    {
        _current!.Final(lane, end);
        if (_isTrial)
        {
            _current = state.Instances[_tried].Has(InstanceFlags.Here)
                ? new SeriesWork(state, outcome, series, first, count, _sopClass) : null;
            _isTrial = false;
        }
    }

    /// <summary>What has not come by now does not in this association.</summary>
    private void LeaveClass()
    {
        for (int i = first; i < first + count; i++)
        {
            if (state.Instances[i].SopClass == _sopClass)
            {
                state.Instances[i].Flags |= InstanceFlags.Tried;
            }
        }
    }
}
