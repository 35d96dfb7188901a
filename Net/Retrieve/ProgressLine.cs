using System;
using System.Threading;

using GetScu.Net.Log;

namespace GetScu.Net.Retrieve;

/// <summary>Shows a run's progress, from a thread of its own, until it is disposed of.</summary>
internal sealed class ProgressLine : IDisposable
{
    /// <summary>Milliseconds between two looks: five a second at most.</summary>
    private const int Interval = 200;

    private readonly object _gate = new();
    private readonly Tally _tally;
    private readonly StatusLine _line;
    private readonly Func<int> _width;
    private readonly bool _isUtf8;
    private bool _isEnded;

    /// <param name="width">Columns of the terminal at the moment; 0: it takes nothing.</param>
    /// <param name="isUtf8">It shows more than ASCII.</param>
    public ProgressLine(Tally tally, StatusLine line, Func<int> width, bool isUtf8)
    {
        _tally = tally;
        _line = line;
        _width = width;
        _isUtf8 = isUtf8;
        new Thread(Run) { IsBackground = true }.Start();
    }

    /// <summary>The line is gone.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isEnded = true;
            Monitor.Pulse(_gate);
        }

        _line.End();
    }

    private void Run()
    {
        while (!IsEndedWithin(Interval))
        {
            Progress progress = _tally.Look();
            int width = _width();
            if (width > 0)
            {
                // The last column stays free: some terminals begin a new line there.
                _line.Show(ProgressText.Render(progress, width - 1, _isUtf8));
            }
        }
    }

    private bool IsEndedWithin(int milliseconds)
    {
        lock (_gate)
        {
            return _isEnded || (Monitor.Wait(_gate, milliseconds) && _isEnded);
        }
    }
}
