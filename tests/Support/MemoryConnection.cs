using GetScu.Net.Transport;

namespace GetScu.Tests.Support;

/// <summary>A peer in memory: its bytes are all there from the start, and come in pieces of a chosen size.</summary>
internal sealed class MemoryConnection(byte[] incoming, int piece = int.MaxValue) : Connection
{
    private readonly MemoryStream _sent = new();
    private int _position;

    /// <summary>Everything the product has sent; not kept when <see cref="KeepsSent"/> is off.</summary>
    public byte[] Sent => _sent.ToArray();

    public bool KeepsSent { get; init; } = true;

    /// <summary>What Receive says when nothing is left: closed, or silent.</summary>
    public bool IsSilentAtEnd { get; init; }

    /// <summary>The same, write by write.</summary>
    public List<byte[]> Writes { get; } = [];

    /// <summary>Called before anything is received.</summary>
    public Action? Receiving { get; init; }

    public int Sends { get; private set; }

    public int Receives { get; private set; }

    public bool SendingFinished { get; private set; }

    public override int Receive(Span<byte> buffer, Deadline deadline)
    {
        Assert.IsGreaterThan(0, deadline.Next);
        Assert.IsFalse(buffer.IsEmpty, "asked to receive nothing");
        Receives++;
        Receiving?.Invoke();
        int count = Math.Min(Math.Min(buffer.Length, piece), incoming.Length - _position);
        if (count == 0)
        {
            return IsSilentAtEnd ? TimedOut : 0;
        }

        incoming.AsSpan(_position, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    public override void Send(ReadOnlySpan<byte> bytes)
    {
        Sends++;
        if (KeepsSent)
        {
            _sent.Write(bytes);
            Writes.Add(bytes.ToArray());
        }
    }

    public override bool TrySend(ReadOnlySpan<byte> bytes)
    {
        Send(bytes);
        return true;
    }

    public override void FinishSending() => SendingFinished = true;

    public override void Interrupt()
    {
    }

    public override void Dispose()
    {
    }
}
