using System;
using System.Threading;

using GetScu.Dicom;
using GetScu.Net.Pdu;
using GetScu.Net.Transport;

namespace GetScu.Net.Association;

/// <summary>
/// What an association sends once it stands: each message with a single write, and responses to what a peer sends in a row
/// several at a time. Whatever is sent takes along what was kept before it. Used by one thread; only
/// <see cref="TrySend"/> and <see cref="TryFixed"/> may be called from another one.
/// </summary>
/// <param name="clock">Milliseconds; the system's when null.</param>
internal sealed class Outgoing(Connection connection, Func<long>? clock = null)
{
    private readonly Lock _gate = new();
    private readonly PduWriter _writer = new();
    private readonly Func<long> _clock = clock ?? SystemClock;
    private long _lastWrite = long.MinValue / 2;

    /// <inheritdoc cref="PduWriter.MaxFragment"/>
    public int MaxFragment
    {
        get => _writer.MaxFragment;
        set => _writer.MaxFragment = value;
    }

    /// <param name="dataSet">Empty: none.</param>
    /// <exception cref="NetworkException">The connection is lost, or the peer does not read.</exception>
    public void Send(byte contextId, ReadOnlySpan<byte> command, ReadOnlySpan<byte> dataSet)
    {
        lock (_gate)
        {
            _writer.Message(contextId, command, dataSet);
            Write();
        }
    }

    /// <summary>
    /// Sends a response, or keeps it until <see cref="Flush"/> or the next message: not when one more like it would make
    /// more than <see cref="Limits.KeptResponses"/>, and not where the last write was <see cref="Limits.KeptTime"/> ago, so that a disk
    /// that is slow holds up no peer.
    /// </summary>
    /// <param name="mayKeep">There is more to be done before anything is waited for.</param>
    /// <exception cref="NetworkException">The connection is lost, or the peer does not read.</exception>
    public void Answer(byte contextId, ReadOnlySpan<byte> command, bool mayKeep)
    {
        lock (_gate)
        {
            _writer.Message(contextId, command, default);
            if (!mayKeep || _writer.Unsent.Length + command.Length > Limits.KeptResponses || _clock() - _lastWrite >= Limits.KeptTime)
            {
                Write();
            }
        }
    }

    /// <summary>Sends what was kept.</summary>
    /// <exception cref="NetworkException">The connection is lost, or the peer does not read.</exception>
    public void Flush()
    {
        // Only this thread keeps anything; another one may send it meanwhile.
        if (!_writer.Unsent.IsEmpty)
        {
            lock (_gate)
            {
                Write();
            }
        }
    }

    /// <summary>Sends a PDU of four bytes.</summary>
    /// <exception cref="NetworkException">The connection is lost, or the peer does not read.</exception>
    public void Fixed(PduType type, byte source, byte reason)
    {
        lock (_gate)
        {
            _writer.Fixed(type, source, reason);
            Write();
        }
    }

    /// <summary>Sends a short message where that does not take waiting.</summary>
    /// <returns>False: it was not sent.</returns>
    public bool TrySend(byte contextId, ReadOnlySpan<byte> command)
    {
        if (!_gate.TryEnter(Limits.CloseWait * 1000))
        {
            return false;
        }

        try
        {
            _writer.Message(contextId, command, default);
            return TryWrite();
        }
        finally
        {
            _gate.Exit();
        }
    }

    /// <summary>The same with a PDU of four bytes, and without waiting for the other thread either.</summary>
    public void TryFixed(PduType type, byte source, byte reason)
    {
        if (_gate.TryEnter())
        {
            _writer.Fixed(type, source, reason);
            _ = TryWrite();
            _gate.Exit();
        }
    }

    private void Write()
    {
        try
        {
            if (!_writer.Unsent.IsEmpty)
            {
                connection.Send(_writer.Unsent);
                _lastWrite = _clock();
            }
        }
        finally
        {
            // What a peer did not take is not sent again: part of it may have gone.
            _writer.Clear();
        }
    }

    private bool TryWrite()
    {
        bool isSent = connection.TrySend(_writer.Unsent);
        _writer.Clear();
        return isSent;
    }

    private static long SystemClock() => Environment.TickCount64;
}
