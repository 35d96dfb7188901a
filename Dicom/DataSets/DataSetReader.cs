using System;

using GetScu.Dicom.Dictionary;
using GetScu.Dicom.Streaming;

namespace GetScu.Dicom.DataSets;

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
    private static byte[] Inflate(ReadOnlySpan<byte> bytes)
    {
        Inflater inflater = new();
        ByteBuffer output = new(false);
        int left;
        ReadOnlySpan<byte> inflated;
        do
        {
            left = bytes.Length;
            if (!inflater.Feed(ref bytes, out inflated))
            {
                throw new DicomFormatException($"deflated data set: {inflater.Error}");
            }

            if (inflated.Length > MaxInflated - output.Written.Length)
            {
                throw new DicomFormatException($"deflated data set: grows beyond {MaxInflated} bytes");
            }

            inflated.CopyTo(output.Take(inflated.Length));
        }
        while (!inflater.IsComplete && (bytes.Length < left || !inflated.IsEmpty));
        return inflater.IsComplete
            ? output.Written.ToArray()
            : throw new DicomFormatException($"deflated data set: ends after {output.Written.Length} bytes in mid-stream");
    }
}
