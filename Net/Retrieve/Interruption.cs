using System;
using System.Runtime.InteropServices;
using System.Threading;

using GetScu.Dicom;
using GetScu.Net.Log;

namespace GetScu.Net.Retrieve;

/// <summary>
/// Turns SIGINT, SIGTERM and SIGHUP into calls: the first one asks the retrieval to end in order, a second one, or the end
/// of the grace time, ends every wait; where that does not bring the run to its end either, the program is left. Each acts
/// first and logs second, on a thread that nobody waits for: a log that takes nothing delays no signal.
/// SIGPIPE is ignored by the runtime, and so is what was ignored when the program began.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly PosixSignalRegistration[] _registrations;
    private readonly object _gate = new();
    private readonly int _graceSeconds;
    private readonly Logger _log;
    private readonly Action<int> _leave;
    private readonly Guarded?[] _lanes = new Guarded?[Limits.Associations];
    private int _logging;
    private bool _isDone;
    private bool _isLeaving;

    /// <param name="graceSeconds">From the first signal until everything is ended.</param>
    /// <param name="log">Told of every signal.</param>
    /// <param name="leave">Ends the program; called with the signal's number where nothing else does.</param>
    public Interruption(int graceSeconds, Logger log, Action<int> leave)
    {
        _graceSeconds = graceSeconds;
        _log = log;
        _leave = leave;
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, OnSignal),
        ];
    }

    /// <summary>The first signal's number (SIGHUP counts as SIGTERM), 0 when there was none.</summary>
    public int Signal { get; private set; }

    /// <summary>Says what a signal does to an association from here on. None of the calls logs, save <paramref name="told"/>.</summary>
    /// <param name="asking">What the first one does, for the log.</param>
    /// <param name="first">Asks for an orderly end; false when it cannot be asked for.</param>
    /// <param name="told">Logs what <paramref name="first"/> has done.</param>
    /// <param name="atOnce">Ends every wait.</param>
    /// <param name="lane">Which of the associations that go on side by side, from 0.</param>
    /// <returns>False: a signal has come already, so nothing is to be begun.</returns>
    public bool Guard(string asking, Func<bool> first, Action told, Action atOnce, int lane = 0) =>
        Set(lane, new Guarded(asking, first, told, atOnce));

    /// <summary>What goes on ends by itself: a signal only keeps the next thing from being begun.</summary>
    /// <returns>As <see cref="Guard"/>.</returns>
    public bool GuardNothing(int lane = 0) => Guard("ending the run", static () => true, static () => { }, static () => { }, lane);

    /// <summary>A signal finds nothing to be ended in order: the association is gone, or is not there yet.</summary>
    /// <returns>As <see cref="Guard"/>.</returns>
    public bool Unguard(int lane) => Set(lane, null);

    /// <summary>Waits, unless a signal comes.</summary>
    /// <returns>False: one has come.</returns>
    public bool Wait(int seconds)
    {
        lock (_gate)
        {
            _ = GuardNothing();
            return !Await(() => Signal != 0, seconds);
        }
    }

    /// <summary>
    /// There is nothing left to end: signals, and the end of the grace time, do nothing any more. What they have to log
    /// gets a moment for it.
    /// </summary>
    public void Done()
    {
        lock (_gate)
        {
            _isDone = true;
            AwaitLog();
            Monitor.PulseAll(_gate);
            while (_isLeaving)
            {
                // The program ends on another thread.
                Monitor.Wait(_gate);
            }
        }
    }

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
        {
            registration.Dispose();
        }
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        string name = NameOf(context.Signal);
        int number = context.Signal == PosixSignal.SIGINT ? 2 : 15;
        ActAndLog(() => Signal == 0 ? Begin(name, number) : EndAtOnce($"{name}: aborting the association at once"));
    }

    /// <summary>The first signal.</summary>
    private Action Begin(string name, int number)
    {
        Signal = number;
        Monitor.PulseAll(_gate);
        Guarded[] guarded = Array.FindAll(_lanes, lane => lane is not null)!;
        if (guarded.Length == 0)
        {
            _isLeaving = true;
            Start(Leave);
            return () => _log.Write(LogLevel.Warn, $"{name}: no association yet, leaving at once");
        }

        Guarded[] deaf = Array.FindAll(guarded, lane => !lane.First());
        foreach (Guarded lane in deaf)
        {
            lane.AtOnce();
        }

        // Those that could be asked get their time.
        Start(deaf.Length < guarded.Length ? AwaitGrace : LeaveUnlessDone);
        return () =>
        {
            _log.Write(LogLevel.Warn, $"{name}: {guarded[0].Asking}, {_graceSeconds} s at most");
            foreach (Guarded lane in guarded)
            {
                lane.Told();
            }

            if (deaf.Length > 0)
            {
                _log.Write(LogLevel.Warn, "Peer does not take what is sent: aborting the association");
            }
        };
    }

    private bool Set(int lane, Guarded? guarded)
    {
        lock (_gate)
        {
            _lanes[lane] = guarded;
            return Signal == 0;
        }
    }

    private Action EndAtOnce(string reason)
    {
        foreach (Guarded? lane in _lanes)
        {
            lane?.AtOnce();
        }

        Start(LeaveUnlessDone);
        return () => _log.Write(LogLevel.Warn, reason);
    }

    private void AwaitGrace()
    {
        if (!IsDoneWithin(_graceSeconds))
        {
            ActAndLog(() => EndAtOnce("Grace time is over: aborting the association"));
        }
    }

    private void LeaveUnlessDone()
    {
        lock (_gate)
        {
            if (IsDoneWithin(Limits.LeaveWait) || _isLeaving)
            {
                return;
            }

            _isLeaving = true;
        }

        Leave();
    }

    private void Leave()
    {
        lock (_gate)
        {
            AwaitLog();
        }

        _leave(Signal);
    }

    /// <param name="act">Called first, in turn with others; what it returns logs, and may take for ever.</param>
    private void ActAndLog(Func<Action> act)
    {
        // Lines of other threads come behind this one's, unless one of them is being written.
        bool hasTurn = _log.TryTakeTurn();
        Action log;
        lock (_gate)
        {
            log = _isDone ? static () => { } : act();
            _logging++;
        }

        log();
        lock (_gate)
        {
            _logging--;
            Monitor.PulseAll(_gate);
        }

        if (hasTurn)
        {
            _log.EndTurn();
        }
    }

    private bool IsDoneWithin(long seconds)
    {
        lock (_gate)
        {
            return Await(() => _isDone, seconds);
        }
    }

    private void AwaitLog() => _ = Await(() => _logging == 0, Limits.CloseWait);

    /// <summary>Within the gate: waits for what other threads do.</summary>
    private bool Await(Func<bool> isReached, long seconds)
    {
        long end = Environment.TickCount64 + (seconds * 1000);
        for (long left; !isReached() && (left = end - Environment.TickCount64) > 0;)
        {
            Monitor.Wait(_gate, (int)Math.Min(left, int.MaxValue));
        }

        return isReached();
    }

    private static void Start(ThreadStart task) => new Thread(task) { IsBackground = true }.Start();

    private static string NameOf(PosixSignal signal) => signal switch
    {
        PosixSignal.SIGINT => "SIGINT",
        PosixSignal.SIGHUP => "SIGHUP",
        _ => "SIGTERM",
    };

    private sealed class Guarded(string asking, Func<bool> first, Action told, Action atOnce)
    {
        public string Asking { get; } = asking;

        public Func<bool> First { get; } = first;

        public Action Told { get; } = told;

        public Action AtOnce { get; } = atOnce;
    }
}
