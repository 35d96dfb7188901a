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
    private Action? _first;
    private Action? _atOnce;
    private Timer? _timer;

    /// <param name="graceSeconds">From the first signal until everything is ended.</param>
    public Interruption(int graceSeconds)
    {
        _grace = graceSeconds;
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
    /// <param name="first">Asks for an orderly end; null: end at once.</param>
    /// <param name="atOnce">Ends every wait.</param>
    public void Guard(Action? first, Action atOnce)
    {
        lock (_gate)
        {
            _first = first;
            _atOnce = atOnce;
            if (Signal != 0 && _timer is null)
            {
                Act();
            }
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
        if (_first is null)
        {
            _atOnce?.Invoke();
            return;
        }
        try
        {
            _first();
        }
        catch (NetworkException)
        {
            // The connection is gone; the retrieval notices by itself.
        }
        _timer = new Timer(static state => ((Action)state!)(), _atOnce, _grace * 1000L, Timeout.Infinite);
    }
}
