using System;

using static GetScu.Dicom.ElementHeader;

namespace GetScu.Dicom.Streaming;

/// <summary>
/// Parses a data set in pieces of any size (PS3.5 clause 7, annex A) and tells a handler what it finds: every
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
internal abstract class ElementParser(ElementHandler handler)
{
    private readonly Nesting _open = new();
    private readonly ElementHeaderReader _headers = new();
    private bool _isWanted;
    private uint _skip;
    private uint _tag;

    /// <summary>What is wrong and where, null while all is well. Offsets count from 0, in the inflated bytes.</summary>
    public string? Error { get; private set; }

    /// <summary>The first thing that was let pass and a user should know of.</summary>
    public string? Warning { get; private set; }

    /// <summary>Whether there was any element; zeros alone are none.</summary>
    public bool HasElements { get; private set; }

    /// <summary>Bytes read, inflated.</summary>
    public ulong Position { get; private set; }

    /// <summary>The bytes behind the last element, too few for another one; padding where the data set is complete.</summary>
    public ReadOnlySpan<byte> Rest => _headers.Held;

    /// <summary>Starts a data set.</summary>
    protected void Begin(HeaderLayout layout)
    {
        _open.Reset(layout);
        _headers.Clear();
        Position = 0;
        _skip = 0;
        _isWanted = false;
        Error = null;
        Warning = null;
        HasElements = false;
    }

    /// <summary>No more bytes will come; false when something is not complete.</summary>
    protected bool ParseEnd()
    {
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

    /// <summary>The next bytes, inflated; false when they are malformed.</summary>
    protected bool Parse(ReadOnlySpan<byte> bytes)
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
                Position += (uint)skipped;
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
        while (_open.Top.Limit <= Position)
        {
            if (_open.Top.Limit < Position)
            {
                string what = _open.Top.Kind == HolderKind.Item ? "an item" : "the sequence";
                Warn($"{Name(_open.Top.Tag)}: length of {what} is too short");
            }

            Close();
        }
    }

    /// <summary>
    /// Closes what is open at the end: items that only lack their delimiter, sequences whose length has been reached.
    /// </summary>
    private bool CloseRest()
    {
        for (; !_open.IsEmpty; Close())
        {
            ref readonly Holder holder = ref _open.Top;
            if (holder.Limit <= Position)
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
                (PixelData, Vr.OB or Vr.OW or Vr.UN or Vr.ox or Vr.px) => Open(HolderKind.Fragments, holder.Layout, vr, header),
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
            case (Item, HolderKind.Sequence):
                return Open(HolderKind.Item, holder.Layout, holder.Vr, header with { Tag = _tag });
            case (Item, HolderKind.Fragments) when header.Length != ElementHeader.Undefined:
                return Skip(header);
            case (ItemEnd, HolderKind.Item):
            case (SequenceEnd, HolderKind.Sequence or HolderKind.Fragments):
                // A length is ignored, as other readers do (PS3.5 7.5: it is zero).
                Position += (uint)header.Size;
                Close();
                return true;
            case (ItemEnd, HolderKind.DataSet):
                Position += (uint)header.Size;
                return true;
            default:
                return Fail($"{Name(header.Tag)} is out of place in {Name(_tag)}");
        }
    }

    /// <summary>Moves behind the header; the value is passed over as it comes.</summary>
    private bool Skip(in ElementHeader header)
    {
        ref readonly Holder holder = ref _open.Top;
        ulong start = Position + (uint)header.Size;
        ulong left = holder.Limit - start;

        // What begins within an item ends within it. An item may be longer than its sequence, and a header that itself
        // goes beyond the item makes it longer.
        if (holder.Kind == HolderKind.Item && start <= holder.Limit && header.Length > left)
        {
            return Fail($"{Name(header.Tag)} needs {header.Length} bytes, {left} are left in an item of {Name(holder.Tag)}");
        }

        Position = start;
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

        ulong limit = isDelimited ? Holder.NoLimit : Position + _skip;
        _skip = 0;
        _open.Push(new Holder(kind, layout, vr, header.Tag, limit));
        handler.Open(_open.Top);
        return true;
    }

    private static string Name(uint tag) => tag == 0 ? "the data set" : Tag.FromValue(tag).ToString();

    protected void Warn(string what) => Warning ??= $"offset {Position}: {what}";

    protected bool Fail(string what)
    {
        Error = $"offset {Position}: {what}";
        return false;
    }
}
