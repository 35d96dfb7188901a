using System;
using System.Collections.Generic;

using GetScu.Dicom;

namespace GetScu.Net.Plan;

/// <summary>
/// Numbers UIDs in the order they are added, and finds them again: bytes one behind the other, places, and an open hash table
/// of numbers. Besides its bytes a UID takes five bytes and two to four slots of the table.
/// </summary>
internal sealed class UidIndex
{
    private const int BlockSize = 16 * 1024;

    // Each UID behind its length, modulo 256, none across the end of a block.
    private readonly List<byte[]> _blocks = [];
    private readonly ChunkedList<int> _places = new();
    // Number plus one; 0 is free. A power of two, three quarters full at most.
    private int[] _slots = new int[256];
    private int _used = BlockSize;

    public int Count => _places.Count;

    /// <summary>The UID of a number.</summary>
    public ReadOnlySpan<byte> this[int number]
    {
        get
        {
            (int block, int offset) = Math.DivRem(_places[number], BlockSize);
            byte[] bytes = _blocks[block];
            int length = bytes[offset];
            return bytes.AsSpan(offset + 1, length == 0 ? Limits.Uid : length);
        }
    }

    /// <summary>The number of a UID, -1 where there is none. Allocates nothing.</summary>
    public int Find(ReadOnlySpan<byte> uid) => _slots[SlotOf(uid)] - 1;

    /// <summary>Gives a UID that is not there yet the next number.</summary>
    /// <param name="uid">1 to <see cref="Limits.Uid"/> bytes.</param>
    public int Add(ReadOnlySpan<byte> uid)
    {
        if (4 * (Count + 1) > 3 * _slots.Length)
        {
            Grow();
        }

        if (_used + uid.Length + 1 > BlockSize)
        {
            _blocks.Add(GC.AllocateUninitializedArray<byte>(BlockSize));
            _used = 0;
        }

        byte[] bytes = _blocks[^1];
        bytes[_used] = (byte)uid.Length;
        uid.CopyTo(bytes.AsSpan(_used + 1));
        _slots[SlotOf(uid)] = Count + 1;
        _places.Add((_blocks.Count - 1) * BlockSize + _used);
        _used += uid.Length + 1;
        return Count - 1;
    }

    private void Grow()
    {
        _slots = new int[2 * _slots.Length];
        for (int i = 0; i < Count; i++)
        {
            _slots[SlotOf(this[i])] = i + 1;
        }
    }

    /// <summary>Where a UID is, or would be.</summary>
    private int SlotOf(ReadOnlySpan<byte> uid)
    {
        // Seeded anew in each process: a peer cannot choose UIDs that meet in one slot.
        HashCode hash = default;
        hash.AddBytes(uid);
        int slot = hash.ToHashCode() & (_slots.Length - 1);
        while (_slots[slot] != 0 && !this[_slots[slot] - 1].SequenceEqual(uid))
        {
            slot = (slot + 1) & (_slots.Length - 1);
        }

        return slot;
    }
}
