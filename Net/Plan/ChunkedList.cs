using System;

namespace GetScu.Net.Plan;

/// <summary>A list that grows without copying what is in it, so that growing takes no more memory than what is added.</summary>
internal sealed class ChunkedList<T>
    where T : struct
{
    private const int ChunkBits = 10;
    private const int ChunkSize = 1 << ChunkBits;

    private T[][] _chunks = new T[4][];

    public int Count { get; private set; }

    /// <summary>The element at a place, to be read or changed.</summary>
    public ref T this[int index] => ref _chunks[index >> ChunkBits][index & (ChunkSize - 1)];

    public void Add(T item)
    {
        int chunk = Count >> ChunkBits;
        if (chunk == _chunks.Length)
        {
            Array.Resize(ref _chunks, 2 * chunk);
        }

        _chunks[chunk] ??= new T[ChunkSize];
        this[Count++] = item;
    }
}
