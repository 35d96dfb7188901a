using System;

using GetScu.Dicom;
using GetScu.Dicom.Streaming;
using GetScu.Net.Plan;

namespace GetScu.Net.Retrieve;

/// <summary>A Failed SOP Instance UID List (PS3.4 C.4.3.1.3.2) of any length while it passes: entry by entry to the log.</summary>
/// <param name="planned">Is told of every entry, too, and so is <paramref name="report"/>.</param>
internal sealed class FailedInstances(ObjectLog log, PlannedAssociation? planned = null, AssociationReport? report = null) : ValueCapture
{
    private readonly byte[] _entry = new byte[Limits.FailedListEntry + 1];
    private int _length;

    /// <summary>Entries so far.</summary>
    public long Count { get; private set; }

    public void Clear()
    {
        Count = 0;
        _length = 0;
        report?.ClearFailed();
    }

    public override bool Begin() => true;

    public override void Append(ReadOnlySpan<byte> bytes)
    {
        while (true)
        {
            int end = bytes.IndexOf((byte)'\\');
            ReadOnlySpan<byte> part = end < 0 ? bytes : bytes[..end];
            part = part[..Math.Min(part.Length, _entry.Length - _length)];
            part.CopyTo(_entry.AsSpan(_length));
            _length += part.Length;
            if (end < 0)
            {
                return;
            }

            End();
            bytes = bytes[(end + 1)..];
        }
    }

    /// <summary>The entry, or the whole list, is over.</summary>
    public void End()
    {
        ReadOnlySpan<byte> uid = _entry.AsSpan(0, _length).Trim(" \0"u8);
        _length = 0;
        if (!uid.IsEmpty)
        {
            Count++;
            log.Failed(uid);
            planned?.ReportedFailed(uid);
            report?.Failed(uid);
        }
    }
}
