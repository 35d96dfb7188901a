using System;

using GetScu.Dicom;

namespace GetScu.Net.Transport;

/// <summary>
/// How long this side waits for its peer: the one clock of connecting, receiving and sending. The kernel is asked for a slice
/// of the wait at a time, and a slice counts for no more than it was to take: what a stopped process, a frozen disk or a
/// full pipe cost is not the peer's silence. Whoever waits looks for what has come before asking <see cref="HasPassed"/>.
/// </summary>
/// <param name="isAbsolute">
/// Time between the waits counts as well, a slice of it at most: for what must be whole by then, however much comes.
/// </param>
/// <param name="clock">Milliseconds; the system's when null.</param>
internal sealed class Deadline(long seconds = 0, bool isAbsolute = false, Func<long>? clock = null)
{
    private readonly Func<long> _clock = clock ?? SystemClock;
    private long _spent;
    private long _begin = (clock ?? SystemClock)();

    /// <summary>Seconds; 0: no bound. May be changed while time passes.</summary>
    public long Limit { get; set; } = seconds;

    /// <summary>Nothing that came is in time any more.</summary>
    public bool HasPassed => Limit != 0 && _spent >= Limit * 1000;

    /// <summary>Milliseconds to wait next, 0 to <see cref="Limits.WaitSlice"/>.</summary>
    public int Next => Limit == 0 ? Limits.WaitSlice : (int)Math.Clamp((Limit * 1000) - _spent, 0, Limits.WaitSlice);

    /// <summary>The whole time is there again.</summary>
    public void Restart()
    {
        _spent = 0;
        _begin = _clock();
    }

    /// <summary>A wait begins.</summary>
    public void Begin()
    {
        if (!isAbsolute)
        {
            _begin = _clock();
        }
    }

    /// <summary>The wait has ended, whatever ended it.</summary>
    public void End()
    {
        long now = _clock();
        _spent += Math.Min(now - _begin, Limits.WaitSlice);
        _begin = now;
    }

    private static long SystemClock() => Environment.TickCount64;
}
