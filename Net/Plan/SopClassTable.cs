using System;
using System.Collections.Generic;
using System.Text;

using GetScu.Dicom;
using GetScu.Storage;

namespace GetScu.Net.Plan;

/// <summary>The SOP classes of a plan, numbered from 1; 0 stands for one that is not known.</summary>
internal sealed class SopClassTable
{
    private readonly UidIndex _uids = new();
    private readonly List<SopClassEntry> _entries = [];

    public int Count => _entries.Count;

    /// <summary>The entry of a number from 1.</summary>
    public SopClassEntry this[int number] => _entries[number - 1];

    /// <summary>The UID of a number, in ASCII; empty for 0.</summary>
    public ReadOnlySpan<byte> Bytes(ushort number) => number == 0 ? default : _uids[number - 1];

    /// <summary>The number of a class, 0 where there is none of that UID.</summary>
    public ushort Find(ReadOnlySpan<byte> uid) => (ushort)(_uids.Find(uid) + 1);

    /// <summary>The number of a class, a new one where there is none.</summary>
    /// <returns>0: that is no UID, or there are too many.</returns>
    public ushort Add(ReadOnlySpan<byte> uid)
    {
        int number = _uids.Find(uid) + 1;
        if (number == 0 && _entries.Count < Limits.PlannedClasses && ObjectName.IsUid(uid))
        {
            _entries.Add(new SopClassEntry(Encoding.ASCII.GetString(uid)));
            number = _uids.Add(uid) + 1;
        }

        return (ushort)number;
    }

    /// <inheritdoc cref="Add(ReadOnlySpan{byte})"/>
    public ushort Add(string uid) => Add(Encoding.ASCII.GetBytes(uid));
}
