using System;
using System.Buffers.Binary;
using System.Text;

namespace GetScu.Dicom.Part10;

/// <summary>File meta information (PS3.10 7.1), read.</summary>
internal static class MetaInformationReader
{
    private const uint MediaStorageSopInstanceUid = 0x00020003;
    private const uint TransferSyntaxUid = 0x00020010;
    private const int PreambleLength = 128;

    /// <summary>Bytes before the elements, preamble and prefix; 0 where they are not there.</summary>
    public static int StartOf(ReadOnlySpan<byte> file) =>
        file.Length >= PreambleLength + 4 && file.Slice(PreambleLength, 4).SequenceEqual("DICM"u8) ? PreambleLength + 4 : 0;

    /// <summary>
    /// Passes over the elements of group 2. They are explicit little endian; implicit ones, which are against the standard,
    /// are taken too. The group length is not relied on.
    /// </summary>
    /// <param name="bytes">The file.</param>
    /// <param name="offset">Where the elements start, if there are any.</param>
    /// <param name="transferSyntax">The value of (0002,0010) without padding; null when it is not there.</param>
    /// <returns>The offset of the data set.</returns>
    /// <exception cref="DicomFormatException">An element ends beyond the file.</exception>
    public static int Read(ReadOnlySpan<byte> bytes, int offset, out string? transferSyntax) =>
        Read(bytes, offset, out transferSyntax, out _);

    /// <inheritdoc cref="Read(ReadOnlySpan{byte}, int, out string?)"/>
    /// <param name="sopInstanceUid">The value of (0002,0003) without padding.</param>
    public static int Read(ReadOnlySpan<byte> bytes, int offset, out string? transferSyntax, out ReadOnlySpan<byte> sopInstanceUid)
    {
        transferSyntax = null;
        sopInstanceUid = default;
        while (bytes.Length - offset >= ElementHeader.ShortSize && BinaryPrimitives.ReadUInt16LittleEndian(bytes[offset..]) == 2)
        {
            Vr vr = (Vr)BinaryPrimitives.ReadUInt16BigEndian(bytes[(offset + 4)..]);
            HeaderLayout layout = VrTraits.IsCapitals(vr) ? HeaderLayout.Explicit : HeaderLayout.Implicit;
            if (!ElementHeader.TryRead(bytes[offset..], layout, out ElementHeader header)
                || header.Length > (uint)(bytes.Length - offset - header.Size))
            {
                throw new DicomFormatException($"offset {offset}: {bytes.Length - offset} bytes are not all of an element of group 2");
            }

            ReadOnlySpan<byte> value = bytes.Slice(offset + header.Size, (int)header.Length);
            offset += header.Size + value.Length;
            if (header.Tag == TransferSyntaxUid)
            {
                transferSyntax = Encoding.Latin1.GetString(value).TrimEnd('\0', ' ');
            }

            sopInstanceUid = header.Tag == MediaStorageSopInstanceUid ? value.TrimEnd(" \0"u8) : sopInstanceUid;
        }

        return offset;
    }
}
