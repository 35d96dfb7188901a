using System;

namespace GetScu.Dicom.Streaming;

/// <summary>The two codes of a deflate block, fixed or read from its head (RFC 1951 3.2.6, 3.2.7).</summary>
internal sealed class DeflateCodes
{
    public const int EndOfBlock = 256;

    private const int MostLiterals = 286;
    private const int MostDistances = 30;

    /// <summary>RFC 1951 3.2.7.</summary>
    private static ReadOnlySpan<byte> LengthCodeOrder => [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

    private readonly byte[] _lengths = new byte[MostLiterals + MostDistances];
    private int _literalCount;
    private int _distanceCount;
    private int _lengthCodeCount;
    private int _count;

    /// <summary>Literals, the end of the block, and lengths.</summary>
    public HuffmanTable Literals { get; } = new();

    public HuffmanTable Distances { get; } = new();

    /// <summary>What is wrong with a head, null while all is well.</summary>
    public string? Error { get; private set; }

    public void Reset()
    {
        Error = null;
        BeginRead();
    }

    public void SetFixed()
    {
        Span<byte> lengths = stackalloc byte[288];
        lengths[..144].Fill(8);
        lengths[144..256].Fill(9);
        lengths[256..280].Fill(7);
        lengths[280..].Fill(8);
        _ = Literals.Build(lengths, false);
        lengths[..32].Fill(5);
        _ = Distances.Build(lengths[..32], false);
    }

    public void BeginRead()
    {
        _literalCount = 0;
        _lengthCodeCount = 0;
    }

    /// <summary>One step of reading a head; false when it needs more bits or found an error.</summary>
    public bool Read(ref DeflateBits bits, out bool done)
    {
        done = false;
        if (_literalCount == 0)
        {
            return ReadSizes(ref bits);
        }

        if (_lengthCodeCount > 0)
        {
            return ReadLengthCode(ref bits);
        }

        if (_count < _literalCount + _distanceCount)
        {
            return ReadLength(ref bits);
        }

        done = _lengths[EndOfBlock] > 0 && Literals.Build(_lengths.AsSpan(0, _literalCount), true)
            && Distances.Build(_lengths.AsSpan(_literalCount, _distanceCount), true);
        return done || Fail("codes are not complete");
    }

    /// <summary>HLIT, HDIST, HCLEN.</summary>
    private bool ReadSizes(ref DeflateBits bits)
    {
        if (bits.Count < 14)
        {
            return false;
        }

        _literalCount = bits.Take(5) + 257;
        _distanceCount = bits.Take(5) + 1;
        _lengthCodeCount = bits.Take(4) + 4;
        _count = 0;
        _lengths.AsSpan().Clear();
        return (_literalCount <= MostLiterals && _distanceCount <= MostDistances) || Fail("too many codes");
    }

    private bool ReadLengthCode(ref DeflateBits bits)
    {
        if (bits.Count < 3)
        {
            return false;
        }

        _lengths[LengthCodeOrder[_count++]] = (byte)bits.Take(3);
        if (_count < _lengthCodeCount)
        {
            return true;
        }

        _lengthCodeCount = 0;
        _count = 0;
        // The code of the lengths lives where the literals' will.
        return Literals.Build(_lengths.AsSpan(0, LengthCodeOrder.Length), false) || Fail("code of code lengths is not complete");
    }

    private bool ReadLength(ref DeflateBits bits)
    {
        int entry = Literals.Decode(bits);
        if (entry < 0)
        {
            return Fail("no such code length");
        }

        int symbol = entry >> 4;
        int extra = symbol < 16 ? 0 : symbol == 16 ? 2 : symbol == 17 ? 3 : 7;
        if (entry == 0 || (entry & 15) + extra > bits.Count)
        {
            return false;
        }

        bits.Drop(entry & 15);
        if (symbol < 16)
        {
            _lengths[_count++] = (byte)symbol;
            return true;
        }

        int repeat = bits.Take(extra) + (symbol == 18 ? 11 : 3);
        if (_count + repeat > _literalCount + _distanceCount || (symbol == 16 && _count == 0))
        {
            return Fail("repeated code length has no place");
        }

        _lengths.AsSpan(_count, repeat).Fill(symbol == 16 ? _lengths[_count - 1] : (byte)0);
        _count += repeat;
        return true;
    }

    private bool Fail(string what)
    {
        Error = what;
        return false;
    }
}
