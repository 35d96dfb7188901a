using System;

namespace GetScu.Dicom.Streaming;

/// <summary>
/// Checks an object's data set while it arrives in pieces of any size, and keeps its UIDs. One object checks many data sets;
/// nothing is allocated unless there is something to say.
/// </summary>
internal sealed class DataSetValidator
{
    private readonly BytesCapture _sopClassUid = new(Limits.Uid);
    private readonly BytesCapture _sopInstanceUid = new(Limits.Uid);
    private readonly ElementReader _reader;

    public DataSetValidator()
    {
        _reader = new ElementReader(new ValueCaptures((0x00080016, _sopClassUid), (0x00080018, _sopInstanceUid)));
    }

    /// <summary>What is wrong and where, null while all is well. Offsets count from 0, in the inflated bytes.</summary>
    public string? Error => _reader.Error;

    /// <summary>The first thing that is against the standard and was let pass, where a user should know of it.</summary>
    public string? Warning => _reader.Warning;

    /// <summary>Whether there was any element; zeros alone are none.</summary>
    public bool HasElements => _reader.HasElements;

    /// <summary>The data set's own (0008,0016) without padding; empty when absent.</summary>
    public ReadOnlySpan<byte> SopClassUid => _sopClassUid.Value;

    /// <summary>The data set's own (0008,0018) without padding; empty when absent.</summary>
    public ReadOnlySpan<byte> SopInstanceUid => _sopInstanceUid.Value;

    /// <summary>Starts a data set.</summary>
    public void Reset(DataEncoding encoding)
    {
        _sopClassUid.Clear();
        _sopInstanceUid.Clear();
        _reader.Reset(encoding);
    }

    /// <summary>The next bytes; false when the data set is malformed, see <see cref="Error"/>.</summary>
    public bool Feed(ReadOnlySpan<byte> bytes) => _reader.Feed(bytes);

    /// <summary>No more bytes will come; false when the data set is malformed or not complete.</summary>
    public bool Finish() => _reader.Finish();
}
