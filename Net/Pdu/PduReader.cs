using System;
using System.Buffers.Binary;

using GetScu.Dicom;
using GetScu.Net.Log;
using GetScu.Net.Transport;

namespace GetScu.Net.Pdu;

/// <summary>
/// Cuts the peer's bytes into PDUs and PDVs (PS3.8 9.3.1, 9.3.5, annex E) in one receive buffer. P-DATA-TF of any length
/// passes through piece by piece; every other PDU is bounded by its own limit. Nothing is allocated by a claimed length.
/// </summary>
/// <param name="maximumLength">Longest P-DATA-TF that was agreed on; a longer one is said once, and read.</param>
/// <param name="receiveAtOnce">Bytes that one system call receives at most.</param>
/// <param name="clock">Milliseconds; the system's when null.</param>
internal sealed class PduReader(
    Connection connection, Logger? log = null, uint maximumLength = uint.MaxValue, int receiveAtOnce = Limits.ReceiveBuffer,
    Func<long>? clock = null)
{
    private readonly ReceiveBuffer _buffer = new(receiveAtOnce);
    private uint _pduRemaining;
    private bool _inPdv;
    private uint _pdvRemaining;
    private byte _contextId;
    private byte _header;
    private int _dataOffset;
    private bool _headTraced;
    private bool _oddSaid;

    private Deadline _deadline = new(clock: clock);
    private int _idleTimeout = Limits.SilenceWithinPdu;
    private int _silenceTimeout = Limits.SilenceWithinPdu;
    private bool _absolute;
    private bool _isRestDue;
    private bool _hasBegun;
    private int _progress;

    /// <summary>Length of the longest P-DATA-TF so far, without type and length.</summary>
    public uint LongestPdata { get; private set; }

    /// <summary>Bytes of the peer's are here that were not looked at yet.</summary>
    public bool HasMore => _buffer.Length > 0;

    /// <summary>Bounds the waits from here on.</summary>
    /// <param name="idle">Seconds until a message must have begun; 0: no bound.</param>
    /// <param name="silence">Seconds without <see cref="Limits.Progress"/> once bytes of a PDU are there.</param>
    /// <param name="absolute">Progress does not restart the wait.</param>
    public void SetTimeouts(int idle, int silence, bool absolute)
    {
        _idleTimeout = idle;
        _silenceTimeout = silence;
        _absolute = absolute;
        _deadline = new Deadline(0, absolute, clock);
        RestartWait();
    }

    /// <summary>A new message is awaited.</summary>
    public void RestartWait()
    {
        _deadline.Restart();
        _progress = 0;
        _hasBegun = false;
        _isRestDue = false;
    }

    /// <summary>More of the message that has begun is to come: silence between its PDUs is bounded as within one.</summary>
    public void ExpectRest()
    {
        _deadline.Restart();
        _isRestDue = true;
    }

    /// <summary>The next piece in the buffer; false: more must be received first.</summary>
    /// <exception cref="ProtocolException">A PDU of unknown type or impossible length.</exception>
    public bool TryNext(out Received received)
    {
        received = default;
        while (true)
        {
            if (_inPdv)
            {
                return TryTakePdv(out received);
            }

            ReadOnlySpan<byte> available = _buffer.Available;
            if (_pduRemaining > 0)
            {
                if (available.Length < PduHeader.PdvSize)
                {
                    return false;
                }

                BeginPdv(available);
                continue;
            }

            if (available.Length < PduHeader.Size)
            {
                return false;
            }

            PduHeader head = new(available);
            TraceHead(available[..PduHeader.Size], head.Length);
            head.Check();
            if (head.Type == PduType.PDataTf)
            {
                _headTraced = false;
                _buffer.Take(PduHeader.Size);
                _pduRemaining = head.Length;
                NoteLength(head.Length);
                continue;
            }

            if (available.Length - PduHeader.Size < head.Length)
            {
                return false;
            }

            received = new Received(head.Type, 0, 0, true, available.Slice(PduHeader.Size, (int)head.Length));
            _buffer.Take(PduHeader.Size + (int)head.Length);
            _headTraced = false;
            return true;
        }
    }

    /// <summary>Waits for more bytes. Every view taken so far ends here.</summary>
    /// <exception cref="NetworkException">Closed, lost, or a bound of <see cref="SetTimeouts"/> passed.</exception>
    public void Receive()
    {
        // Only a header, or part of a PDU that fits, can be left over: everything else has been handed on.
        _buffer.StartAnew(_dataOffset);
        Wait();
    }

    /// <summary>As <see cref="Receive"/>, with all views left valid; false, and nothing is done, when there is no room for that.</summary>
    public bool TryReceiveBehind()
    {
        if (_buffer.HasRoom)
        {
            Wait();
            return true;
        }

        return false;
    }

    /// <summary>Whether anything of the peer's is there, or comes within so many seconds; its end counts. Views end here.</summary>
    /// <exception cref="NetworkException">The connection is lost.</exception>
    public bool IsFollowed(int seconds)
    {
        if (_buffer.Length > 0 || _pduRemaining > 0)
        {
            return true;
        }

        _buffer.StartAnew(_dataOffset);
        int count = connection.Receive(_buffer.Free, new Deadline(seconds));
        _buffer.Add(Math.Max(count, 0));
        return count != Connection.TimedOut;
    }

    private void Wait()
    {
        bool isWithinPdu = _buffer.Length > 0 || _pduRemaining > 0;
        _deadline.Limit = isWithinPdu || _isRestDue ? _silenceTimeout : _idleTimeout;
        // What has come by an absolute deadline was not enough.
        bool isLate = _absolute && _deadline.HasPassed;
        int count = isLate ? Connection.TimedOut : connection.Receive(_buffer.Free, _deadline);
        if (count <= 0)
        {
            throw count == 0
                ? new NetworkException(NetworkFailure.ConnectionLost, "connection closed by peer")
                : new NetworkException(NetworkFailure.Timeout,
                    _absolute ? $"no whole answer from peer for {_deadline.Limit} s"
                    : isWithinPdu ? $"peer went silent within a PDU for {_deadline.Limit} s"
                    : _isRestDue ? $"peer went silent within a message for {_deadline.Limit} s"
                    : $"no message from peer for {_deadline.Limit} s");
        }

        _buffer.Add(count);
        _progress += count;
        if (!_absolute && (!_hasBegun || _deadline.Limit == 0 || _progress >= Limits.Progress))
        {
            // The message begins here, or has got on.
            _hasBegun = true;
            _deadline.Restart();
            _progress = 0;
        }
    }

    private bool TryTakePdv(out Received received)
    {
        int count = (int)Math.Min(_pdvRemaining, (uint)_buffer.Length);
        if (count == 0 && _pdvRemaining > 0)
        {
            received = default;
            return false;
        }

        _pdvRemaining -= (uint)count;
        _pduRemaining -= (uint)count;
        _inPdv = _pdvRemaining > 0;
        received = new Received(PduType.PDataTf, _contextId, _header, !_inPdv, _buffer.Available[..count]);
        _dataOffset = received.IsCommand ? 0 : _dataOffset + count;
        _buffer.Take(count);
        return true;
    }

    // PS3.8 9.3.5.1: length (4) of what follows | presentation context id | message control header | fragment
    private void BeginPdv(ReadOnlySpan<byte> available)
    {
        uint length = BinaryPrimitives.ReadUInt32BigEndian(available);
        if (length < 2 || length > _pduRemaining - 4)
        {
            throw new ProtocolException(
                $"PDV length {length}; {_pduRemaining} bytes are left in its PDU, 4 of them the length itself, and 2 are needed");
        }

        if ((length & 1) != 0 && !_oddSaid)
        {
            // PS3.8 9.3.5.1 wants them even.
            _oddSaid = true;
            log?.Write(LogLevel.Warn, "Peer sends a PDV of odd length");
        }

        _contextId = available[4];
        _header = available[5];
        _buffer.Take(PduHeader.PdvSize);
        _pduRemaining -= PduHeader.PdvSize;
        _pdvRemaining = length - 2;
        _inPdv = true;
        TracePdv(length - 2);
        if (_pduRemaining - _pdvRemaining is > 0 and < PduHeader.PdvSize)
        {
            throw new ProtocolException(
                $"{_pduRemaining - _pdvRemaining} bytes after the last PDV of a P-DATA-TF; a PDV needs {PduHeader.PdvSize}");
        }
    }

    private void NoteLength(uint length)
    {
        if (length > maximumLength && LongestPdata <= maximumLength)
        {
            log?.Write(LogLevel.Warn, $"Peer sends P-DATA-TF of {length} bytes, more than the negotiated {maximumLength}");
        }

        LongestPdata = Math.Max(LongestPdata, length);
    }

    private void TraceHead(ReadOnlySpan<byte> head, uint length)
    {
        if (log?.IsEnabled(LogLevel.Trace) == true && !_headTraced)
        {
            _headTraced = true;
            log.Write(LogLevel.Trace,
                $"Read PDU HEAD TCP: {head[0]:x2} {head[1]:x2} {head[2]:x2} {head[3]:x2} {head[4]:x2} {head[5]:x2}");
            log.Write(LogLevel.Trace, $"Read PDU HEAD TCP: type: {head[0]:x2}, length: {length} ({length:x2})");
        }
    }

    private void TracePdv(uint length)
    {
        if (log?.IsEnabled(LogLevel.Trace) == true)
        {
            string kind = (_header & 1) != 0 ? "command" : "data set";
            string last = (_header & 2) != 0 ? "YES" : "NO";
            log.Write(LogLevel.Trace, $"Read PDV: context: {_contextId}, {kind}, last: {last}, length: {length}");
        }
    }
}
