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
    public static DataSet Read(ReadOnlySpan<byte> bytes, DataEncoding encoding, DataDictionary dictionary)
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

        return reader.Finish() ? builder.Complete() : throw new DicomFormatException(reader.Error!);
    }
}
