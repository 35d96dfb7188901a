using System;
using System.Text;

using GetScu.Dicom;
using GetScu.Dicom.Streaming;
using GetScu.Net.Log;

namespace GetScu.Net.Retrieve;

/// <summary>
/// A Failed SOP Instance UID List (PS3.4 C.4.3.1.3.2) of any length while it passes: one UID a line, at warn level.
/// </summary>
internal sealed class FailedInstances(Logger log) : ValueCapture
{
    /// <summary>More of one entry is not shown. Arbitrary: a UID has 64 characters at most.</summary>
    private const int LongestEntry = 256;

    private readonly byte[] _entry = new byte[LongestEntry];
    private int _length;

    /// <summary>Entries so far.</summary>
    public long Count { get; private set; }

    public void Clear()
    {
        Count = 0;
        _length = 0;
    }

    public override bool Begin() => true;

    public override void Append(ReadOnlySpan<byte> bytes)
    {
        while (true)
        {
            int end = bytes.IndexOf((byte)'\\');
            ReadOnlySpan<byte> part = end < 0 ? bytes : bytes[..end];
            part = part[..Math.Min(part.Length, LongestEntry - _length)];
            part.CopyTo(_entry.AsSpan(_length));
            _length += part.Length;
            if (end < 0)
            {
                return;
            }

            EndEntry();
            bytes = bytes[(end + 1)..];
        }
    }

    /// <summary>The list is over.</summary>
    public void End()
    {
        EndEntry();
        if (Count > Limits.LoggedFailures)
        {
            log.Write(LogLevel.Warn, $"{Count - Limits.LoggedFailures} more failed SOP instances are not shown");
        }
    }

    private void EndEntry()
    {
        ReadOnlySpan<byte> uid = _entry.AsSpan(0, _length).Trim(" \0"u8);
        _length = 0;
        if (!uid.IsEmpty && ++Count <= Limits.LoggedFailures)
        {
            log.Write(LogLevel.Warn, $"Failed SOP Instance UID: {Encoding.Latin1.GetString(uid)}");
        }
    }
}
