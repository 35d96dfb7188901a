using System;

namespace GetScu.Net.Transport;

/// <summary>A connected byte stream with timeouts: a socket here, memory in tests.</summary>
internal abstract class Connection : IDisposable
{
    /// <summary>What <see cref="Receive"/> returns when nothing came in time.</summary>
    public const int TimedOut = -1;

    /// <summary>Waits for at least one byte.</summary>
    /// <param name="buffer">Where the bytes go; not empty.</param>
    /// <param name="deadline">Charged with the time that takes.</param>
    /// <returns>Bytes received, 0 when the peer has closed, or <see cref="TimedOut"/>: the deadline has passed, and nothing is there.</returns>
    /// <exception cref="NetworkException">The connection is lost.</exception>
    public abstract int Receive(Span<byte> buffer, Deadline deadline);

    /// <summary>Sends everything with one system call where the kernel takes it.</summary>
    /// <exception cref="NetworkException">The connection is lost, or the peer does not read.</exception>
    public abstract void Send(ReadOnlySpan<byte> bytes);

    /// <summary>Sends without waiting for the peer; false: not everything went.</summary>
    public abstract bool TrySend(ReadOnlySpan<byte> bytes);

    /// <summary>Says that nothing more will be sent; the peer can still be read.</summary>
    public abstract void FinishSending();

    /// <summary>Callable from another thread: makes a waiting and every later Receive return 0.</summary>
    public abstract void Interrupt();

    public abstract void Dispose();
}
