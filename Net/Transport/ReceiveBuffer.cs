using System;
using System.Runtime.InteropServices;

using GetScu.Dicom;
using GetScu.Storage;

namespace GetScu.Net.Transport;

/// <summary>
/// The memory that everything from the peer arrives in, one for an association: filled from the front, read behind that,
/// and started anew when it is read. Pinned, since sinks hand the addresses of fragments to the kernel.
/// </summary>
internal sealed class ReceiveBuffer
{
    private const int Page = PagePlace.Page;

    private readonly byte[] _bytes = GC.AllocateUninitializedArray<byte>(2 * Page + Limits.ReceiveBuffer, pinned: true);
    private readonly int _atOnce;
    private readonly int _firstPage;
    private int _start;
    private int _end;

    /// <param name="atOnce">Bytes that one system call fills at most.</param>
    public ReceiveBuffer(int atOnce)
    {
        _atOnce = atOnce;
        _firstPage = (int)(-Marshal.UnsafeAddrOfPinnedArrayElement(_bytes, 0) & (Page - 1));
        StartAnew(0);
    }

    /// <summary>What has arrived and was not taken.</summary>
    public ReadOnlySpan<byte> Available => _bytes.AsSpan(_start, _end - _start);

    public int Length => _end - _start;

    /// <summary>Where the next bytes go.</summary>
    public Span<byte> Free => _bytes.AsSpan(_end, Math.Min(_bytes.Length - _end, _atOnce));

    /// <summary>There is room enough to go on without starting anew.</summary>
    public bool HasRoom => _bytes.Length - _end >= Limits.ReceiveRoom;

    /// <summary>The first bytes available are done with; views of them stay valid until <see cref="StartAnew"/>.</summary>
    public void Take(int count) => _start += count;

    /// <summary>Bytes have arrived in <see cref="Free"/>.</summary>
    public void Add(int count) => _end += count;

    /// <summary>Moves what is available to the front, which is where it lies in a page as it will in a page of its file.</summary>
    /// <param name="offset">Of the next byte in its data set; any number when it is of none. See <see cref="PagePlace.Of"/>.</param>
    public void StartAnew(int offset)
    {
        int front = _firstPage + PagePlace.Of(offset);
        int left = Length;
        if (left > 0)
        {
            Available.CopyTo(_bytes.AsSpan(front));
        }

        _start = front;
        _end = front + left;
    }
}
