using System;
using System.Threading;

using GetScu.Net.Association;
using GetScu.Net.Dimse;
using GetScu.Net.Log;
using GetScu.Net.Transport;

namespace GetScu.Net.Retrieve;

/// <summary>
/// The C-CANCEL-RQ of an association (PS3.7 9.3.3.3): sent once, for the request in flight, whoever asks first. One asked for
/// before its request is out follows right behind it.
/// </summary>
internal sealed class Cancellation(AssociationRequestor association, Logger log)
{
    private const int Idle = 0;
    private const int InFlight = 1;
    private const int Cancelled = 2;

    private int _state;
    private bool _isUntold;
    private ushort _messageId;
    private byte _contextId;

    public bool IsAsked => Volatile.Read(ref _state) == Cancelled;

    /// <summary>A C-GET-RQ or C-FIND-RQ has been sent.</summary>
    /// <param name="contextId">Presentation context it went over.</param>
    /// <exception cref="NetworkException">The C-CANCEL-RQ that was waiting for it cannot be sent.</exception>
    public void Begin(ushort messageId, byte contextId)
    {
        _messageId = messageId;
        _contextId = contextId;
        if (Interlocked.CompareExchange(ref _state, InFlight, Idle) == Cancelled)
        {
            Send(mayWait: true);
        }
    }

    /// <summary>Its final response has come.</summary>
    public void End() => Interlocked.CompareExchange(ref _state, Idle, InFlight);

    /// <summary>Asks the peer to end the C-GET. Callable from another thread; logs nothing.</summary>
    /// <returns>False: it should be sent now, and cannot without waiting.</returns>
    public bool Ask() => Interlocked.Exchange(ref _state, Cancelled) != InFlight || Send(mayWait: false);

    /// <summary>The same from the thread of the association, where sending may wait.</summary>
    /// <returns>True: it was sent.</returns>
    /// <exception cref="NetworkException">It cannot be sent.</exception>
    public bool AskAndWait() => Interlocked.Exchange(ref _state, Cancelled) == InFlight && Send(mayWait: true);

    /// <summary>Logs the C-CANCEL-RQ, if <see cref="Ask"/> was what sent it.</summary>
    public void Tell()
    {
        if (Interlocked.Exchange(ref _isUntold, false))
        {
            Log(Encode(stackalloc byte[RequestWriter.LongestRequest]));
        }
    }

    private bool Send(bool mayWait)
    {
        ReadOnlySpan<byte> bytes = Encode(stackalloc byte[RequestWriter.LongestRequest]);
        if (!mayWait)
        {
            return _isUntold = association.TrySend(_contextId, bytes);
        }

        Log(bytes);
        association.Send(_contextId, bytes);
        return true;
    }

    private ReadOnlySpan<byte> Encode(Span<byte> memory) => RequestWriter.CCancel(memory, _messageId);

    private void Log(ReadOnlySpan<byte> bytes) =>
        DimseDump.Outgoing(log, _contextId, CommandField.CCancelRq, _messageId, bytes);
}
