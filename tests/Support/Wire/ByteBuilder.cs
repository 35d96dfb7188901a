using System.Buffers.Binary;
using System.Text;

namespace GetScu.Tests.Support.Wire;

/// <summary>Bytes written one after another. PDU fields are big endian (PS3.8 9.3.1), DIMSE commands little (PS3.7 6.3.1).</summary>
internal sealed class ByteBuilder
{
    private readonly MemoryStream _bytes = new();

    public int Length => (int)_bytes.Length;

    public ByteBuilder U8(int value)
    {
        _bytes.WriteByte((byte)value);
        return this;
    }

    public ByteBuilder U16Big(int value)
    {
        Span<byte> bytes = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)value);
        return Raw(bytes);
    }

    public ByteBuilder U32Big(long value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)value);
        return Raw(bytes);
    }

    public ByteBuilder U16Little(int value)
    {
        Span<byte> bytes = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)value);
        return Raw(bytes);
    }

    public ByteBuilder U32Little(long value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, (uint)value);
        return Raw(bytes);
    }

    public ByteBuilder Raw(ReadOnlySpan<byte> bytes)
    {
        _bytes.Write(bytes);
        return this;
    }

    /// <summary>Characters as bytes 0 to 255.</summary>
    public ByteBuilder Text(string text)
    {
        return Raw(Encoding.Latin1.GetBytes(text));
    }

    /// <summary>Text cut or padded with spaces to a fixed width (AE titles).</summary>
    public ByteBuilder Text(string text, int width)
    {
        return Text(text.Length > width ? text[..width] : text.PadRight(width));
    }

    public ByteBuilder Zeros(int count)
    {
        return Raw(new byte[count]);
    }

    public byte[] ToArray()
    {
        return _bytes.ToArray();
    }
}
