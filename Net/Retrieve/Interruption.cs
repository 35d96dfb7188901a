using System;
using System.Runtime.InteropServices;
using System.Threading;

using GetScu.Net.Log;

namespace GetScu.Net.Retrieve;

/// <summary>
/// Turns SIGINT, SIGTERM and SIGHUP into calls: the first one asks the retrieval to end in order, a second one, or the end
/// of the grace time, ends every wait. SIGPIPE is ignored by the runtime, and so is what was ignored when the program began.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly PosixSignalRegistration[] _registrations;
    private readonly Lock _gate = new();
    private readonly int _graceSeconds;
    private readonly Logger _log;
    private readonly Action<int> _leave;
    private string _asking = "";
    private Func<bool>? _first;
    private Action? _atOnce;
    private Timer? _timer;
    private bool _isDone;

    /// <param name="graceSeconds">From the first signal until everything is ended.</param>
    /// <param name="log">Told of every signal.</param>
    /// <param name="leave">Ends the program; called with the signal's number as long as nothing is guarded.</param>
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

    /// <summary>Says what a signal does from here on.</summary>
    /// <param name="asking">What the first one does, for the log.</param>
    /// <param name="first">Asks for an orderly end; false when it cannot be asked for.</param>
    /// <param name="atOnce">Ends every wait.</param>
    /// <returns>False: a signal has come already, so nothing is to be begun.</returns>
    public bool Guard(string asking, Func<bool> first, Action atOnce)
    {
        lock (_gate)
        {
            _asking = asking;
            _first = first;
            _atOnce = atOnce;
            return Signal == 0;
        }
    }

    /// <summary>There is nothing left to end: signals, and the end of the grace time, do nothing any more.</summary>
    public void Done()
    {
        lock (_gate)
        {
            _isDone = true;
        }
    }

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
        {
            registration.Dispose();
        }

        _timer?.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        lock (_gate)
        {
            if (_isDone)
            {
                return;
            }

            if (Signal == 0)
            {
                Signal = context.Signal == PosixSignal.SIGINT ? 2 : 15;
                Act(NameOf(context.Signal));
            }
            else
            {
                _log.Write(LogLevel.Warn, $"{NameOf(context.Signal)}: aborting the association at once");
                _atOnce?.Invoke();
            }
        }
    }

    private void Act(string signal)
    {
        if (_first is null || _atOnce is null)
        {
            _log.Write(LogLevel.Warn, $"{signal}: no association yet, leaving at once");
            _leave(Signal);
            return;
        }

        _log.Write(LogLevel.Warn, $"{signal}: {_asking}, {_graceSeconds} s at most");
        if (!_first())
        {
            _log.Write(LogLevel.Warn, "Peer does not take what is sent: aborting the association");
            _atOnce();
            return;
        }
        // A timer takes 49 days.
        _timer = new Timer(OnGraceOver, null, Math.Min(_graceSeconds * 1000L, int.MaxValue), Timeout.Infinite);
    }

    private void OnGraceOver(object? state)
    {
        lock (_gate)
        {
            if (!_isDone)
            {
                _log.Write(LogLevel.Warn, "Grace time is over: aborting the association");
                _atOnce?.Invoke();
            }
        }
    }

    private static string NameOf(PosixSignal signal) => signal switch
    {
        PosixSignal.SIGINT => "SIGINT",
        PosixSignal.SIGHUP => "SIGHUP",
        _ => "SIGTERM",
    };
}
