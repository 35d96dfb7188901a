using System;
using System.Buffers.Binary;
using System.Text;

namespace GetScu.Dicom.Part10;

/// <summary>File meta information (PS3.10 7.1), read.</summary>
internal static class MetaInformationReader
{
    /// <summary>
    /// Passes over the elements of group 2. They are explicit little endian; implicit ones, which are against the standard,
    /// are taken too. The group length is not relied on.
    /// </summary>
    /// <param name="bytes">The file.</param>
    /// <param name="offset">Where the elements start, if there are any.</param>
    /// <param name="transferSyntax">The value of (0002,0010) without padding; null when it is not there.</param>
    /// <returns>The offset of the data set.</returns>
    /// <exception cref="DicomFormatException">An element ends beyond the file.</exception>
    public static int Read(ReadOnlySpan<byte> bytes, int offset, out string? transferSyntax)
    {
        transferSyntax = null;
        while (bytes.Length - offset >= 8 && BinaryPrimitives.ReadUInt16LittleEndian(bytes[offset..]) == 2)
        {
            ReadOnlySpan<byte> header = bytes[offset..];
            Tag tag = new(2, BinaryPrimitives.ReadUInt16LittleEndian(header[2..]));
            Vr vr = (Vr)BinaryPrimitives.ReadUInt16BigEndian(header[4..]);
            bool isLong = VrTraits.HasLongLength(vr);
            if (isLong && header.Length < 12)
            {
                throw new DicomFormatException($"{tag} header at offset {offset}: 12 bytes needed, {header.Length} there");
            }

            uint length = isLong ? BinaryPrimitives.ReadUInt32LittleEndian(header[8..])
                : VrTraits.IsKnown(vr) ? BinaryPrimitives.ReadUInt16LittleEndian(header[6..])
                : BinaryPrimitives.ReadUInt32LittleEndian(header[4..]);
            offset += isLong ? 12 : 8;
            if (length > (uint)(bytes.Length - offset))
            {
                throw new DicomFormatException(
                    $"{tag} value at offset {offset}: {length} bytes needed, {bytes.Length - offset} there");
            }

            if (tag.Element == 0x0010)
            {
                transferSyntax = Encoding.Latin1.GetString(bytes.Slice(offset, (int)length)).TrimEnd('\0', ' ');
            }

            offset += (int)length;
        }

        return offset;
    }
}
