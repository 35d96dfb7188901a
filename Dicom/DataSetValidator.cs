using System;
using System.Buffers.Binary;

namespace GetScu.Dicom;

/// <summary>
/// Checks a data set while it arrives in pieces of any size (PS3.5 clause 7, annex A): every element's header and length,
/// sequences and items within the bounds of what holds them, encapsulated pixel data. Values are skipped, not looked at.
/// One object checks many data sets; nothing is allocated unless one is malformed.
/// <para>
/// Tolerated, since real files have it and nothing is at risk: elements out of order or twice, odd lengths, a length in a
/// delimiter (ignored), bytes other than zero where explicit headers have reserved ones.
/// </para>
/// </summary>
internal sealed class DataSetValidator
{
    /// <summary>Sequences and items within each other, counted together. Arbitrary: 64 levels, real objects have about 10.</summary>
    public const int MaxNesting = 128;

    /// <summary>Longest UID kept, in bytes. Arbitrary: a UID has at most 64 (PS3.5 9.1).</summary>
    public const int MaxUidLength = FileMeta.MaxUidLength;

    private const uint Undefined = 0xFFFFFFFF;
    private const uint SopClassUidTag = 0x00080016;
    private const uint SopInstanceUidTag = 0x00080018;
    private const uint ItemTag = 0xFFFEE000;
    private const uint ItemEndTag = 0xFFFEE00D;
    private const uint SequenceEndTag = 0xFFFEE0DD;

    /// <summary>Longest element header: tag, VR, two reserved bytes, length (PS3.5 7.1.2).</summary>
    private const int LongHeader = 12;
    private const int ShortHeader = 8;

    private enum Kind : byte
    {
        DataSet,
        Item,
        Sequence,
        Fragments,
    }

    private enum Layout : byte
    {
        Implicit,
        Explicit,
        ExplicitBig,
    }

    /// <summary>Something open that holds elements, items or fragments.</summary>
    /// <param name="Tag">The sequence's or pixel data's; an item has its sequence's.</param>
    /// <param name="Limit">Offset at which it, or the nearest thing around it that has a length, ends.</param>
    /// <param name="IsOpenEnded">Ended by a delimiter, not by its length.</param>
    private record struct Frame(Kind Kind, Layout Layout, bool IsOpenEnded, uint Tag, ulong Limit);

    private readonly Frame[] _frames = new Frame[MaxNesting + 1];
    private readonly byte[] _held = new byte[LongHeader];
    private readonly byte[] _classUid = new byte[MaxUidLength];
    private readonly byte[] _instanceUid = new byte[MaxUidLength];
    private readonly Inflater _inflater = new();
    private int _depth;
    private int _heldLength;
    private ulong _position;
    private uint _skip;
    private uint _tag;
    private int _classLength;
    private int _instanceLength;
    private byte[]? _capture;
    private bool _isDeflated;

    /// <summary>What is wrong and where, null while all is well. Offsets count from 0, in the inflated bytes.</summary>
    public string? Error { get; private set; }

    /// <summary>The data set's own (0008,0016) without padding; empty when absent.</summary>
    public ReadOnlySpan<byte> SopClassUid => Trim(_classUid.AsSpan(0, _classLength));

    /// <summary>The data set's own (0008,0018) without padding; empty when absent.</summary>
    public ReadOnlySpan<byte> SopInstanceUid => Trim(_instanceUid.AsSpan(0, _instanceLength));

    /// <summary>Starts a data set.</summary>
    public void Reset(DataEncoding encoding)
    {
        Layout layout = encoding switch
        {
            DataEncoding.ImplicitLittle => Layout.Implicit,
            DataEncoding.ExplicitBig => Layout.ExplicitBig,
            _ => Layout.Explicit,
        };
        _frames[0] = new Frame(Kind.DataSet, layout, false, 0, ulong.MaxValue);
        _depth = 0;
        _heldLength = 0;
        _position = 0;
        _skip = 0;
        _classLength = 0;
        _instanceLength = 0;
        _capture = null;
        _isDeflated = encoding == DataEncoding.DeflatedLittle;
        Error = null;
        if (_isDeflated)
        {
            _inflater.Reset();
        }
    }

    /// <summary>The next bytes; false when the data set is malformed, see <see cref="Error"/>.</summary>
    public bool Feed(ReadOnlySpan<byte> bytes) =>
        Error is null && (_isDeflated ? Inflate(bytes) : Parse(bytes));

    /// <summary>No more bytes will come; false when the data set is malformed or not complete.</summary>
    public bool Finish()
    {
        if (Error is not null)
        {
            return false;
        }

        if (_isDeflated && !_inflater.IsComplete)
        {
            return Fail("deflated data end early");
        }

        if (_skip > 0)
        {
            return Fail($"value of {Name(_tag)} lacks its last {_skip} bytes");
        }

        if (_heldLength > 0)
        {
            return Fail($"element header needs at least {ShortHeader} bytes, the data set ends after {_heldLength}");
        }

        return _depth == 0 || Fail($"data set ends within {Name(_frames[_depth].Tag)}");
    }

    private bool Inflate(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            int used = _inflater.Feed(bytes, out ReadOnlySpan<byte> inflated);
            if (used < 0)
            {
                return Fail(_inflater.Error!);
            }

            if (!Parse(inflated))
            {
                return false;
            }

            bytes = bytes[used..];
        }

        return true;
    }

    private bool Parse(ReadOnlySpan<byte> bytes)
    {
        while (true)
        {
            if (_skip > 0)
            {
                int skipped = (int)Math.Min(_skip, (uint)bytes.Length);
                if (_capture is not null)
                {
                    Capture(bytes[..skipped]);
                }

                _skip -= (uint)skipped;
                _position += (uint)skipped;
                bytes = bytes[skipped..];
                if (_skip > 0)
                {
                    return true;
                }
            }

            if (!CloseFull())
            {
                return false;
            }

            if (bytes.IsEmpty)
            {
                return true;
            }

            int used = _heldLength == 0 ? Header(bytes) : 0;
            if (used < 0)
            {
                return false;
            }

            bytes = bytes[used..];
            if (used == 0 && !HoldHeader(ref bytes))
            {
                return Error is null;
            }
        }
    }

    /// <summary>A header that came in pieces. False when more is needed, or when it is malformed.</summary>
    private bool HoldHeader(ref ReadOnlySpan<byte> bytes)
    {
        while (true)
        {
            int wanted = _heldLength < ShortHeader ? ShortHeader : LongHeader;
            int taken = Math.Min(wanted - _heldLength, bytes.Length);
            bytes[..taken].CopyTo(_held.AsSpan(_heldLength));
            bytes = bytes[taken..];
            _heldLength += taken;
            if (_heldLength < wanted)
            {
                return false;
            }

            int used = Header(_held.AsSpan(0, _heldLength));
            if (used != 0)
            {
                _heldLength = 0;
                return used > 0;
            }
        }
    }

    /// <summary>Closes what ends here by its length.</summary>
    private bool CloseFull()
    {
        while (_depth > 0 && _frames[_depth].Limit == _position)
        {
            if (_frames[_depth].IsOpenEnded)
            {
                return Fail($"{Name(_frames[_depth].Tag)} ends without its delimiter");
            }

            _depth--;
        }

        return true;
    }

    /// <summary>One header: how many bytes it has, 0 when more bytes are needed, -1 when it is malformed.</summary>
    private int Header(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < ShortHeader)
        {
            return 0;
        }

        ref Frame frame = ref _frames[_depth];
        ulong room = frame.Limit - _position;
        if (room < ShortHeader)
        {
            return Malformed($"element header needs {ShortHeader} bytes, {Name(frame.Tag)} has {room} left");
        }

        bool big = frame.Layout == Layout.ExplicitBig;
        uint tag = big
            ? BinaryPrimitives.ReadUInt32BigEndian(bytes)
            : ((uint)BinaryPrimitives.ReadUInt16LittleEndian(bytes) << 16) | BinaryPrimitives.ReadUInt16LittleEndian(bytes[2..]);
        if (tag >> 16 == 0xFFFE)
        {
            return Delimiter(tag, Length(bytes[4..], big), room);
        }

        if (frame.Kind >= Kind.Sequence)
        {
            return Malformed($"{Name(tag)} where {Name(frame.Tag)} needs an item");
        }

        if (frame.Layout == Layout.Implicit)
        {
            uint length = Length(bytes[4..], false);
            // PS3.5 7.1.3: only the dictionary tells that this is a sequence
            bool sequence = length == Undefined || (length > 0 && DataDictionary.BuiltIn.VrOf(Tag.FromValue(tag), null) == Vr.SQ);
            return Element(tag, sequence ? Vr.SQ : Vr.UN, length, ShortHeader, room);
        }

        Vr vr = (Vr)BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]);
        switch (FormOf(vr))
        {
            case ShortHeader:
                uint length = big ? BinaryPrimitives.ReadUInt16BigEndian(bytes[6..]) : BinaryPrimitives.ReadUInt16LittleEndian(bytes[6..]);
                return Element(tag, vr, length, ShortHeader, room);
            case 0:
                return Malformed($"{Name(tag)} has the bytes {(ushort)vr:x4} where a value representation is needed");
        }

        if (room < LongHeader)
        {
            return Malformed($"header of {Name(tag)} needs {LongHeader} bytes, {Name(frame.Tag)} has {room} left");
        }

        return bytes.Length < LongHeader ? 0 : Element(tag, vr, Length(bytes[8..], big), LongHeader, room);
    }

    private int Element(uint tag, Vr vr, uint length, int header, ulong room)
    {
        ref Frame frame = ref _frames[_depth];
        _tag = tag;
        if (length == Undefined)
        {
            return vr switch
            {
                Vr.SQ => Open(Kind.Sequence, frame.Layout, tag, length, header),
                // PS3.5 6.2.2 note 4: implicit little endian within
                Vr.UN => Open(Kind.Sequence, Layout.Implicit, tag, length, header),
                // PS3.5 A.4
                Vr.OB or Vr.OW => Open(Kind.Fragments, frame.Layout, tag, length, header),
                _ => Malformed($"{Name(tag)} has undefined length, which its value representation cannot have"),
            };
        }

        if (length > room - (uint)header)
        {
            return Malformed($"{Name(tag)} has {length} bytes, {Name(frame.Tag)} has {room - (uint)header} left");
        }

        if (vr == Vr.SQ && length > 0)
        {
            return Open(Kind.Sequence, frame.Layout, tag, length, header);
        }

        _skip = length;
        _capture = null;
        if (_depth == 0 && tag is SopClassUidTag or SopInstanceUidTag)
        {
            _capture = tag == SopClassUidTag ? _classUid : _instanceUid;
        }

        _position += (uint)header;
        return header;
    }

    /// <summary>Items, fragments, and the ends of items and sequences (PS3.5 7.5).</summary>
    private int Delimiter(uint tag, uint length, ulong room)
    {
        ref Frame frame = ref _frames[_depth];
        bool fits = length <= room - ShortHeader;
        switch (tag)
        {
            case ItemTag when frame.Kind == Kind.Sequence && (fits || length == Undefined):
                return Open(Kind.Item, frame.Layout, frame.Tag, length, ShortHeader);
            case ItemTag when frame.Kind == Kind.Fragments && fits && length != Undefined:
                _tag = frame.Tag;
                _skip = length;
                _capture = null;
                break;
            case ItemTag when frame.Kind >= Kind.Sequence:
                return Malformed($"item of {Name(frame.Tag)} has {length} bytes, {room - ShortHeader} are left");
            case ItemEndTag when frame.Kind == Kind.Item && frame.IsOpenEnded:
            case SequenceEndTag when frame.Kind >= Kind.Sequence && frame.IsOpenEnded:
                _depth--;
                break;
            default:
                return Malformed($"{Name(tag)} is out of place in {Name(frame.Tag)}");
        }

        _position += ShortHeader;
        return ShortHeader;
    }

    private int Open(Kind kind, Layout layout, uint tag, uint length, int header)
    {
        if (_depth == MaxNesting)
        {
            return Malformed($"{Name(tag)} is nested deeper than {MaxNesting} sequences and items");
        }

        ulong limit = _frames[_depth].Limit;
        bool openEnded = length == Undefined;
        _position += (uint)header;
        _depth++;
        _frames[_depth] = new Frame(kind, layout, openEnded, tag, openEnded ? limit : _position + length);
        return header;
    }

    private void Capture(ReadOnlySpan<byte> bytes)
    {
        ref int length = ref (_capture == _classUid ? ref _classLength : ref _instanceLength);
        int taken = Math.Min(bytes.Length, MaxUidLength - length);
        bytes[..taken].CopyTo(_capture.AsSpan(length));
        length += taken;
    }

    private static uint Length(ReadOnlySpan<byte> bytes, bool big) =>
        big ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);

    /// <summary>Bytes of the header that goes with a value representation (PS3.5 7.1.2), 0 when it is none.</summary>
    private static int FormOf(Vr vr) => vr switch
    {
        Vr.AE or Vr.AS or Vr.AT or Vr.CS or Vr.DA or Vr.DS or Vr.DT or Vr.FD or Vr.FL or Vr.IS or Vr.LO or Vr.LT or Vr.PN
            or Vr.SH or Vr.SL or Vr.SS or Vr.ST or Vr.TM or Vr.UI or Vr.UL or Vr.US => ShortHeader,
        // PS3.5 6.2: representations to come have the long form
        _ => IsLetter((ushort)vr >> 8) && IsLetter((ushort)vr & 0xFF) ? LongHeader : 0,
    };

    private static bool IsLetter(int value) => (uint)(value - 'A') <= 'Z' - 'A';

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> uid) => uid[..(uid.LastIndexOfAnyExcept((byte)0, (byte)' ') + 1)];

    private static string Name(uint tag) => tag == 0 ? "the data set" : Tag.FromValue(tag).ToString();

    private int Malformed(string what)
    {
        Fail(what);
        return -1;
    }

    private bool Fail(string what)
    {
        Error = $"offset {_position}: {what}";
        return false;
    }
}
