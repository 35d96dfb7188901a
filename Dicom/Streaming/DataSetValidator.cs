using System;

using GetScu.Dicom.Dictionary;

namespace GetScu.Dicom.Streaming;

/// <summary>
/// Checks a data set while it arrives in pieces of any size (PS3.5 clause 7, annex A): every element's header and length,
/// sequences and items within the bounds of what holds them, encapsulated pixel data. Values are skipped, not looked at.
/// One object checks many data sets; nothing is allocated unless one is malformed.
/// <para>
/// Tolerated, since real objects have it, the reference takes it and nothing is at risk: elements out of order or twice, odd
/// lengths, unknown value representations, anything in reserved bytes, a length in a delimiter (ignored), a delimiter where
/// a defined length ends, an item delimiter outside of any item, eight zeros or more behind the last element, bytes behind a deflate
/// stream, pixel data of defined length in a compressed transfer syntax.
/// </para>
/// </summary>
/// <param name="wantedTag">An element of the data set itself, as a number, whose value is wanted; 0: none.</param>
/// <param name="wanted">Gets it.</param>
internal sealed class DataSetValidator(uint wantedTag = 0, ValueCapture? wanted = null)
{
    private const uint SopClassUidTag = 0x00080016;
    private const uint SopInstanceUidTag = 0x00080018;
    private const uint PixelDataTag = 0x7FE00010;
    private const uint ItemTag = 0xFFFEE000;
    private const uint ItemEndTag = 0xFFFEE00D;
    private const uint SequenceEndTag = 0xFFFEE0DD;

    private readonly Nesting _open = new();
    private readonly ElementHeaderReader _headers = new();
    private readonly UidCapture _sopClassUid = new();
    private readonly UidCapture _sopInstanceUid = new();
    private Inflater? _inflater;
    private bool _isDeflated;
    private bool _isPadding;
    private ulong _position;
    private uint _skip;
    private uint _tag;
    private ValueCapture? _capture;

    /// <summary>What is wrong and where, null while all is well. Offsets count from 0, in the inflated bytes.</summary>
    public string? Error { get; private set; }

    /// <summary>Whether there was any element; zeros alone are none.</summary>
    public bool HasElements { get; private set; }

    /// <summary>The data set's own (0008,0016) without padding; empty when absent.</summary>
    public ReadOnlySpan<byte> SopClassUid => _sopClassUid.Value;

    /// <summary>The data set's own (0008,0018) without padding; empty when absent.</summary>
    public ReadOnlySpan<byte> SopInstanceUid => _sopInstanceUid.Value;

    /// <summary>Starts a data set.</summary>
    public void Reset(DataEncoding encoding)
    {
        HeaderLayout layout = encoding switch
        {
            DataEncoding.ImplicitLittle => HeaderLayout.Implicit,
            DataEncoding.ExplicitBig => HeaderLayout.ExplicitBig,
            _ => HeaderLayout.Explicit,
        };
        _open.Reset(layout);
        _headers.Clear();
        _position = 0;
        _skip = 0;
        _capture = null;
        _isPadding = false;
        HasElements = false;
        _sopClassUid.Clear();
        _sopInstanceUid.Clear();
        Error = null;
        _isDeflated = encoding == DataEncoding.DeflatedLittle;
        if (_isDeflated)
        {
            _inflater ??= new Inflater();
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
            return Fail("deflated data: the last block is missing or not complete");
        }

        if (_skip > 0)
        {
            return Fail($"the last {_skip} bytes of {Name(_tag)} are missing");
        }

        ReadOnlySpan<byte> held = _headers.Held;
        if (!held.IsEmpty)
        {
            return Fail($"element header needs {ElementHeader.ShortSize} bytes or more, {held.Length} are there");
        }

        return _open.IsEmpty || Fail($"the end of {Name(_open.Top.Tag)} is missing");
    }

    private bool Inflate(ReadOnlySpan<byte> bytes)
    {
        while (true)
        {
            bool isGood = _inflater!.Feed(ref bytes, out ReadOnlySpan<byte> inflated);
            if (!Parse(inflated))
            {
                return false;
            }

            if (!isGood)
            {
                return Fail(_inflater.Error!);
            }

            if (inflated.IsEmpty && bytes.IsEmpty)
            {
                return true;
            }
        }
    }

    private bool Parse(ReadOnlySpan<byte> bytes)
    {
        while (true)
        {
            if (_skip > 0)
            {
                int skipped = (int)Math.Min(_skip, (uint)bytes.Length);
                _capture?.Append(bytes[..skipped]);
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

            if (_isPadding)
            {
                return bytes.IndexOfAnyExcept((byte)0) < 0 || Fail("bytes other than zero behind the end of the data set");
            }

            if (!_headers.TryRead(ref bytes, _open.Top.Layout, out ElementHeader header))
            {
                return true;
            }

            if (!(header.IsDelimiter ? Delimiter(header) : Element(header)))
            {
                return false;
            }
        }
    }

    /// <summary>Closes what ends here by its length.</summary>
    private bool CloseFull()
    {
        while (!_open.IsEmpty && _open.Top.Limit == _position)
        {
            if (_open.Top.IsDelimited)
            {
                return Fail($"{Name(_open.Top.Tag)} ends without its delimiter");
            }

            _open.Pop();
        }

        return true;
    }

    private bool Element(ElementHeader header)
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
            // PS3.5 7.1.3: only the dictionary tells what a sequence is
            int entry = BuiltInDictionary.FindTag(Tag.FromValue(_tag));
            vr = entry < 0 ? Vr.UN : BuiltInDictionary.VrOf(entry);
        }
        else if (!header.HasPlausibleVr)
        {
            return Fail($"{Name(_tag)} has {(ushort)vr:x4}h where its value representation should be");
        }

        if (header.Length == ElementHeader.Undefined)
        {
            return (_tag, vr) switch
            {
                // PS3.5 A.4
                (PixelDataTag, Vr.OB or Vr.OW or Vr.UN or Vr.ox or Vr.px) => Open(HolderKind.Fragments, holder.Layout, header),
                (_, Vr.SQ) => Open(HolderKind.Sequence, holder.Layout, header),
                // PS3.5 6.2.2: implicit little endian within, whatever is around it
                (_, Vr.UN) => Open(HolderKind.Sequence, HeaderLayout.Implicit, header),
                _ => Fail($"{Name(_tag)} has undefined length, which only sequences and pixel data can have"),
            };
        }

        if (vr == Vr.SQ)
        {
            return Open(HolderKind.Sequence, holder.Layout, header);
        }

        _isPadding = _open.IsEmpty && header is { Tag: 0, Vr: Vr.None, Length: 0 };
        bool skips = Skip(header);
        if (_open.IsEmpty && CaptureOf(_tag) is { } capture && capture.Begin())
        {
            _capture = capture;
        }

        return skips;
    }

    private ValueCapture? CaptureOf(uint tag) => tag switch
    {
        SopClassUidTag => _sopClassUid,
        SopInstanceUidTag => _sopInstanceUid,
        _ => tag == wantedTag ? wanted : null,
    };

    /// <summary>Items, fragments, and the ends of items and sequences (PS3.5 7.5).</summary>
    private bool Delimiter(ElementHeader header)
    {
        ref readonly Holder holder = ref _open.Top;
        _tag = holder.Tag;
        switch (header.Tag, holder.Kind)
        {
            case (ItemTag, HolderKind.Sequence):
                return Open(HolderKind.Item, holder.Layout, header with { Tag = _tag });
            case (ItemTag, HolderKind.Fragments) when header.Length != ElementHeader.Undefined:
                return Skip(header);
            case (ItemEndTag, HolderKind.Item):
            case (SequenceEndTag, HolderKind.Sequence or HolderKind.Fragments):
                // A length is ignored, as other readers do (PS3.5 7.5: it is zero).
                if (!Skip(header with { Length = 0 }))
                {
                    return false;
                }

                if (holder.IsDelimited)
                {
                    _open.Pop();
                    return true;
                }

                return holder.Limit == _position || Fail($"{Name(header.Tag)} within {Name(_tag)}, which has a length");
            case (ItemEndTag, HolderKind.DataSet):
                return Skip(header with { Length = 0 });
            default:
                return Fail($"{Name(header.Tag)} is out of place in {Name(_tag)}");
        }
    }

    /// <summary>Moves behind the header; the value is passed over as it comes.</summary>
    private bool Skip(ElementHeader header)
    {
        ulong room = _open.Top.Limit - _position;
        if ((uint)header.Size + (ulong)header.Length > room)
        {
            return Fail($"{Name(_tag)} needs {header.Size} + {header.Length} bytes, {room} are left in {Name(_open.Top.Tag)}");
        }

        _position += (uint)header.Size;
        _skip = header.Length;
        _capture = null;
        return true;
    }

    /// <summary>Goes into a sequence, an item or fragments.</summary>
    private bool Open(HolderKind kind, HeaderLayout layout, ElementHeader header)
    {
        if (_open.IsFull)
        {
            return Fail($"{Name(header.Tag)} is nested deeper than {Nesting.Max} sequences and items");
        }

        bool isDelimited = header.Length == ElementHeader.Undefined;
        if (!Skip(isDelimited ? header with { Length = 0 } : header))
        {
            return false;
        }

        ulong limit = isDelimited ? _open.Top.Limit : _position + _skip;
        _skip = 0;
        _open.Push(new Holder(kind, layout, isDelimited, header.Tag, limit));
        return true;
    }

    private static string Name(uint tag) => tag == 0 ? "the data set" : Tag.FromValue(tag).ToString();

    private bool Fail(string what)
    {
        Error = $"offset {_position}: {what}";
        return false;
    }
}
