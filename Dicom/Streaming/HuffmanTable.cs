using System;

namespace GetScu.Dicom.Streaming;

/// <summary>A prefix code of a deflate block (RFC 1951 3.2.2), as tables to decode with. Reused from block to block.</summary>
internal sealed class HuffmanTable
{
    public const int LongestCode = 15;

    /// <summary>Codes up to this length are found in one step. Arbitrary: most codes of most blocks are.</summary>
    private const int FastBits = 10;

    /// <summary>Indexed by the next bits: symbol times 16 plus code length; 0 where the code is longer, or none.</summary>
    private readonly ushort[] _fast = new ushort[1 << FastBits];

    /// <summary>How many codes have each length.</summary>
    private readonly ushort[] _counts = new ushort[LongestCode + 1];

    /// <summary>Symbols in order of their codes.</summary>
    private readonly ushort[] _symbols = new ushort[288];

    /// <summary>Makes the code from each symbol's code length, 0 where it has none; false when these make no code.</summary>
    /// <param name="lengths">Code lengths, by symbol.</param>
    /// <param name="mayBeSingle">One code of one bit, or none at all, is complete enough (RFC 1951 3.2.7).</param>
    public bool Build(ReadOnlySpan<byte> lengths, bool mayBeSingle)
    {
        _counts.AsSpan().Clear();
        _fast.AsSpan().Clear();
        foreach (byte length in lengths)
        {
            _counts[length]++;
        }

        int used = lengths.Length - _counts[0];
        _counts[0] = 0;
        int left = 1;
        Span<int> next = stackalloc int[LongestCode + 2];
        Span<int> code = stackalloc int[LongestCode + 2];
        next.Clear();
        code.Clear();
        for (int length = 1; length <= LongestCode; length++)
        {
            left = (left << 1) - _counts[length];
            if (left < 0)
            {
                return false;
            }

            next[length + 1] = next[length] + _counts[length];
            code[length + 1] = (code[length] + _counts[length]) << 1;
        }

        if (left > 0 && !(mayBeSingle && (used == 0 || (used == 1 && _counts[1] == 1))))
        {
            return false;
        }

        for (int symbol = 0; symbol < lengths.Length; symbol++)
        {
            int length = lengths[symbol];
            if (length == 0)
            {
                continue;
            }

            _symbols[next[length]++] = (ushort)symbol;
            int bits = code[length]++;
            if (length <= FastBits)
            {
                ushort entry = (ushort)((symbol << 4) | length);
                for (int i = Reverse(bits, length); i < _fast.Length; i += 1 << length)
                {
                    _fast[i] = entry;
                }
            }
        }

        return true;
    }

    /// <summary>The next symbol times 16 plus its code's length; 0 when that needs more bits, -1 when there is no such code.</summary>
    public int Decode(in DeflateBits from)
    {
        ulong bits = from.Peek;
        int entry = _fast[(int)bits & ((1 << FastBits) - 1)];
        if (entry != 0)
        {
            return (entry & 15) <= from.Count ? entry : 0;
        }

        int code = 0;
        int first = 0;
        int index = 0;
        for (int length = 1; length <= LongestCode; length++)
        {
            if (length > from.Count)
            {
                return 0;
            }

            code |= (int)(bits >> (length - 1)) & 1;
            int count = _counts[length];
            if (code - first < count)
            {
                return (_symbols[index + code - first] << 4) | length;
            }

            index += count;
            first = (first + count) << 1;
            code <<= 1;
        }

        return -1;
    }

    private static int Reverse(int bits, int length)
    {
        int reversed = 0;
        for (int i = 0; i < length; i++)
        {
            reversed = (reversed << 1) | ((bits >> i) & 1);
        }

        return reversed;
    }
}
