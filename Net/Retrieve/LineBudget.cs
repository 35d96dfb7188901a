using GetScu.Net.Log;

namespace GetScu.Net.Retrieve;

/// <summary>Log lines of one kind that a peer can cause without end: so many are written, the others are counted.</summary>
/// <param name="most">Lines that are written.</param>
/// <param name="rest">What the others are, behind their number.</param>
internal sealed class LineBudget(int most, string rest)
{
    private long _count;

    /// <summary>One more line; true: it may be written.</summary>
    public bool Take() => ++_count <= most;

    /// <summary>Logs how many were not written, if any, and begins anew.</summary>
    public void End(Logger log)
    {
        if (_count > most)
        {
            log.Write(LogLevel.Warn, $"{_count - most} {rest}");
        }

        _count = 0;
    }
}
