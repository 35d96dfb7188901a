using System;
using System.Buffers.Binary;
using System.Text;

namespace GetScu.Dicom.Part10;

/// <summary>
/// The head of a Part 10 file (PS3.10 7.1): preamble, prefix and file meta information. What is the same for every
/// object is laid out once; nothing is allocated per object.
/// </summary>
internal sealed class MetaInformationWriter
{
    private const int PreambleLength = 128;

    /// <summary>Preamble, "DICM", then (0002,0000) and (0002,0001).</summary>
    private const int FirstLength = PreambleLength + 4 + 12 + 14;

    /// <summary>The group length counts from the end of (0002,0000) (PS3.10 7.1, table 7.1-1).</summary>
    private const int GroupLengthValue = PreambleLength + 4 + 8;

    private readonly byte[] _first = new byte[FirstLength];
    private readonly byte[] _last;
    private string _transferSyntax = "";
    private byte[] _transferSyntaxElement = [];

    /// <param name="aeTitle">The own AE title, for (0002,0016).</param>
    public MetaInformationWriter(string aeTitle)
    {
        // PS3.10 7.1: 128 bytes the application may use, zero here; the prefix
        Span<byte> to = _first.AsSpan(PreambleLength);
        "DICM"u8.CopyTo(to);
        Put(to[4..], 0x0000, "UL"u8, stackalloc byte[4]);
        // (0002,0001) File Meta Information Version, with the long form of the header (PS3.5 7.1.2)
        "\x02\0\x01\0OB\0\0\x02\0\0\0\0\x01"u8.CopyTo(to[16..]);

        Span<byte> last = stackalloc byte[256];
        int length = Put(last, 0x0012, "UI"u8, Encoding.ASCII.GetBytes(Implementation.ClassUid));
        length += Put(last[length..], 0x0013, "SH"u8, Encoding.ASCII.GetBytes(Implementation.VersionName));
        length += Put(last[length..], 0x0016, "AE"u8, Encoding.ASCII.GetBytes(aeTitle));
        _last = last[..length].ToArray();
    }

    /// <summary>Room that <see cref="Write"/> never exceeds.</summary>
    public int MaxLength => FirstLength + (3 * (8 + Limits.Uid)) + _last.Length;

    /// <summary>Writes the head of one object's file; returns its length.</summary>
    /// <param name="destination">At least <see cref="MaxLength"/> bytes.</param>
    /// <param name="sopClassUid">For (0002,0002): ASCII, no padding, at most <see cref="Limits.Uid"/> bytes.</param>
    /// <param name="sopInstanceUid">For (0002,0003), likewise.</param>
    /// <param name="transferSyntaxUid">For (0002,0010).</param>
    public int Write(
        Span<byte> destination, ReadOnlySpan<byte> sopClassUid, ReadOnlySpan<byte> sopInstanceUid, string transferSyntaxUid)
    {
        if (!ReferenceEquals(transferSyntaxUid, _transferSyntax) && transferSyntaxUid != _transferSyntax)
        {
            Span<byte> element = stackalloc byte[8 + Limits.Uid];
            int size = Put(element, 0x0010, "UI"u8, Encoding.ASCII.GetBytes(transferSyntaxUid));
            _transferSyntaxElement = element[..size].ToArray();
        }

        _transferSyntax = transferSyntaxUid;
        _first.CopyTo(destination);
        int length = FirstLength;
        length += Put(destination[length..], 0x0002, "UI"u8, sopClassUid);
        length += Put(destination[length..], 0x0003, "UI"u8, sopInstanceUid);
        _transferSyntaxElement.CopyTo(destination[length..]);
        length += _transferSyntaxElement.Length;
        _last.CopyTo(destination[length..]);
        length += _last.Length;
        BinaryPrimitives.WriteInt32LittleEndian(destination[GroupLengthValue..], length - GroupLengthValue - 4);
        return length;
    }

    /// <summary>One element of group 2 in explicit little endian with the short header (PS3.5 7.1.2), padded to even length.</summary>
    private static int Put(Span<byte> to, ushort element, ReadOnlySpan<byte> vr, ReadOnlySpan<byte> value)
    {
        int length = value.Length + (value.Length & 1);
        BinaryPrimitives.WriteUInt16LittleEndian(to, 0x0002);
        BinaryPrimitives.WriteUInt16LittleEndian(to[2..], element);
        vr.CopyTo(to[4..]);
        BinaryPrimitives.WriteUInt16LittleEndian(to[6..], (ushort)length);
        value.CopyTo(to[8..]);
        if (length != value.Length)
        {
            // PS3.5 6.2: UI is padded with NUL, text with a space
            to[8 + value.Length] = vr[0] == (byte)'U' ? (byte)0 : (byte)' ';
        }

        return 8 + length;
    }
}
