using System;
using System.Buffers.Binary;
using System.Text;

using GetScu.Dicom;
using GetScu.Net.Log;

namespace GetScu.Net;

/// <summary>
/// The data set of a C-GET response, kept up to <see cref="Limits.ResponseDataSet"/> bytes: the Failed SOP Instance UID
/// List (PS3.4 C.4.3.1.3.2).
/// </summary>
internal sealed class ResponseDataSet(Logging log)
{
    private static readonly Tag FailedSopInstanceUidList = new(0x0008, 0x0058);

    private byte[] _bytes = [];
    private int _length;
    private long _received;

    public void Clear()
    {
        _length = 0;
        _received = 0;
    }

    /// <summary>Takes what fits; the rest is counted.</summary>
    public void Append(ReadOnlySpan<byte> fragment)
    {
        _received += fragment.Length;
        int count = Math.Min(fragment.Length, Limits.ResponseDataSet - _length);
        if (_bytes.Length < _length + count)
        {
            Array.Resize(ref _bytes, Math.Max(_length + count, Math.Min(2 * _bytes.Length, Limits.ResponseDataSet)));
        }
        fragment[..count].CopyTo(_bytes.AsSpan(_length));
        _length += count;
    }

    /// <summary>Logs the failed instances, one UID a line, at warn level. What cannot be read is said, too.</summary>
    public void LogFailedInstances(string transferSyntax)
    {
        ReadOnlySpan<byte> bytes = _bytes.AsSpan(0, _length);
        DataEncoding encoding = TransferSyntax.EncodingOf(transferSyntax);
        string? problem = _received > _length ? $"only the first {_length} of its {_received} bytes are read" : null;
        if (encoding == DataEncoding.DeflatedLittle)
        {
            bytes = Inflate(bytes, ref problem);
        }
        ReadOnlySpan<byte> list = Find(bytes, encoding, FailedSopInstanceUidList, ref problem);
        LogFailedInstances(list);
        if (problem is not null)
        {
            log.App.Write(LogLevel.Warn, $"Data set of C-GET response: {problem}");
        }
    }

    /// <summary>Logs a list of UIDs separated by backslashes, one a line, at warn level.</summary>
    public void LogFailedInstances(ReadOnlySpan<byte> list)
    {
        int logged = 0;
        foreach (Range part in list.Split((byte)'\\'))
        {
            ReadOnlySpan<byte> uid = list[part].Trim(" \0"u8);
            if (!uid.IsEmpty && logged++ < Limits.LoggedFailures)
            {
                log.App.Write(LogLevel.Warn, $"Failed SOP Instance UID: {Encoding.Latin1.GetString(uid)}");
            }
        }
    }

    /// <summary>The value of a top-level element; empty when it is not there or cannot be reached.</summary>
    internal static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> bytes, DataEncoding encoding, Tag wanted, ref string? problem)
    {
        int position = 0;
        while (position < bytes.Length)
        {
            ReadOnlySpan<byte> rest = bytes[position..];
            int header = HeaderSize(rest, encoding);
            uint length = header > rest.Length ? 0 : ValueLength(rest, header, encoding);
            bool fits = header <= rest.Length && length <= (uint)(rest.Length - header);
            if (!fits)
            {
                problem ??= $"element at offset {position} does not fit into the {rest.Length} bytes that are left";
            }
            if (header > rest.Length)
            {
                return default;
            }
            // What is there of the wanted element is better than nothing.
            ReadOnlySpan<byte> value = fits ? rest.Slice(header, (int)length) : rest[header..];
            var tag = new Tag(UInt16(rest, encoding), UInt16(rest[2..], encoding));
            if (tag == wanted || !fits)
            {
                return tag == wanted ? value : default;
            }
            position += header + value.Length;
        }
        return default;
    }

    // PS3.5 7.1.2, 7.1.3: tag (4), then length (4), or VR (2) and length (2), or VR (2), reserved (2) and length (4)
    private static int HeaderSize(ReadOnlySpan<byte> element, DataEncoding encoding) =>
        encoding != DataEncoding.ImplicitLittle && element.Length >= 6
            && VrTraits.HasLongLength((Vr)BinaryPrimitives.ReadUInt16BigEndian(element[4..])) ? 12 : 8;

    private static uint ValueLength(ReadOnlySpan<byte> element, int header, DataEncoding encoding)
    {
        if (header == 8 && encoding != DataEncoding.ImplicitLittle)
        {
            return UInt16(element[6..], encoding);
        }
        ReadOnlySpan<byte> field = element[(header - 4)..];
        return encoding == DataEncoding.ExplicitBig
            ? BinaryPrimitives.ReadUInt32BigEndian(field)
            : BinaryPrimitives.ReadUInt32LittleEndian(field);
    }

    private static ushort UInt16(ReadOnlySpan<byte> field, DataEncoding encoding) => encoding == DataEncoding.ExplicitBig
        ? BinaryPrimitives.ReadUInt16BigEndian(field)
        : BinaryPrimitives.ReadUInt16LittleEndian(field);

    private static byte[] Inflate(ReadOnlySpan<byte> bytes, ref string? problem)
    {
        var inflater = new Inflater();
        var output = new byte[Limits.ResponseDataSet];
        int length = 0;
        int left;
        ReadOnlySpan<byte> inflated;
        do
        {
            left = bytes.Length;
            if (!inflater.Feed(ref bytes, out inflated))
            {
                problem ??= inflater.Error;
                break;
            }
            int count = Math.Min(inflated.Length, output.Length - length);
            inflated[..count].CopyTo(output.AsSpan(length));
            length += count;
            if (count < inflated.Length)
            {
                problem ??= $"only the first {length} of its inflated bytes are read";
                break;
            }
        }
        while (!inflater.IsComplete && (bytes.Length < left || !inflated.IsEmpty));
        Array.Resize(ref output, length);
        return output;
    }
}
