using System;
using System.IO;
using System.IO.Compression;

namespace GetScu.Dicom.Streaming;

/// <summary>
/// Inflates a raw deflate stream (RFC 1951; PS3.5 A.5) that comes in pieces of any size, in a fixed amount of memory however
/// much comes out. It is what <see cref="DeflateStream"/> reads from: where it has nothing, that one gives nothing and goes on
/// when there is more. The end of the deflated data shows by a read that gives nothing and has not been in want of bytes.
/// </summary>
internal sealed class InflatingStream : Stream
{
    /// <summary>What a flush leaves at the end (RFC 1951 3.2.4: a stored block of no bytes), a pad byte behind it or not.</summary>
    private const uint Flushed = 0x0000FFFF;

    private readonly byte[] _input = new byte[Limits.InflateStep];
    private readonly byte[] _output = new byte[Limits.InflateStep];
    private DeflateStream? _inflater;
    private int _start;
    private int _end;
    private ulong _last;
    private bool _isStarved;

    /// <summary>The stream's last block has ended; what follows is dropped (PS3.5 A.5: a NUL; real files have more).</summary>
    public bool IsComplete { get; private set; }

    /// <summary>The bytes so far end with a flush, so nothing that was put in is missing.</summary>
    public bool IsFlushed => (uint)_last == Flushed || ((byte)_last == 0 && (uint)(_last >> 8) == Flushed);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Starts a stream.</summary>
    public void Reset()
    {
        _inflater?.Dispose();
        _inflater = new DeflateStream(this, CompressionMode.Decompress, leaveOpen: true);
        _start = 0;
        _end = 0;
        _last = 0;
        IsComplete = false;
    }

    /// <summary>
    /// Takes bytes and gives what comes out of them, valid until the next call. To be called again, with no bytes if need be,
    /// until nothing comes out: then all bytes are taken.
    /// </summary>
    /// <exception cref="InvalidDataException">The stream is malformed.</exception>
    public ReadOnlySpan<byte> Inflate(scoped ref ReadOnlySpan<byte> bytes)
    {
        while (!IsComplete)
        {
            if (_start == _end && !bytes.IsEmpty)
            {
                _start = 0;
                _end = Math.Min(bytes.Length, _input.Length);
                bytes[.._end].CopyTo(_input);
                bytes = bytes[_end..];
                foreach (byte taken in _input.AsSpan(Math.Max(0, _end - sizeof(ulong)), Math.Min(_end, sizeof(ulong))))
                {
                    _last = (_last << 8) | taken;
                }
            }

            _isStarved = false;
            int count = _inflater!.Read(_output);
            if (count > 0)
            {
                return _output.AsSpan(0, count);
            }

            IsComplete = !_isStarved;
            if (_isStarved && bytes.IsEmpty)
            {
                return default;
            }
        }

        bytes = default;
        return default;
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        int taken = Math.Min(count, _end - _start);
        _isStarved = taken == 0;
        _input.AsSpan(_start, taken).CopyTo(buffer.AsSpan(offset));
        _start += taken;
        return taken;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
