namespace GetScu.Net.Plan;

/// <summary>One piece of work, which may be taken again while it is not done.</summary>
internal sealed class SingleSource(Work work) : WorkSource
{
    private bool _isTaken;

    /// <inheritdoc/>
    public override Work? Take(Lane lane)
    {
        Work? taken = _isTaken ? null : work;
        _isTaken = true;
        return taken;
    }
}
