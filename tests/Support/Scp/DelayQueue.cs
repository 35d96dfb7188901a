using System.Diagnostics;

namespace GetScu.Tests.Scp;

/// <summary>Bytes on their way: what is put in comes out after a delay, in order, however much is on its way.</summary>
internal sealed class DelayQueue(TimeSpan delay)
{
    /// <summary>Arbitrary: bytes on their way before <see cref="Put"/> waits.</summary>
    private const long Limit = 1 << 26;

    /// <summary>Waits end up to so much early, as timers end late.</summary>
    private static readonly long Slack = Stopwatch.Frequency / 2000;

    private readonly object _gate = new();
    private readonly Queue<(long Due, byte[] Bytes)> _items = new();
    private long _length;
    private bool _isClosed;

    /// <summary>Whether something is there to be taken without waiting.</summary>
    public bool IsReady
    {
        get
        {
            lock (_gate)
            {
                return _items.TryPeek(out (long Due, byte[]) first) && Left(first.Due, Stopwatch.GetTimestamp()) <= 0;
            }
        }
    }

    /// <summary>An empty array stands for the end. After <see cref="Close"/> nothing is kept.</summary>
    public void Put(byte[] bytes)
    {
        long due = Stopwatch.GetTimestamp() + (long)(delay.TotalSeconds * Stopwatch.Frequency);
        lock (_gate)
        {
            while (_length > Limit && !_isClosed)
            {
                Monitor.Wait(_gate);
            }

            if (!_isClosed)
            {
                _items.Enqueue((due, bytes));
                _length += bytes.Length;
                Monitor.PulseAll(_gate);
            }
        }
    }

    /// <summary>The next bytes once they are due; null where none is due within the time given, or after the close.</summary>
    public byte[]? Take(TimeSpan longest)
    {
        long end = Stopwatch.GetTimestamp() + (long)(Math.Min(longest.TotalSeconds, 1e6) * Stopwatch.Frequency);
        lock (_gate)
        {
            while (!_isClosed)
            {
                // One reading of the clock: what is not due yet must not be over time a moment later.
                long now = Stopwatch.GetTimestamp();
                bool hasItem = _items.TryPeek(out (long Due, byte[] Bytes) first);
                if (hasItem && Left(first.Due, now) <= 0)
                {
                    _items.Dequeue();
                    _length -= first.Bytes.Length;
                    Monitor.PulseAll(_gate);
                    return first.Bytes;
                }

                if (Left(end, now) <= 0)
                {
                    return null;
                }

                long left = Left(hasItem ? Math.Min(first.Due, end) : end, now);
                Monitor.Wait(_gate, (int)Math.Min(left, int.MaxValue));
            }

            return null;
        }
    }

    /// <summary>Drops everything; nobody waits any more.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            _items.Clear();
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Milliseconds to a time, rounded up, save what is not worth a wait.</summary>
    private static long Left(long due, long now)
    {
        long ticks = due - now - Slack;
        return ticks <= 0 ? 0 : ((ticks * 1000) / Stopwatch.Frequency) + 1;
    }
}
