namespace GetScu.Net.Plan;

/// <summary>How the associations of one stage have gone, all taken together.</summary>
internal sealed class StageOutcome
{
    private bool _wasBusy;
    private bool _worksAfterBusy;

    /// <summary>An association was had.</summary>
    public bool IsEstablished { get; set; }

    /// <summary>The peer accepts C-GET.</summary>
    public bool HasGet { get; set; }

    /// <summary>The peer accepts a storage context.</summary>
    public bool AcceptsAny { get; set; }

    /// <summary>An association could not be had, for a cause that may pass.</summary>
    public bool IsPutOff { get; set; }

    /// <summary>An association was lost: closed, reset, aborted, silent or broken.</summary>
    public bool IsLost { get; set; }

    /// <summary>A request succeeded with nothing, where something is expected.</summary>
    public bool IsEmpty { get; set; }

    /// <summary>A request ended with A7xxH, and no later one has brought anything: resources it is, not objects without a context.</summary>
    public bool IsBusy { get; private set; }

    /// <summary>A request has ended.</summary>
    /// <param name="isBusy">With A7xxH.</param>
    /// <param name="came">It has brought something.</param>
    public void Note(bool isBusy, bool came)
    {
        _worksAfterBusy |= _wasBusy && came;
        _wasBusy |= isBusy;
        IsBusy = _wasBusy && !_worksAfterBusy;
    }
}
