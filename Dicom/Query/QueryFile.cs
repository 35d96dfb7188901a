using System;
using System.Buffers.Binary;

using GetScu.Dicom.DataSets;
using GetScu.Dicom.Dictionary;
using GetScu.Dicom.Part10;

namespace GetScu.Dicom.Query;

/// <summary>
/// Query files: a Part 10 file, or a bare data set whose encoding is guessed from its first element.
/// </summary>
internal static class QueryFile
{
    /// <summary>
    /// The data set of a file's bytes, without its file meta information (group 2). One that has nothing else is an empty query,
    /// which keys may fill.
    /// </summary>
    /// <param name="warning">
    /// What was let pass: in a received object it is padding or a slip, here it may be a key that is lost. Null: nothing.
    /// </param>
    /// <exception cref="DicomFormatException">They are no data set, or one that no query can be: without elements, or with compressed pixels.</exception>
    public static DataSet Parse(ReadOnlySpan<byte> bytes, DataDictionary dictionary, out string? warning)
    {
        if (bytes.IsEmpty)
        {
            throw new DicomFormatException("the file is empty");
        }

        int offset = MetaInformationReader.Read(bytes, MetaInformationReader.StartOf(bytes), out string? transferSyntax);
        ReadOnlySpan<byte> rest = bytes[offset..];
        if (transferSyntax is not null && rest.IsEmpty)
        {
            warning = null;
            return new DataSet();
        }

        DataSet set = transferSyntax is null
            ? ReadGuessed(rest, dictionary, out warning)
            : DataSetReader.Read(rest, TransferSyntax.EncodingOf(transferSyntax), dictionary, out warning);
        DataSetWriter.RefuseCompressed(set);
        return set.Exists(element => !element.Tag.IsGroupLength) ? set : throw new DicomFormatException("the data set is empty");
    }

    /// <summary>Reads a data set in the encoding that its first tag and the two bytes after it suggest.</summary>
    private static DataSet ReadGuessed(ReadOnlySpan<byte> bytes, DataDictionary dictionary, out string? warning)
    {
        if (bytes.IsEmpty)
        {
            throw new DicomFormatException("the data set is empty");
        }

        if (bytes.Length < 8)
        {
            throw new DicomFormatException($"first element: 8 bytes needed, {bytes.Length} there");
        }

        Tag little = new(BinaryPrimitives.ReadUInt16LittleEndian(bytes), BinaryPrimitives.ReadUInt16LittleEndian(bytes[2..]));
        Tag big = new(BinaryPrimitives.ReadUInt16BigEndian(bytes), BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]));

        // Where both readings are attributes, a query rather starts with a group below 0100.
        bool isBig = IsAttribute(big, dictionary)
            && (!IsAttribute(little, dictionary) || (little.Group > 0xFF && big.Group <= 0xFF));
        bool isExplicit = VrTraits.IsKnown((Vr)BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]));
        DataEncoding encoding = (isExplicit, isBig) switch
        {
            (false, false) => DataEncoding.ImplicitLittle,
            (true, false) => DataEncoding.ExplicitLittle,
            _ => DataEncoding.ExplicitBig,
        };
        return DataSetReader.Read(bytes, encoding, dictionary, out warning);
    }

    /// <summary>Whether a tag is one of PS3.6, a group length or a private creator.</summary>
    private static bool IsAttribute(Tag tag, DataDictionary dictionary) =>
        tag.IsGroupLength || tag.IsPrivateCreator || dictionary.TryFind(tag, null, out _);
}
