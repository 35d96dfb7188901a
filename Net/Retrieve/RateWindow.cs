namespace GetScu.Net.Retrieve;

/// <summary>Bytes per second over the last few looks at a count.</summary>
internal sealed class RateWindow
{
    private const int Looks = 16;

    private readonly long[] _times = new long[Looks];
    private readonly long[] _bytes = new long[Looks];
    private int _count;

    /// <summary>Takes a look.</summary>
    /// <param name="time">Milliseconds, of any beginning.</param>
    /// <param name="bytes">The count by now.</param>
    /// <returns>Null: no time has passed.</returns>
    public long? Take(long time, long bytes)
    {
        // The oldest look there is: the place that this one takes, or the first.
        int place = _count % Looks;
        int oldest = _count < Looks ? 0 : place;
        long? rate = _count > 0 && time > _times[oldest] ? (bytes - _bytes[oldest]) * 1000 / (time - _times[oldest]) : null;
        _times[place] = time;
        _bytes[place] = bytes;
        _count = _count == (2 * Looks) - 1 ? Looks : _count + 1;
        return rate;
    }
}
