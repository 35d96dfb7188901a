using System;
using System.Buffers.Binary;

using GetScu.Storage.Posix;

namespace GetScu.Storage;

/// <summary>
/// The names that a run has given to files, and the UIDs they were made of, as hashes: eight bytes a file where the name is the
/// UID, sixteen where letters of UIDs had to be replaced. Two UIDs that make the same name get different ones.
/// </summary>
internal sealed unsafe class StoredNames
{
    private const int FirstSize = 1024;

    private readonly ulong _seed;
    private ulong[] _names = new ulong[FirstSize];
    private ulong[]? _uids;
    private int _count;

    public StoredNames()
    {
        // A peer that knew how names are hashed could make all of them meet. Without it, it is only slow.
        ulong seed = 0;
        _ = SystemCalls.GetRandom((byte*)&seed, sizeof(ulong), SystemCalls.GRND_NONBLOCK);
        _seed = seed;
    }

    /// <summary>Changes a name that is another UID's until it is not; which one it becomes depends on the UID only.</summary>
    /// <returns>Whether this run has stored this very UID under the name it has then.</returns>
    public bool Choose(ObjectName name, ReadOnlySpan<byte> uid)
    {
        for (ulong attempt = 0; ; attempt++)
        {
            int slot = SlotOf(Hash(_seed, name.Bytes));
            if (_names[slot] == 0)
            {
                return false;
            }

            if ((_uids is null ? 0 : _uids[slot]) == Identity(name, uid))
            {
                return true;
            }

            name.Distinguish(Hash(attempt, uid));
        }
    }

    /// <summary>A file has got the name.</summary>
    public void Add(ObjectName name, ReadOnlySpan<byte> uid)
    {
        if (_count >= _names.Length / 5 * 4)
        {
            Grow();
        }

        ulong hash = Hash(_seed, name.Bytes);
        int slot = SlotOf(hash);
        _count += _names[slot] == 0 ? 1 : 0;
        _names[slot] = hash;
        ulong identity = Identity(name, uid);
        if (identity != 0)
        {
            _uids ??= new ulong[_names.Length];
            _uids[slot] = identity;
        }
    }

    /// <summary>0: the UID is what the name says.</summary>
    private ulong Identity(ObjectName name, ReadOnlySpan<byte> uid) => name.IsExact ? 0 : Hash(_seed, uid);

    /// <summary>Where a name's hash is, or would be.</summary>
    private int SlotOf(ulong hash)
    {
        int mask = _names.Length - 1;
        int slot = (int)(hash >> 32) & mask;
        while (_names[slot] != 0 && _names[slot] != hash)
        {
            slot = (slot + 1) & mask;
        }

        return slot;
    }

    private void Grow()
    {
        ulong[] names = _names;
        ulong[]? uids = _uids;
        _names = new ulong[2 * names.Length];
        _uids = uids is null ? null : new ulong[_names.Length];
        for (int i = 0; i < names.Length; i++)
        {
            if (names[i] != 0)
            {
                int slot = SlotOf(names[i]);
                _names[slot] = names[i];
                if (uids is not null)
                {
                    _uids![slot] = uids[i];
                }
            }
        }
    }

    /// <summary>Never 0.</summary>
    private static ulong Hash(ulong seed, ReadOnlySpan<byte> bytes)
    {
        ulong hash = Mix(seed ^ (uint)bytes.Length);
        while (bytes.Length >= sizeof(ulong))
        {
            hash = Mix(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        ulong last = 0;
        foreach (byte letter in bytes)
        {
            last = (last << 8) | letter;
        }

        return Mix(hash ^ last) | 1;
    }

    /// <summary>Both halves of the product with the golden ratio.</summary>
    private static ulong Mix(ulong value)
    {
        ulong high = Math.BigMul(value + 0x9E3779B97F4A7C15, 0x9E3779B97F4A7C15, out ulong low);
        return high ^ low;
    }
}
