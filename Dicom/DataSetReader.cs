using System;
using System.IO;
using System.IO.Compression;

namespace GetScu.Dicom;

/// <summary>
/// Data sets from bytes (PS3.5 clause 7 and annex A). Character sets are left alone; sequences of undefined length, UN of
/// undefined length (PS3.5 6.2.2), private elements and compressed pixel data are taken. Nothing is allocated by a length
/// that the bytes claim, and nothing recurses.
/// </summary>
internal static class DataSetReader
{
    /// <summary>What deflated bytes may grow to, in bytes; arbitrary.</summary>
    public const int MaxInflated = 256 * 1024 * 1024;

    /// <summary>Reads a whole data set; the span is all there is of it.</summary>
    /// <exception cref="DicomFormatException">Names the field, the offset, what was needed and what was there.</exception>
    public static DataSet Read(ReadOnlySpan<byte> bytes, DataEncoding encoding, DataDictionary dictionary)
    {
        if (encoding == DataEncoding.DeflatedLittle)
        {
            bytes = Inflate(bytes);
        }

        bool isExplicit = encoding != DataEncoding.ImplicitLittle;
        return new DataSetParser(bytes, isExplicit, encoding == DataEncoding.ExplicitBig, dictionary).Read();
    }

    /// <summary>Undoes a raw deflate stream (PS3.5 A.5); bytes after its end are padding.</summary>
    private static unsafe byte[] Inflate(ReadOnlySpan<byte> bytes)
    {
        MemoryStream output = new();
        byte[] chunk = new byte[64 * 1024];
        try
        {
            fixed (byte* start = bytes)
            {
                using UnmanagedMemoryStream input = new(start, bytes.Length);
                using DeflateStream inflater = new(input, CompressionMode.Decompress);
                for (int count; (count = inflater.Read(chunk, 0, chunk.Length)) > 0;)
                {
                    if (output.Length + count > MaxInflated)
                    {
                        throw new DicomFormatException($"deflated data set: grows beyond {MaxInflated} bytes");
                    }

                    output.Write(chunk, 0, count);
                }
            }
        }
        catch (InvalidDataException error)
        {
            throw new DicomFormatException($"deflated data set: {error.Message}");
        }

        return output.ToArray();
    }
}
