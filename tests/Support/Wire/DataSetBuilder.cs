using System.IO.Compression;

namespace GetScu.Tests.Support.Wire;

/// <summary>Writes a data set in the encoding of a transfer syntax, in the order of the calls.</summary>
internal sealed class DataSetBuilder(string transferSyntax = Uids.ExplicitLittle)
{
    private const uint Item = 0xFFFEE000;
    private const uint ItemEnd = 0xFFFEE00D;
    private const uint SequenceEnd = 0xFFFEE0DD;
    private const long Undefined = 0xFFFFFFFF;

    private readonly WireEncoding _encoding = WireEncoding.Of(transferSyntax);
    private readonly ByteBuilder _bytes = new();

    /// <summary>An element with its value as it is.</summary>
    public DataSetBuilder Add(uint tag, string vr, ReadOnlySpan<byte> value)
    {
        return Header(tag, vr, value.Length).Raw(value);
    }

    /// <summary>A text or UID, padded to even length.</summary>
    public DataSetBuilder Add(uint tag, string vr, string text)
    {
        byte[] value = new ByteBuilder().Text(text).ToArray();
        return Add(tag, vr, value.Length % 2 == 0 ? value : [.. value, (byte)(vr == "UI" ? 0 : ' ')]);
    }

    /// <summary>A number of 16 bits.</summary>
    public DataSetBuilder Us(uint tag, int value)
    {
        return Add(tag, "US", (_encoding.IsBig ? new ByteBuilder().U16Big(value) : new ByteBuilder().U16Little(value)).ToArray());
    }

    /// <summary>A sequence; each item is written by its own call.</summary>
    public DataSetBuilder Sequence(uint tag, bool isUndefined, params Action<DataSetBuilder>[] items)
    {
        DataSetBuilder content = new(Plain(transferSyntax));
        foreach (Action<DataSetBuilder> write in items)
        {
            DataSetBuilder item = new(Plain(transferSyntax));
            write(item);
            byte[] bytes = item._bytes.ToArray();
            content.Header(Item, "", isUndefined ? Undefined : bytes.Length).Raw(bytes);
            if (isUndefined)
            {
                content.Header(ItemEnd, "", 0);
            }
        }

        Header(tag, "SQ", isUndefined ? Undefined : content._bytes.Length).Raw(content._bytes.ToArray());
        return isUndefined ? Header(SequenceEnd, "", 0) : this;
    }

    /// <summary>Encapsulated pixel data (PS3.5 A.4): the first fragment is the basic offset table.</summary>
    public DataSetBuilder Fragments(params byte[][] fragments)
    {
        Header(0x7FE00010, "OB", Undefined);
        foreach (byte[] fragment in fragments)
        {
            Header(Item, "", fragment.Length).Raw(fragment);
        }

        return Header(SequenceEnd, "", 0);
    }

    /// <summary>An element header alone; items and delimiters have no VR.</summary>
    public DataSetBuilder Header(uint tag, string vr, long length)
    {
        U16((int)(tag >> 16));
        U16((int)(tag & 0xFFFF));
        if (_encoding.IsExplicit && vr.Length == 2)
        {
            _bytes.Text(vr);
            if (!WireEncoding.HasLongLength(vr))
            {
                return U16((int)length);
            }

            U16(0);
        }

        if (_encoding.IsBig)
        {
            _bytes.U32Big(length);
        }
        else
        {
            _bytes.U32Little(length);
        }

        return this;
    }

    public DataSetBuilder Raw(ReadOnlySpan<byte> bytes)
    {
        _bytes.Raw(bytes);
        return this;
    }

    /// <summary>The bytes; deflated (PS3.5 A.5) and padded to even length where the transfer syntax says so.</summary>
    public byte[] Build()
    {
        if (!_encoding.IsDeflated)
        {
            return _bytes.ToArray();
        }

        return Deflate(_bytes.ToArray());
    }

    /// <summary>A deflate stream (RFC 1951), padded to even length.</summary>
    public static byte[] Deflate(ReadOnlySpan<byte> bytes)
    {
        using MemoryStream target = new();
        using (DeflateStream deflate = new(target, CompressionLevel.Optimal))
        {
            deflate.Write(bytes);
        }

        byte[] deflated = target.ToArray();
        return deflated.Length % 2 == 0 ? deflated : [.. deflated, 0];
    }

    private static string Plain(string transferSyntax)
    {
        return WireEncoding.Of(transferSyntax).IsDeflated ? Uids.ExplicitLittle : transferSyntax;
    }

    private DataSetBuilder U16(int value)
    {
        if (_encoding.IsBig)
        {
            _bytes.U16Big(value);
        }
        else
        {
            _bytes.U16Little(value);
        }

        return this;
    }
}
