using System;
using System.IO;

namespace GetScu.Dicom.Streaming;

/// <summary>
/// Reads a data set while it arrives in pieces of any size (PS3.5 clause 7, annex A) and tells a handler what it finds: every
/// element's header and length, sequences and items, encapsulated pixel data. Values are passed over or given to the handler,
/// not looked at. One object reads many data sets; nothing is allocated unless there is something to say.
/// <para>
/// Tolerated, since real objects have it, the reference takes it and nothing is at risk: elements out of order or twice, odd
/// lengths, anything in reserved bytes, a length in a delimiter (ignored), a delimiter where a length ends or before, an item
/// delimiter outside of any item, zeros or fewer than eight other bytes behind the last element, bytes behind a deflate
/// stream, pixel data of defined length in a compressed transfer syntax. With a warning: a sequence or item whose length is
/// too short for its content, representations that are no capital letters, a last item or a deflate stream without its end
/// where all elements are complete.
/// </para>
/// </summary>
internal sealed class ElementReader(ElementHandler handler)
{
    private const uint PixelDataTag = 0x7FE00010;
    private const uint ItemTag = 0xFFFEE000;
    private const uint ItemEndTag = 0xFFFEE00D;
    private const uint SequenceEndTag = 0xFFFEE0DD;

    private readonly Nesting _open = new();
    private readonly ElementHeaderReader _headers = new();
    private InflatingStream? _inflater;
    private bool _isDeflated;
    private bool _isWanted;
    private ulong _position;
    private uint _skip;
    private uint _tag;

    /// <summary>What is wrong and where, null while all is well. Offsets count from 0, in the inflated bytes.</summary>
    public string? Error { get; private set; }

    /// <summary>The first thing that was let pass and a user should know of.</summary>
    public string? Warning { get; private set; }

    /// <summary>Whether there was any element; zeros alone are none.</summary>
    public bool HasElements { get; private set; }

    /// <summary>Bytes read, inflated.</summary>
    public ulong Position => _position;

    /// <summary>Starts a data set.</summary>
    public void Reset(DataEncoding encoding)
    {
        _open.Reset(ElementHeader.LayoutOf(encoding));
        _headers.Clear();
        _position = 0;
        _skip = 0;
        _isWanted = false;
        Error = null;
        Warning = null;
        HasElements = false;
        _isDeflated = encoding == DataEncoding.DeflatedLittle;
        if (_isDeflated)
        {
            _inflater ??= new InflatingStream();
            _inflater.Reset();
        }
    }

    /// <summary>The next bytes; false when the data set is malformed, see <see cref="Error"/>.</summary>
    public bool Feed(ReadOnlySpan<byte> bytes) => Error is null && (_isDeflated ? Inflate(bytes) : Parse(bytes));

    /// <summary>No more bytes will come; false when the data set is malformed or not complete.</summary>
    public bool Finish()
    {
        if (Error is not null)
        {
            return false;
        }

        if (_isDeflated && !_inflater!.IsComplete)
        {
            if (!_inflater.IsFlushed)
            {
                return Fail("deflated data: the last block is missing or not complete");
            }

            Warn("deflated data: ends with a flush, without a last block");
        }

        if (_skip > 0)
        {
            return Fail($"the last {_skip} bytes of {Name(_tag)} are missing");
        }

        // Fewer bytes than any header has are padding, but not within an item.
        int held = _headers.Held.Length;
        if (held >= ElementHeader.ShortSize || (held > 0 && !_open.IsEmpty))
        {
            return Fail($"element header needs {ElementHeader.ShortSize} bytes or more, {held} are there");
        }

        return CloseRest();
    }

    private bool Inflate(ReadOnlySpan<byte> bytes)
    {
        try
        {
            while (true)
            {
                ReadOnlySpan<byte> inflated = _inflater!.Inflate(ref bytes);
                if (inflated.IsEmpty)
                {
                    return true;
                }

                if (!Parse(inflated))
                {
                    return false;
                }
            }
        }
        catch (InvalidDataException)
        {
            return Fail("deflated data is malformed");
        }
    }

    private bool Parse(ReadOnlySpan<byte> bytes)
    {
        while (true)
        {
            if (_skip > 0)
            {
                int skipped = (int)Math.Min(_skip, (uint)bytes.Length);
                if (_isWanted)
                {
                    handler.Append(bytes[..skipped]);
                }

                _skip -= (uint)skipped;
                _position += (uint)skipped;
                bytes = bytes[skipped..];
                if (_skip > 0)
                {
                    return true;
                }
            }

            if (_isWanted)
            {
                _isWanted = false;
                handler.End();
            }

            CloseFull();
            if (bytes.IsEmpty || !_headers.TryRead(ref bytes, _open.Top.Layout, out ElementHeader header))
            {
                return true;
            }

            if (!(header.IsDelimiter ? Delimiter(header) : Element(header)))
            {
                return false;
            }
        }
    }

    /// <summary>
    /// Closes what ends here by its length. One that is too short does not cut what is within: a sequence ends with the item, an
    /// item with the element that goes beyond it.
    /// </summary>
    private void CloseFull()
    {
        while (_open.Top.Limit <= _position)
        {
            if (_open.Top.Limit < _position)
            {
                Warn($"{Name(_open.Top.Tag)}: length of {(_open.Top.Kind == HolderKind.Item ? "an item" : "the sequence")} is too short");
            }

            Close();
        }
    }

    /// <summary>Closes what is open at the end: items that only lack their delimiter, sequences whose length has been reached.</summary>
    private bool CloseRest()
    {
        for (; !_open.IsEmpty; Close())
        {
            ref readonly Holder holder = ref _open.Top;
            if (holder.Limit <= _position)
            {
                continue;
            }

            if (holder.Kind != HolderKind.Item || holder.Limit != Holder.NoLimit)
            {
                return Fail($"the end of {Name(holder.Tag)} is missing");
            }

            Warn($"the end of an item of {Name(holder.Tag)} is missing");
        }

        return true;
    }

    private void Close()
    {
        handler.Close(_open.Top);
        _open.Pop();
    }

    private bool Element(in ElementHeader header)
    {
        ref readonly Holder holder = ref _open.Top;
        _tag = header.Tag;
        HasElements |= _tag != 0;
        if (holder.Kind >= HolderKind.Sequence)
        {
            return Fail($"{Name(_tag)} where {Name(holder.Tag)} needs an item");
        }

        Vr vr = header.Vr;
        if (holder.Layout == HeaderLayout.Implicit)
        {
            vr = handler.ImplicitVr(Tag.FromValue(_tag));
        }
        else if (!VrTraits.IsCapitals(vr) && header is not { Tag: 0, Vr: Vr.None, Length: 0 })
        {
            Warn($"{Name(_tag)} has {(ushort)vr:x4}h where its value representation should be");
        }

        if (header.Length == ElementHeader.Undefined)
        {
            return (_tag, vr) switch
            {
                // PS3.5 A.4
                (PixelDataTag, Vr.OB or Vr.OW or Vr.UN or Vr.ox or Vr.px) => Open(HolderKind.Fragments, holder.Layout, vr, header),
                (_, Vr.SQ) => Open(HolderKind.Sequence, holder.Layout, vr, header),
                // PS3.5 6.2.2: implicit little endian within, whatever is around it
                (_, Vr.UN) => Open(HolderKind.Sequence, HeaderLayout.Implicit, vr, header),
                _ => Fail($"{Name(_tag)} has undefined length, which only sequences and pixel data can have"),
            };
        }

        if (vr == Vr.SQ)
        {
            return Open(HolderKind.Sequence, holder.Layout, vr, header);
        }

        if (!Skip(header))
        {
            return false;
        }

        _isWanted = handler.Begin(header, vr, holder);
        return true;
    }

    /// <summary>Items, fragments, and the ends of items and sequences (PS3.5 7.5).</summary>
    private bool Delimiter(in ElementHeader header)
    {
        ref readonly Holder holder = ref _open.Top;
        _tag = holder.Tag;
        switch (header.Tag, holder.Kind)
        {
            case (ItemTag, HolderKind.Sequence):
                return Open(HolderKind.Item, holder.Layout, holder.Vr, header with { Tag = _tag });
            case (ItemTag, HolderKind.Fragments) when header.Length != ElementHeader.Undefined:
                return Skip(header);
            case (ItemEndTag, HolderKind.Item):
            case (SequenceEndTag, HolderKind.Sequence or HolderKind.Fragments):
                // A length is ignored, as other readers do (PS3.5 7.5: it is zero).
                _position += (uint)header.Size;
                Close();
                return true;
            case (ItemEndTag, HolderKind.DataSet):
                _position += (uint)header.Size;
                return true;
            default:
                return Fail($"{Name(header.Tag)} is out of place in {Name(_tag)}");
        }
    }

    /// <summary>Moves behind the header; the value is passed over as it comes.</summary>
    private bool Skip(in ElementHeader header)
    {
        ref readonly Holder holder = ref _open.Top;
        ulong start = _position + (uint)header.Size;

        // What begins within an item ends within it. An item may be longer than its sequence, and a header that itself
        // goes beyond the item makes it longer.
        if (holder.Kind == HolderKind.Item && start <= holder.Limit && header.Length > holder.Limit - start)
        {
            return Fail($"{Name(header.Tag)} needs {header.Length} bytes, {holder.Limit - start} are left in an item of {Name(holder.Tag)}");
        }

        _position = start;
        _skip = header.Length;
        return true;
    }

    /// <summary>Goes into a sequence, an item or fragments.</summary>
    private bool Open(HolderKind kind, HeaderLayout layout, Vr vr, in ElementHeader header)
    {
        if (_open.IsFull)
        {
            return Fail($"{Name(header.Tag)} is nested deeper than {Limits.Nesting} sequences and items");
        }

        bool isDelimited = header.Length == ElementHeader.Undefined;
        if (!Skip(isDelimited ? header with { Length = 0 } : header))
        {
            return false;
        }

        ulong limit = isDelimited ? Holder.NoLimit : _position + _skip;
        _skip = 0;
        _open.Push(new Holder(kind, layout, vr, header.Tag, limit));
        handler.Open(_open.Top);
        return true;
    }

    private static string Name(uint tag) => tag == 0 ? "the data set" : Tag.FromValue(tag).ToString();

    private void Warn(string what) => Warning ??= $"offset {_position}: {what}";

    private bool Fail(string what)
    {
        Error = $"offset {_position}: {what}";
        return false;
    }
}
