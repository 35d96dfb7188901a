using System.Runtime.InteropServices;

using GetScu.Storage;

namespace GetScu.Tests.Storage;

/// <summary>Plays the receive buffer: pinned memory that is overwritten as soon as a sink has given it back.</summary>
internal sealed unsafe class PinnedBytes(int size) : IDisposable
{
    private byte* _memory = (byte*)NativeMemory.Alloc((nuint)size);
    private int _used;

    /// <summary>Hands the bytes to a sink in fragments of a length, and reuses the memory when it is full.</summary>
    public void Feed(ObjectSink sink, ReadOnlySpan<byte> bytes, int fragment)
    {
        while (!bytes.IsEmpty)
        {
            if (_used == size)
            {
                Recycle(sink);
            }

            int taken = Math.Min(Math.Min(fragment, bytes.Length), size - _used);
            Span<byte> here = new(_memory + _used, taken);
            bytes[..taken].CopyTo(here);
            sink.Append(here);
            _used += taken;
            bytes = bytes[taken..];
        }
    }

    public void Recycle(ObjectSink sink)
    {
        Assert.IsTrue(sink.Release(canWait: false));
        new Span<byte>(_memory, size).Fill(0xEE);
        _used = 0;
    }

    /// <summary>To be called when the sink has ended an object.</summary>
    public void Ended()
    {
        new Span<byte>(_memory, size).Fill(0xEE);
        _used = 0;
    }

    public void Dispose()
    {
        NativeMemory.Free(_memory);
        _memory = null;
    }
}
