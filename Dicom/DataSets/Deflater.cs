using System;
using System.Numerics;

using GetScu.Storage;

namespace GetScu.Dicom.DataSets;

/// <summary>
/// Writes a raw deflate stream (RFC 1951; PS3.5 A.5) of one block with the fixed codes: small and quick for the few bytes
/// of a query, which is all this program ever deflates. The base class library's compressor would add a sixth to the binary.
/// </summary>
internal struct Deflater
{
    private const int ShortestCopy = 3;
    private const int LongestCopy = 258;
    private const int Window = 32 * 1024;
    private const int EndOfBlock = 256;

    /// <summary>Places remembered of three bytes in a row, by their hash; a power of two.</summary>
    private const int Places = 4096;

    private readonly ByteBuffer _output = new(false);
    private uint _bits;
    private int _bitCount;

    private Deflater(int _)
    {
    }

    /// <summary>The stream, padded to even length with a NUL as PS3.5 A.5 asks.</summary>
    public static byte[] Deflate(ReadOnlySpan<byte> bytes)
    {
        Deflater deflater = new(0);
        deflater.Write(bytes);
        return deflater._output.Written.ToArray();
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        // RFC 1951 3.2.3: the last block, fixed codes.
        Put(1, 1);
        Put(1, 2);
        int[] places = new int[Places];
        Array.Fill(places, -1);
        int at = 0;
        while (at < bytes.Length)
        {
            int length = 0;
            if (bytes.Length - at >= ShortestCopy)
            {
                ref int place = ref places[Hash(bytes[at], bytes[at + 1], bytes[at + 2])];
                int from = place;
                place = at;
                length = from < 0 || at - from > Window ? 0 : SameBytes(bytes, from, at);
                if (length >= ShortestCopy)
                {
                    Copy(length, at - from);
                }
            }

            if (length < ShortestCopy)
            {
                length = 1;
                Symbol(bytes[at]);
            }

            at += length;
        }

        Symbol(EndOfBlock);
        Put(0, 7);
        if ((_output.Written.Length & 1) != 0)
        {
            _output.Take(1)[0] = 0;
        }
    }

    private static int Hash(byte first, byte second, byte third)
    {
        return (int)(((uint)(first | (second << 8) | (third << 16)) * 2654435761u) >> 20) & (Places - 1);
    }

    private static int SameBytes(ReadOnlySpan<byte> bytes, int from, int at)
    {
        int most = Math.Min(LongestCopy, bytes.Length - at);
        return bytes.Slice(from, most).CommonPrefixLength(bytes.Slice(at, most));
    }

    /// <summary>A symbol of literals and lengths in the fixed codes (RFC 1951 3.2.6).</summary>
    private void Symbol(int symbol)
    {
        switch (symbol)
        {
            case < 144:
                Code(0x30 + symbol, 8);
                break;
            case < 256:
                Code(0x190 + symbol - 144, 9);
                break;
            case < 280:
                Code(symbol - 256, 7);
                break;
            default:
                Code(0xC0 + symbol - 280, 8);
                break;
        }
    }

    /// <summary>RFC 1951 3.2.5: a length with its extra bits, then a distance with its own.</summary>
    private void Copy(int length, int distance)
    {
        if (length == LongestCopy)
        {
            Symbol(285);
        }
        else
        {
            int rest = length - ShortestCopy;
            int extra = rest < 8 ? 0 : BitOperations.Log2((uint)rest) - 2;
            Symbol(257 + 4 * extra + (rest >> extra));
            Put((uint)rest & ((1u << extra) - 1), extra);
        }

        int back = distance - 1;
        int bits = back < 4 ? 0 : BitOperations.Log2((uint)back) - 1;
        Code(2 * bits + (back >> bits), 5);
        Put((uint)back & ((1u << bits) - 1), bits);
    }

    /// <summary>Codes stand with their most significant bit first (RFC 1951 3.1.1).</summary>
    private void Code(int code, int count)
    {
        for (int bit = count - 1; bit >= 0; bit--)
        {
            Put((uint)(code >> bit) & 1, 1);
        }
    }

    /// <summary>Numbers stand with their least significant bit first.</summary>
    private void Put(uint value, int count)
    {
        _bits |= value << _bitCount;
        _bitCount += count;
        while (_bitCount >= 8)
        {
            _output.Take(1)[0] = (byte)_bits;
            _bits >>= 8;
            _bitCount -= 8;
        }
    }
}
