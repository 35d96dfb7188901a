using System;
using System.Collections.Generic;

using GetScu.Dicom.DataSets;
using GetScu.Dicom.Dictionary;

namespace GetScu.Dicom.Query;

/// <summary>The queries of a key file, line by line as they are asked for, in constant memory however many there are.</summary>
/// <param name="name">What errors call it.</param>
/// <param name="read">Fills some of a memory with what comes next; 0: the end.</param>
/// <param name="keys">Of the command line, for each query.</param>
internal sealed class KeyFile(string name, KeyFile.Reader read, IReadOnlyList<string> keys, DataDictionary dictionary)
{
    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    private byte[] _bytes = new byte[4096];
    private int _start;
    private int _end;
    private bool _isAtEnd;
    private long _queries;

    public delegate int Reader(Span<byte> memory);

    /// <summary>The line that was read last, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>The next query, or null at the end.</summary>
    /// <exception cref="KeyException">A line is none, or no line is one; the message names file, line and reason.</exception>
    public DataSet? Next()
    {
        while (TryReadLine(out ReadOnlySpan<byte> line))
        {
            try
            {
                if (line.Contains((byte)0))
                {
                    throw new KeyException("a NUL, which text does not have");
                }

                if (KeyLine.Parse(RawText.Decode(line), keys, dictionary) is { } query)
                {
                    _queries++;
                    return query;
                }
            }
            catch (KeyException error)
            {
                throw Wrong(error.Message);
            }
        }

        return _queries > 0 ? null : throw new KeyException($"{name}: no query in it");
    }

    /// <summary>What is wrong with the line that was read last.</summary>
    public KeyException Wrong(string reason) => new($"{name}, line {Line}: {reason}");

    private bool TryReadLine(out ReadOnlySpan<byte> line)
    {
        int searched = 0;
        while (true)
        {
            ReadOnlySpan<byte> there = _bytes.AsSpan(_start, _end - _start);
            int length = there[searched..].IndexOf((byte)'\n');
            if (length >= 0 || _isAtEnd)
            {
                bool isLine = length >= 0 || !there.IsEmpty;
                length = length >= 0 ? searched + length : there.Length;
                line = there[..length];
                _start += Math.Min(length + 1, there.Length);
                Line += isLine ? 1 : 0;
                line = Line == 1 && line.StartsWith(ByteOrderMark) ? line[ByteOrderMark.Length..] : line;
                return isLine;
            }

            searched = there.Length;
            ReadMore(searched);
        }
    }

    private void ReadMore(int kept)
    {
        _bytes.AsSpan(_start, kept).CopyTo(_bytes);
        (_start, _end) = (0, kept);
        if (kept == _bytes.Length)
        {
            if (kept >= Limits.KeyLine)
            {
                Line++;
                throw Wrong($"more than {Limits.KeyLine} bytes");
            }

            Array.Resize(ref _bytes, 2 * kept);
        }

        int count = read(_bytes.AsSpan(kept));
        _isAtEnd = count == 0;
        _end += count;
    }
}
