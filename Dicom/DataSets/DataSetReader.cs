using System;

using GetScu.Dicom.Dictionary;
using GetScu.Dicom.Streaming;

namespace GetScu.Dicom.DataSets;

/// <summary>
/// Data sets from bytes that are all there, by the reader and with the verdict that objects get. Character sets are left alone.
/// </summary>
internal static class DataSetReader
{
    /// <summary>Reads a whole data set; the span is all there is of it.</summary>
    /// <exception cref="DicomFormatException">Names the field, the offset, what was needed and what was there.</exception>
    public static DataSet Read(ReadOnlySpan<byte> bytes, DataEncoding encoding, DataDictionary dictionary) =>
        Read(bytes, encoding, dictionary, out _);

    /// <summary>The same for data sets that somebody has written by hand.</summary>
    /// <param name="warning">What was let pass and is not as it was meant, bytes behind the last element among it; null: nothing.</param>
    /// <exception cref="DicomFormatException">Names the field, the offset, what was needed and what was there.</exception>
    public static DataSet Read(ReadOnlySpan<byte> bytes, DataEncoding encoding, DataDictionary dictionary, out string? warning)
    {
        DataSetHandler builder = new(dictionary);
        ElementReader reader = new(builder);
        reader.Reset(encoding);
        while (!bytes.IsEmpty)
        {
            // In steps, since a few deflated bytes can become many.
            int step = Math.Min(bytes.Length, Limits.InflateStep);
            if (!reader.Feed(bytes[..step]))
            {
                break;
            }

            bytes = bytes[step..];
            if (reader.Position > Limits.QueryFile)
            {
                throw new DicomFormatException($"deflated data: grows beyond {Limits.QueryFile} bytes");
            }
        }

        if (!reader.Finish())
        {
            throw new DicomFormatException(reader.Error!);
        }

        ReadOnlySpan<byte> rest = reader.Rest;
        warning = reader.Warning ?? (rest.ContainsAnyExcept((byte)0) ? Behind(rest.Length) : null);
        return builder.Complete();
    }

    private static string Behind(int count) =>
        count == 1 ? "1 byte behind the last element is ignored" : $"{count} bytes behind the last element are ignored";
}
