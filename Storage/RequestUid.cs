using System;

using GetScu.Dicom;

namespace GetScu.Storage;

/// <summary>A UID of a C-STORE-RQ, and what it is worth beside that of the data set: the data set's counts.</summary>
internal sealed class RequestUid
{
    // One byte more than any that is used, so that a longer one equals none.
    private readonly byte[] _bytes = new byte[Limits.Uid + 1];
    private int _length;

    public void Set(ReadOnlySpan<byte> uid)
    {
        _length = Math.Min(uid.Length, _bytes.Length);
        uid[.._length].CopyTo(_bytes);
    }

    public ReadOnlySpan<byte> Value => _bytes.AsSpan(0, _length);

    /// <summary>The data set's, or this one where that has none.</summary>
    public ReadOnlySpan<byte> Or(ReadOnlySpan<byte> ofDataSet) => ofDataSet.IsEmpty ? Value : ofDataSet;

    /// <summary>What there is to say of the two; null when they are equal. The text is printable.</summary>
    /// <param name="what">Its name and tag.</param>
    public string? Compare(string what, ReadOnlySpan<byte> ofDataSet)
    {
        return Value.SequenceEqual(ofDataSet) ? null
            : ofDataSet.IsEmpty ? $"data set has no {what}, the request's {Text(Value)} is used"
            : $"data set's {what} is {Text(ofDataSet)}, the request's {Text(Value)}: the data set's is used";
    }

    private static string Text(ReadOnlySpan<byte> uid) => uid.IsEmpty ? "(none)" : RawText.Printable(uid);
}
