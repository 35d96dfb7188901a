using System;
using System.Runtime.InteropServices;

using static GetScu.Storage.Posix.Libc;

namespace GetScu.Storage;

/// <summary>
/// Bytes that are to be written, gathered by address: first those whose memory is the sink's own, then borrowed ones.
/// The first place is the head's, which may be laid out last.
/// </summary>
internal sealed unsafe class Fragments : IDisposable
{
    private IoVector* _vectors = (IoVector*)NativeMemory.Alloc(IOV_MAX, (nuint)sizeof(IoVector));
    private int _count;
    private int _own;

    /// <summary>Whether fragments wait whose memory is the caller's.</summary>
    public bool IsBorrowing => _count > _own;

    /// <summary>Whether no further one can be added.</summary>
    public bool IsFull => _count == IOV_MAX;

    /// <summary>Nothing but an empty head.</summary>
    public void Begin()
    {
        _count = 0;
        Put(null, 0, 0);
        _own = 1;
    }

    public void Clear()
    {
        _count = 0;
        _own = 0;
    }

    /// <summary>To be called between <see cref="Begin"/> and <see cref="WriteTo"/>; the memory stays as it is until that returns.</summary>
    public void SetHead(byte* bytes, int length)
    {
        _vectors[0] = new IoVector { Base = bytes, Length = (nuint)length };
    }

    /// <summary>Takes a fragment by address. What is borrowed never becomes part of what is not.</summary>
    public void Append(byte* bytes, nuint length) => Put(bytes, length, _own);

    /// <summary>
    /// Copies the fragments that wait, so that their memory is free, to <paramref name="memory"/>, which then takes their
    /// place and stays as it is until the end. Returns how many bytes that were.
    /// </summary>
    public nuint Keep(byte* memory)
    {
        byte* to = memory;
        int end = _count;
        _count = _own;
        for (int i = _own; i < end; i++)
        {
            nuint length = _vectors[i].Length;
            NativeMemory.Copy(_vectors[i].Base, to, length);
            to += length;
        }

        if (to != memory)
        {
            Put(memory, (nuint)(to - memory), 1);
        }

        _own = _count;
        return (nuint)(to - memory);
    }

    /// <summary>Writes all of them and forgets them. Returns an error number, 0 when all is written.</summary>
    public int WriteTo(int descriptor)
    {
        IoVector* vectors = _vectors;
        int count = _count;
        Clear();
        while (count > 0)
        {
            nint written = WriteVector(descriptor, vectors, count);
            if (written < 0)
            {
                return Error;
            }

            // A signal or a full disk may end a write early: go on behind what was taken.
            while (count > 0 && (nuint)written >= vectors->Length)
            {
                written -= (nint)vectors->Length;
                vectors++;
                count--;
            }

            if (count > 0)
            {
                vectors->Base += written;
                vectors->Length -= (nuint)written;
            }
        }

        return 0;
    }

    public void Dispose()
    {
        NativeMemory.Free(_vectors);
        _vectors = null;
    }

    /// <summary>Adds a fragment, or lengthens the last one if that is not before <paramref name="first"/> and ends where it begins.</summary>
    private void Put(byte* bytes, nuint length, int first)
    {
        if (_count > first && _vectors[_count - 1].Base + _vectors[_count - 1].Length == bytes)
        {
            _vectors[_count - 1].Length += length;
            return;
        }

        _vectors[_count++] = new IoVector { Base = bytes, Length = length };
    }
}
