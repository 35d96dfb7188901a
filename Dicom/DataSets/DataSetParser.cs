using System;
using System.Buffers.Binary;
using System.Collections.Generic;

using GetScu.Dicom.Dictionary;

namespace GetScu.Dicom.DataSets;

/// <summary>Reads one data set out of a span; what is open is kept in a list, not on the stack.</summary>
internal ref struct DataSetParser
{
    private const uint Undefined = 0xFFFFFFFF;

    private static readonly Tag PixelRepresentation = new(0x0028, 0x0103);

    private readonly ReadOnlySpan<byte> _bytes;
    private readonly DataDictionary _dictionary;
    private readonly List<Frame> _open = [];
    private bool _big;
    private bool _explicit;
    private int _at;

    public DataSetParser(ReadOnlySpan<byte> bytes, bool isExplicit, bool isBig, DataDictionary dictionary)
    {
        _bytes = bytes;
        _dictionary = dictionary;
        _big = isBig;
        _explicit = isExplicit;
    }

    /// <summary>A data set, an item or a sequence that is not yet at its end.</summary>
    /// <param name="Set">The elements so far; null for a sequence.</param>
    /// <param name="Items">The items so far; null for a data set or an item.</param>
    /// <param name="End">Where it ends, or where what holds it ends when its own length is undefined.</param>
    /// <param name="IsDelimited">Undefined length: a delimiter ends it.</param>
    /// <param name="WasExplicit">The encoding to go on with after it.</param>
    private readonly record struct Frame(
        DataSet? Set, List<DataSet>? Items, Tag Tag, int End, bool IsDelimited, bool WasExplicit, bool WasBig);

    public DataSet Read()
    {
        DataSet result = new();
        Open(new Frame(result, null, default, _bytes.Length, false, _explicit, _big));
        while (_open.Count > 0)
        {
            Frame frame = _open[^1];
            if (_at == frame.End && !frame.IsDelimited)
            {
                Close(frame);
            }
            else if (frame.Set is not null)
            {
                ReadElement(frame);
            }
            else
            {
                ReadItem(frame);
            }
        }

        return result;
    }

    private void ReadElement(Frame frame)
    {
        int start = _at;
        Need(start, frame.End, 8, "element header");
        Tag tag = ReadTag(start);
        if (tag.Group == 0xFFFE)
        {
            // A delimiter that nothing needs is let pass where it stands at the very end.
            _at += 8;
            if (tag.Element != 0xE00D || (!frame.IsDelimited && _at != frame.End))
            {
                throw new DicomFormatException($"{tag} at offset {start}: element needed, item or delimiter found");
            }

            Close(frame);
            return;
        }

        Vr vr = ReadHeader(tag, frame, out uint length);
        if (length == Undefined)
        {
            if (vr is Vr.SQ or Vr.UN)
            {
                OpenSequence(tag, frame, frame.End, isDelimited: true, vr);
            }
            else if (vr is Vr.OB or Vr.OW)
            {
                frame.Set!.Append(ReadFragments(tag, vr, frame.End));
            }
            else
            {
                throw new DicomFormatException($"{tag} at offset {start}: undefined length, which {VrTraits.Name(vr)} cannot have");
            }

            return;
        }

        Need(_at, frame.End, length, tag, "value");
        if (vr == Vr.SQ)
        {
            OpenSequence(tag, frame, _at + (int)length, isDelimited: false, vr);
            return;
        }

        byte[] value = _bytes.Slice(_at, (int)length).ToArray();
        if (_big)
        {
            ByteOrder.Swap(value, VrTraits.SwapWidth(vr));
        }

        _at += (int)length;
        frame.Set!.Append(new DataElement(tag, vr, value));
    }

    /// <summary>Takes tag, representation and length (PS3.5 7.1.2, 7.1.3) and moves to the value.</summary>
    private Vr ReadHeader(Tag tag, Frame frame, out uint length)
    {
        if (!_explicit)
        {
            length = ReadUInt32(_at + 4);
            _at += 8;
            return ImplicitVr(tag, frame.Set!);
        }

        Vr vr = (Vr)BinaryPrimitives.ReadUInt16BigEndian(_bytes[(_at + 4)..]);
        if (!VrTraits.HasLongLength(vr))
        {
            length = ReadUInt16(_at + 6);
            _at += 8;
        }
        else
        {
            Need(_at, frame.End, 12, tag, "header");
            length = ReadUInt32(_at + 8);
            _at += 12;
        }

        return VrTraits.IsKnown(vr) ? vr : Vr.UN;
    }

    private readonly Vr ImplicitVr(Tag tag, DataSet set)
    {
        if (tag.Element == 0)
        {
            return Vr.UL;
        }

        // PS3.5 7.8.1: private creators.
        if (tag.IsPrivate && tag.Element is >= 0x10 and <= 0xFF)
        {
            return Vr.LO;
        }

        Vr vr = _dictionary.VrOf(tag, set.PrivateCreatorOf(tag));
        if (vr == Vr.xs && set.Find(PixelRepresentation)?.Value is [1, 0])
        {
            // PS3.3 C.7.6.3: signed pixels.
            return Vr.SS;
        }

        return VrMarks.Usual(vr, tag);
    }

    /// <summary>Starts a sequence; UN of undefined length holds implicit little endian whatever is around it (PS3.5 6.2.2).</summary>
    private void OpenSequence(Tag tag, Frame frame, int end, bool isDelimited, Vr vr)
    {
        List<DataSet> items = [];
        frame.Set!.Append(new DataElement(tag, items));
        Open(new Frame(null, items, tag, end, isDelimited, _explicit, _big));
        if (vr == Vr.UN)
        {
            _explicit = false;
            _big = false;
        }
    }

    private void ReadItem(Frame frame)
    {
        int start = _at;
        Need(start, frame.End, 8, frame.Tag, "item header");
        Tag tag = ReadTag(start);
        uint length = ReadUInt32(start + 4);
        _at += 8;
        if (tag == new Tag(0xFFFE, 0xE0DD) && (frame.IsDelimited || _at == frame.End))
        {
            Close(frame);
            return;
        }

        if (tag != new Tag(0xFFFE, 0xE000))
        {
            throw new DicomFormatException($"{frame.Tag} at offset {start}: item (fffe,e000) needed, {tag} found");
        }

        if (length != Undefined)
        {
            Need(_at, frame.End, length, frame.Tag, "item");
        }

        DataSet item = new();
        frame.Items!.Add(item);
        int end = length == Undefined ? frame.End : _at + (int)length;
        Open(new Frame(item, null, frame.Tag, end, length == Undefined, _explicit, _big));
    }

    /// <summary>Takes compressed pixel data up to its delimiter (PS3.5 A.4).</summary>
    private DataElement ReadFragments(Tag tag, Vr vr, int end)
    {
        int start = _at;
        while (true)
        {
            Need(_at, end, 8, tag, "fragment header");
            Tag item = ReadTag(_at);
            uint length = ReadUInt32(_at + 4);
            if (item == new Tag(0xFFFE, 0xE0DD))
            {
                byte[] fragments = _bytes[start.._at].ToArray();
                _at += 8;
                return new DataElement(tag, vr, fragments) { IsEncapsulated = true };
            }

            if (item != new Tag(0xFFFE, 0xE000))
            {
                throw new DicomFormatException($"{tag} at offset {_at}: fragment (fffe,e000) needed, {item} found");
            }

            _at += 8;
            Need(_at, end, length, tag, "fragment");
            _at += (int)length;
        }
    }

    private readonly void Open(Frame frame)
    {
        // A sequence and its item are two.
        if (_open.Count > 2 * DataSet.MaxDepth)
        {
            throw new DicomFormatException($"{frame.Tag} at offset {_at}: nested deeper than {DataSet.MaxDepth} sequences");
        }

        _open.Add(frame);
    }

    private void Close(Frame frame)
    {
        _open.RemoveAt(_open.Count - 1);
        frame.Set?.Complete();
        _explicit = frame.WasExplicit;
        _big = frame.WasBig;
    }

    private readonly Tag ReadTag(int offset) => new(ReadUInt16(offset), ReadUInt16(offset + 2));

    private readonly ushort ReadUInt16(int offset)
    {
        ReadOnlySpan<byte> from = _bytes[offset..];
        return _big ? BinaryPrimitives.ReadUInt16BigEndian(from) : BinaryPrimitives.ReadUInt16LittleEndian(from);
    }

    private readonly uint ReadUInt32(int offset)
    {
        ReadOnlySpan<byte> from = _bytes[offset..];
        return _big ? BinaryPrimitives.ReadUInt32BigEndian(from) : BinaryPrimitives.ReadUInt32LittleEndian(from);
    }

    private static void Need(int offset, int end, uint needed, Tag tag, string field)
    {
        if (needed > (uint)(end - offset))
        {
            Need(offset, end, needed, $"{tag} {field}");
        }
    }

    private static void Need(int offset, int end, uint needed, string field)
    {
        if (needed > (uint)(end - offset))
        {
            throw new DicomFormatException($"{field} at offset {offset}: {needed} bytes needed, {end - offset} there");
        }
    }
}
