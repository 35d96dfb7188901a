using System;
using System.Runtime.InteropServices;
using System.Threading;

namespace GetScu.Net;

/// <summary>
/// Turns SIGINT, SIGTERM and SIGHUP into calls: the first one asks the retrieval to end in order, a second one, or the end
/// of the grace time, ends every wait. SIGPIPE is ignored by the runtime.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly PosixSignalRegistration[] _registrations;
    private readonly Lock _gate = new();
    private readonly int _grace;
    private readonly Action<int> _leave;
    private Func<bool>? _first;
    private Action? _atOnce;
    private Timer? _timer;

    /// <param name="graceSeconds">From the first signal until everything is ended.</param>
    /// <param name="leave">Ends the program; called with the signal's number as long as nothing is guarded.</param>
    public Interruption(int graceSeconds, Action<int> leave)
    {
        _grace = graceSeconds;
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

    /// <summary>Says what to do from here on; a signal that came before is acted on now.</summary>
    /// <param name="first">Asks for an orderly end; false when it cannot be asked for.</param>
    /// <param name="atOnce">Ends every wait.</param>
    public void Guard(Func<bool> first, Action atOnce)
    {
        lock (_gate)
        {
            _first = first;
            _atOnce = atOnce;
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
            if (Signal == 0)
            {
                Signal = context.Signal == PosixSignal.SIGINT ? 2 : 15;
                Act();
            }
            else
            {
                _atOnce?.Invoke();
            }
        }
    }

    private void Act()
    {
        if (_first is null || _atOnce is null)
        {
            _leave(Signal);
            return;
        }
        if (!_first())
        {
            _atOnce();
            return;
        }
        _timer = new Timer(static atOnce => ((Action)atOnce!)(), _atOnce, _grace * 1000L, Timeout.Infinite);
    }
}
