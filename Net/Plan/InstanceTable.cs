using System;

using GetScu.Dicom;

namespace GetScu.Net.Plan;

/// <summary>
/// The instances of a plan, those of a series in a row, and those that came or were reported without being listed.
/// </summary>
/// <param name="limit">No more are held.</param>
internal sealed class InstanceTable(int limit)
{
    private readonly UidIndex _uids = new();
    private readonly ChunkedList<Instance> _instances = new();

    public int Count => _instances.Count;

    public ref Instance this[int number] => ref _instances[number];

    public ReadOnlySpan<byte> Uid(int number) => _uids[number];

    /// <summary>The number of an instance, -1 where it is not there.</summary>
    public int Find(ReadOnlySpan<byte> uid) => _uids.Find(uid);

    /// <summary>Adds an instance that is not there yet.</summary>
    /// <returns>Its number; -1: there is no room, or it is no UID.</returns>
    public int Add(ReadOnlySpan<byte> uid, Instance instance)
    {
        if (Count >= limit || uid.IsEmpty || uid.Length > Limits.Uid)
        {
            return -1;
        }

        _instances.Add(instance);
        return _uids.Add(uid);
    }
}
