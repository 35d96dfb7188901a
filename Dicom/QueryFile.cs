using System;
using System.Buffers.Binary;
using System.IO;

namespace GetScu.Dicom;

/// <summary>
/// Query files: a Part 10 file, or a bare data set whose encoding is guessed from its first element.
/// </summary>
internal static class QueryFile
{
    /// <summary>Bytes of a query file, at most; arbitrary.</summary>
    public const int MaxSize = 256 * 1024 * 1024;

    private const int PreambleLength = 128;

    /// <summary>Reads a file's data set, without its file meta information (group 2).</summary>
    /// <exception cref="QueryFileException">It cannot be read, or is no data set.</exception>
    public static DataSet Load(string path, DataDictionary dictionary)
    {
        byte[] bytes;
        try
        {
            bytes = ReadAll(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new QueryFileException(QueryFileProblem.Unreadable, error.Message);
        }

        try
        {
            return Parse(bytes, dictionary);
        }
        catch (DicomFormatException error)
        {
            throw new QueryFileException(QueryFileProblem.NotDicom, error.Message);
        }
    }

    /// <summary>The data set of a file's bytes.</summary>
    /// <exception cref="DicomFormatException">They are no data set, or an empty one.</exception>
    public static DataSet Parse(ReadOnlySpan<byte> bytes, DataDictionary dictionary)
    {
        if (bytes.IsEmpty)
        {
            throw new DicomFormatException("the file is empty");
        }

        DataEncoding encoding;
        bool hasPreamble = bytes.Length >= PreambleLength + 4 && bytes.Slice(PreambleLength, 4).SequenceEqual("DICM"u8);
        ReadOnlySpan<byte> rest = hasPreamble ? bytes[(PreambleLength + 4)..] : bytes;
        if (BinaryPrimitives.TryReadUInt16LittleEndian(rest, out ushort group) && group == 2)
        {
            rest = SkipMetaInformation(rest, out encoding);
        }
        else
        {
            encoding = GuessEncoding(rest, dictionary);
        }

        DataSet set = DataSetReader.Read(rest, encoding, dictionary);
        return set.Count > 0 ? set : throw new DicomFormatException("the data set is empty");
    }

    private static byte[] ReadAll(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1);
        MemoryStream content = new();
        byte[] chunk = new byte[64 * 1024];
        for (int count; (count = file.Read(chunk, 0, chunk.Length)) > 0;)
        {
            if (content.Length + count > MaxSize)
            {
                throw new IOException($"larger than {MaxSize} bytes");
            }

            content.Write(chunk, 0, count);
        }

        return content.ToArray();
    }

    /// <summary>Passes over group 2, which is explicit little endian (PS3.10 7.1), and finds the transfer syntax in it.</summary>
    private static ReadOnlySpan<byte> SkipMetaInformation(ReadOnlySpan<byte> bytes, out DataEncoding encoding)
    {
        encoding = DataEncoding.ExplicitLittle;
        int at = 0;
        while (bytes.Length - at >= 8 && BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]) == 2)
        {
            ushort element = BinaryPrimitives.ReadUInt16LittleEndian(bytes[(at + 2)..]);
            Vr vr = (Vr)BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 4)..]);
            bool isLong = VrTraits.HasLongLength(vr);
            int header = isLong ? 12 : 8;
            if (bytes.Length - at < header)
            {
                throw new DicomFormatException($"(0002,{element:x4}) header at offset {at}: {header} bytes needed, "
                    + $"{bytes.Length - at} there");
            }

            uint length = isLong
                ? BinaryPrimitives.ReadUInt32LittleEndian(bytes[(at + 8)..])
                : BinaryPrimitives.ReadUInt16LittleEndian(bytes[(at + 6)..]);
            at += header;
            if (length > (uint)(bytes.Length - at))
            {
                throw new DicomFormatException($"(0002,{element:x4}) value at offset {at}: {length} bytes needed, "
                    + $"{bytes.Length - at} there");
            }

            if (element == 0x0010)
            {
                // PS3.10 7.1: Transfer Syntax UID.
                string uid = System.Text.Encoding.Latin1.GetString(bytes.Slice(at, (int)length)).TrimEnd('\0', ' ');
                encoding = TransferSyntax.EncodingOf(uid);
            }

            at += (int)length;
        }

        return bytes[at..];
    }

    /// <summary>Guesses the encoding of a bare data set by its first tag and the two bytes after it.</summary>
    private static DataEncoding GuessEncoding(ReadOnlySpan<byte> bytes, DataDictionary dictionary)
    {
        if (bytes.Length < 8)
        {
            throw new DicomFormatException($"first element: 8 bytes needed, {bytes.Length} there");
        }

        bool isExplicit = VrTraits.IsKnown((Vr)BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]));
        Tag little = new(BinaryPrimitives.ReadUInt16LittleEndian(bytes), BinaryPrimitives.ReadUInt16LittleEndian(bytes[2..]));
        Tag big = new(BinaryPrimitives.ReadUInt16BigEndian(bytes), BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]));
        bool isBig = !dictionary.TryFind(little, null, out _) && dictionary.TryFind(big, null, out _);
        return !isExplicit ? DataEncoding.ImplicitLittle : isBig ? DataEncoding.ExplicitBig : DataEncoding.ExplicitLittle;
    }
}
