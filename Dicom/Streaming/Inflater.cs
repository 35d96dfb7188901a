using System;

namespace GetScu.Dicom.Streaming;

/// <summary>
/// Inflates a raw deflate stream (RFC 1951; PS3.5 A.5) that comes in pieces of any size, in a fixed amount of memory
/// however much comes out. Unlike the base class library's stream it is fed, not read from, and can be used again.
/// </summary>
internal sealed class Inflater
{
    /// <summary>Farthest a copy reaches back (RFC 1951 2).</summary>
    private const int Window = 32 * 1024;

    /// <summary>The window and as much again to put out before it wraps; a power of two.</summary>
    private const int Size = 2 * Window;

    /// <summary>Codes 257 to 285 stand for lengths; 286 and 287, and distances 30 and 31, for nothing (RFC 1951 3.2.5, 3.2.6).</summary>
    private const int Lengths = 29;

    private const int Distances = 30;

    private const int LongestLength = 258;

    private enum State
    {
        Block,
        StoredLength,
        Stored,
        Codes,
        Symbol,
        Length,
        Distance,
        DistanceBits,
        Copy,
        End,
    }

    private readonly byte[] _output = new byte[Size];
    private readonly DeflateCodes _codes = new();
    private DeflateBits _bits;
    private State _state;
    private bool _isLast;
    private int _position;
    private int _reach;
    private int _symbol;
    private int _count;
    private int _distance;

    /// <summary>What is wrong, null while all is well.</summary>
    public string? Error { get; private set; }

    /// <summary>The stream's last block has ended.</summary>
    public bool IsComplete => _state == State.End;

    /// <summary>Starts a stream.</summary>
    public void Reset()
    {
        Error = null;
        _codes.Reset();
        _bits = default;
        _state = State.Block;
        _isLast = false;
        _position = 0;
        _reach = 0;
    }

    /// <summary>
    /// Takes bytes and gives what comes out of them, valid until the next call. To be called again, with no bytes if
    /// need be, until nothing is left and nothing comes out. Bytes behind the stream's end are dropped. False when the
    /// stream is malformed; what comes out with that is still good.
    /// </summary>
    public bool Feed(scoped ref ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> inflated)
    {
        _position &= Size - 1;
        int start = _position;
        bool more = Error is null;
        while (more && _position < Size)
        {
            _bits.Fill(ref bytes);
            more = Step() || (IsComplete && !bytes.IsEmpty);
        }

        inflated = _output.AsSpan(start, _position - start);
        return Error is null;
    }

    /// <summary>One step of the format; false when it needs more bits or found an error.</summary>
    private bool Step()
    {
        switch (_state)
        {
            case State.Symbol:
                return Symbol();
            case State.Length:
                return Length();
            case State.Distance:
                return Distance();
            case State.DistanceBits:
                return ExtraDistance();
            case State.Copy:
                return Copy();
            case State.Block:
                return BeginBlock();
            case State.StoredLength:
                return StoredLength();
            case State.Stored:
                return Stored();
            case State.Codes:
                bool read = _codes.Read(ref _bits, out bool done);
                _state = done ? State.Symbol : State.Codes;
                return read || (_codes.Error is not null && Fail(_codes.Error));
            default:
                // PS3.5 A.5: a NUL may follow to make the length even; real files have more.
                _bits.Drop(_bits.Count);
                return false;
        }
    }

    /// <summary>RFC 1951 3.2.3.</summary>
    private bool BeginBlock()
    {
        if (_isLast)
        {
            _bits.DropToByte();
            _state = State.End;
            return true;
        }

        if (_bits.Count < 3)
        {
            return false;
        }

        _isLast = _bits.Take(1) != 0;
        switch (_bits.Take(2))
        {
            case 0:
                _bits.DropToByte();
                _state = State.StoredLength;
                return true;
            case 1:
                _codes.SetFixed();
                _state = State.Symbol;
                return true;
            case 2:
                _codes.BeginRead();
                _state = State.Codes;
                return true;
            default:
                return Fail("no such block type");
        }
    }

    /// <summary>RFC 1951 3.2.4.</summary>
    private bool StoredLength()
    {
        if (_bits.Count < 32)
        {
            return false;
        }

        _count = _bits.Take(16);
        _state = State.Stored;
        return _bits.Take(16) == (_count ^ 0xFFFF) || Fail("stored block's length and its complement differ");
    }

    private bool Stored()
    {
        if (_count == 0)
        {
            _state = State.Block;
            return true;
        }

        if (_bits.Count < 8)
        {
            return false;
        }

        Put((byte)_bits.Take(8));
        _count--;
        return true;
    }

    private bool Symbol()
    {
        int entry = _codes.Literals.Decode(_bits);
        if (entry <= 0)
        {
            return entry < 0 && Fail("no such literal or length");
        }

        _bits.Drop(entry & 15);
        int symbol = entry >> 4;
        if (symbol < DeflateCodes.EndOfBlock)
        {
            Put((byte)symbol);
            return true;
        }

        _symbol = symbol - DeflateCodes.EndOfBlock - 1;
        _state = _symbol < 0 ? State.Block : State.Length;
        return _symbol < Lengths || Fail("no such length");
    }

    private bool Length()
    {
        // RFC 1951 3.2.5: four codes for each number of extra bits, save the first eight and the last code
        bool isLongest = _symbol == Lengths - 1;
        int extra = isLongest || _symbol < 8 ? 0 : (_symbol >> 2) - 1;
        if (_bits.Count < extra)
        {
            return false;
        }

        int shortest = _symbol < 8 ? 3 + _symbol : 3 + ((4 + (_symbol & 3)) << extra);
        _count = isLongest ? LongestLength : shortest + _bits.Take(extra);
        _state = State.Distance;
        return true;
    }

    private bool Distance()
    {
        int entry = _codes.Distances.Decode(_bits);
        if (entry <= 0)
        {
            return entry < 0 && Fail("no such distance");
        }

        _bits.Drop(entry & 15);
        _symbol = entry >> 4;
        _state = State.DistanceBits;
        return _symbol < Distances || Fail("no such distance");
    }

    private bool ExtraDistance()
    {
        // RFC 1951 3.2.5: two codes for each number of extra bits, save the first four
        int extra = _symbol < 4 ? 0 : (_symbol >> 1) - 1;
        if (_bits.Count < extra)
        {
            return false;
        }

        int shortest = _symbol < 4 ? 1 + _symbol : 1 + ((2 + (_symbol & 1)) << extra);
        _distance = shortest + _bits.Take(extra);
        _state = State.Copy;
        return _distance <= _reach || Fail("copy from before the beginning");
    }

    private bool Copy()
    {
        int count = Math.Min(_count, Size - _position);
        _count -= count;
        while (count-- > 0)
        {
            Put(_output[(_position - _distance) & (Size - 1)]);
        }

        _state = _count == 0 ? State.Symbol : State.Copy;
        return true;
    }

    private void Put(byte value)
    {
        _output[_position++] = value;
        _reach += _reach < Window ? 1 : 0;
    }

    private bool Fail(string what)
    {
        Error = $"deflated data: {what}";
        return false;
    }
}
