using System;
using System.IO;

namespace GetScu.Dicom.Streaming;

/// <summary>
/// Reads a data set while it arrives in pieces of any size, deflated or not (PS3.5 annex A), and tells a handler what it finds:
/// see <see cref="ElementParser"/>. One object reads many data sets; nothing is allocated unless there is something to say.
/// </summary>
internal sealed class ElementReader(ElementHandler handler) : ElementParser(handler)
{
    private InflatingStream? _inflater;
    private bool _isDeflated;

    /// <summary>Starts a data set.</summary>
    public void Reset(DataEncoding encoding)
    {
        Begin(ElementHeader.LayoutOf(encoding));
        _isDeflated = encoding == DataEncoding.DeflatedLittle;
        if (_isDeflated)
        {
            _inflater ??= new InflatingStream();
            _inflater.Reset();
        }
    }

    /// <summary>The next bytes; false when the data set is malformed, see <see cref="ElementParser.Error"/>.</summary>
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

        return ParseEnd();
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
}
