using System.Text;

namespace GetScu.Tests.Support;

/// <summary>Collects what a process writes to one of its streams, on a thread of its own.</summary>
internal sealed class Capture
{
    private readonly object _gate = new();
    private readonly MemoryStream _bytes = new();
    private readonly Thread _thread;
    private bool _ended;

    public Capture(Stream source)
    {
        _thread = new Thread(() => Read(source)) { IsBackground = true, Name = "capture" };
        _thread.Start();
    }

    public byte[] Bytes
    {
        get
        {
            lock (_gate)
            {
                return _bytes.ToArray();
            }
        }
    }

    /// <summary>Waits until the text has been written; false when the stream ended or the time is over before.</summary>
    public bool WaitFor(string text, TimeSpan time)
    {
        byte[] wanted = Encoding.UTF8.GetBytes(text);
        long end = Environment.TickCount64 + (long)time.TotalMilliseconds;
        lock (_gate)
        {
            while (_bytes.GetBuffer().AsSpan(0, (int)_bytes.Length).IndexOf(wanted) < 0)
            {
                long left = end - Environment.TickCount64;
                if (_ended || left <= 0 || !Monitor.Wait(_gate, (int)left))
                {
                    return _bytes.GetBuffer().AsSpan(0, (int)_bytes.Length).IndexOf(wanted) >= 0;
                }
            }

            return true;
        }
    }

    /// <summary>Waits for the end of the stream; false when something (a grandchild) still holds it open.</summary>
    public bool WaitForEnd(TimeSpan time)
    {
        return _thread.Join(time);
    }

    private void Read(Stream source)
    {
        byte[] buffer = new byte[65536];
        try
        {
            for (int count; (count = source.Read(buffer)) > 0;)
            {
                lock (_gate)
                {
                    _bytes.Write(buffer, 0, count);
                    Monitor.PulseAll(_gate);
                }
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            // The process is gone.
        }

        lock (_gate)
        {
            _ended = true;
            Monitor.PulseAll(_gate);
        }
    }
}
