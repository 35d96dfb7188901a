using System;

using GetScu.Dicom;

namespace GetScu.Net.Plan;

/// <summary>UIDs of a response's list while it passes, separated by backslashes; as many as one line of a report may name.</summary>
internal sealed class UidList
{
    private byte[] _bytes = [];
    private int _length;
    private int _count;

    /// <summary>The list so far.</summary>
    public ReadOnlySpan<byte> Value => _bytes.AsSpan(0, _length);

    public void Clear()
    {
        _length = 0;
        _count = 0;
    }

    public void Add(ReadOnlySpan<byte> uid)
    {
        if (_count == Limits.ReportedFailures)
        {
            return;
        }

        _count++;
        uid = uid[..int.Min(uid.Length, Limits.Uid)];
        if (_bytes.Length - _length < uid.Length + 1)
        {
            Array.Resize(ref _bytes, int.Max(2 * _bytes.Length, _length + uid.Length + 1));
        }

        if (_length > 0)
        {
            _bytes[_length++] = (byte)'\\';
        }

        uid.CopyTo(_bytes.AsSpan(_length));
        _length += uid.Length;
    }
}
