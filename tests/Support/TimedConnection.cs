using GetScu.Net.Transport;

namespace GetScu.Tests.Support;

/// <summary>A peer in memory with a clock: each piece comes so many milliseconds after this side has begun to wait for it.</summary>
internal sealed class TimedConnection((long Delay, byte[] Bytes)[] pieces) : Connection
{
    private int _next;
    private long _waited;

    /// <summary>Milliseconds.</summary>
    public long Now { get; set; }

    public override int Receive(Span<byte> buffer, Deadline deadline)
    {
        while (true)
        {
            deadline.Begin();
            long left = _next < pieces.Length ? pieces[_next].Delay - _waited : long.MaxValue;
            long wait = Math.Min(left, deadline.Next);
            Now += wait;
            _waited += wait;
            deadline.End();
            if (wait == left)
            {
                byte[] bytes = pieces[_next++].Bytes;
                _waited = 0;
                bytes.CopyTo(buffer);
                return bytes.Length;
            }

            if (deadline.HasPassed)
            {
                return TimedOut;
            }
        }
    }

    public override void Send(ReadOnlySpan<byte> bytes)
    {
    }

    public override bool TrySend(ReadOnlySpan<byte> bytes) => true;

    public override void FinishSending()
    {
    }

    public override void Interrupt()
    {
    }

    public override void Dispose()
    {
    }
}
