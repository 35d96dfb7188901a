using System.Buffers.Binary;
using System.Text;

namespace GetScu.Tests.Support.Wire;

/// <summary>Reads fields one after another; what is not there is a <see cref="FormatException"/> with the offset.</summary>
internal sealed class WireReader(byte[] bytes)
{
    public int Offset { get; private set; }

    public bool AtEnd => Offset == bytes.Length;

    public int U8()
    {
        return Take(1)[0];
    }

    public int U16Big()
    {
        return BinaryPrimitives.ReadUInt16BigEndian(Take(2));
    }

    public uint U32Big()
    {
        return BinaryPrimitives.ReadUInt32BigEndian(Take(4));
    }

    public int U16Little()
    {
        return BinaryPrimitives.ReadUInt16LittleEndian(Take(2));
    }

    public uint U32Little()
    {
        return BinaryPrimitives.ReadUInt32LittleEndian(Take(4));
    }

    public string Text(int count)
    {
        return Encoding.Latin1.GetString(Take(count));
    }

    public byte[] Bytes(long count)
    {
        return Take(count).ToArray();
    }

    public void Skip(int count)
    {
        Take(count);
    }

    /// <summary>Item of an association PDU: type, reserved byte, length of two bytes, content.</summary>
    public (int Type, byte[] Content) Item()
    {
        int type = U8();
        Skip(1);
        return (type, Bytes(U16Big()));
    }

    /// <summary>A UID without the padding some peers add.</summary>
    public static string Uid(ReadOnlySpan<byte> bytes)
    {
        return Encoding.Latin1.GetString(bytes).TrimEnd('\0', ' ');
    }

    private ReadOnlySpan<byte> Take(long count)
    {
        if (count > bytes.Length - Offset)
        {
            throw new FormatException($"{count} bytes needed at offset {Offset} of {bytes.Length}");
        }

        Offset += (int)count;
        return bytes.AsSpan(Offset - (int)count, (int)count);
    }
}
