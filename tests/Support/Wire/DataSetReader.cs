using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace GetScu.Tests.Support.Wire;

/// <summary>Reads the outermost elements of a data set; what lies in sequences is skipped without recursion.</summary>
internal sealed class DataSetReader
{
    private const uint Undefined = 0xFFFFFFFF;

    private readonly byte[] _bytes;
    private readonly WireEncoding _encoding;
    private int _at;

    public DataSetReader(byte[] bytes, string transferSyntax)
    {
        _encoding = WireEncoding.Of(transferSyntax);
        _bytes = _encoding.IsDeflated ? Inflate(bytes) : bytes;
    }

    public bool AtEnd => _at >= _bytes.Length;

    /// <summary>All elements.</summary>
    public static List<Element> ReadAll(byte[] bytes, string transferSyntax)
    {
        DataSetReader reader = new(bytes, transferSyntax);
        List<Element> elements = [];
        while (!reader.AtEnd)
        {
            elements.Add(reader.Next());
        }

        return elements;
    }

    /// <summary>The next element; a <see cref="FormatException"/> where the bytes end before it does.</summary>
    public Element Next()
    {
        (uint tag, string vr, uint length) = Header(_encoding.IsExplicit);
        int start = _at;
        if (length != Undefined)
        {
            Need(length);
            _at += (int)length;
            return new Element(tag, vr, _bytes[start.._at], false);
        }

        SkipUndefined(vr);
        return new Element(tag, vr, _bytes[start.._at], true);
    }

    /// <summary>To behind the delimiter of an element of undefined length. PS3.5 6.2.2: such a UN holds implicit little endian.</summary>
    private void SkipUndefined(string vr)
    {
        Stack<bool> explicits = new();
        explicits.Push(_encoding.IsExplicit && vr != "UN");
        while (explicits.Count > 0)
        {
            (uint tag, string inner, uint length) = Header(explicits.Peek());
            if (tag is 0xFFFEE00D or 0xFFFEE0DD)
            {
                explicits.Pop();
            }
            else if (length == Undefined)
            {
                explicits.Push(explicits.Peek() && inner != "UN");
            }
            else
            {
                Need(length);
                _at += (int)length;
            }
        }
    }

    private (uint Tag, string Vr, uint Length) Header(bool isExplicit)
    {
        uint tag = (U16() << 16) | U16();
        if (!isExplicit || tag >> 16 == 0xFFFE)
        {
            return (tag, "", U32());
        }

        Need(2);
        string vr = Encoding.Latin1.GetString(_bytes, _at, 2);
        _at += 2;
        if (!WireEncoding.HasLongLength(vr))
        {
            return (tag, vr, U16());
        }

        U16();
        return (tag, vr, U32());
    }

    private uint U16()
    {
        Need(2);
        _at += 2;
        ReadOnlySpan<byte> bytes = _bytes.AsSpan(_at - 2);
        return _encoding.IsBig ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);
    }

    private uint U32()
    {
        Need(4);
        _at += 4;
        ReadOnlySpan<byte> bytes = _bytes.AsSpan(_at - 4);
        return _encoding.IsBig ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
    }

    private void Need(uint count)
    {
        if (count > _bytes.Length - _at)
        {
            throw new FormatException($"{count} bytes needed at offset {_at} of {_bytes.Length}");
        }
    }

    /// <summary>As much as can be inflated: the bytes may be the beginning of a file only.</summary>
    private static byte[] Inflate(byte[] bytes)
    {
        using MemoryStream target = new();
        using DeflateStream inflate = new(new MemoryStream(bytes), CompressionMode.Decompress);
        try
        {
            inflate.CopyTo(target);
        }
        catch (InvalidDataException)
        {
            // What came before stands.
        }

        return target.ToArray();
    }
}
