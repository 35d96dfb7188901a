namespace GetScu.Tests.Support.Wire;

/// <summary>Builds protocol data units (PS3.8 9.3) and takes them apart.</summary>
internal sealed record Pdu(int Type, byte[] Body)
{
    public const int AssociateRqType = 1;
    public const int AssociateAcType = 2;
    public const int AssociateRjType = 3;
    public const int DataType = 4;
    public const int ReleaseRqType = 5;
    public const int ReleaseRpType = 6;
    public const int AbortType = 7;

    /// <summary>The PDVs of a P-DATA-TF.</summary>
    public List<Pdv> Pdvs
    {
        get
        {
            List<Pdv> values = [];
            WireReader reader = new(Body);
            while (!reader.AtEnd)
            {
                uint length = reader.U32Big();
                int context = reader.U8();
                int control = reader.U8();
                values.Add(new Pdv(context, (control & 1) != 0, (control & 2) != 0, reader.Bytes(length - 2)));
            }

            return values;
        }
    }

    /// <summary>Type, reserved byte, length of four bytes, body.</summary>
    public static byte[] Raw(int type, ReadOnlySpan<byte> body)
    {
        return Raw(type, body.Length, body);
    }

    /// <summary>A PDU whose length field says something else than the truth.</summary>
    public static byte[] Raw(int type, long length, ReadOnlySpan<byte> body)
    {
        return new ByteBuilder().U8(type).U8(0).U32Big(length).Raw(body).ToArray();
    }

    /// <summary>PS3.8 9.3.4: result 1 permanent, 2 transient; source 1 user, 2 ACSE, 3 presentation.</summary>
    public static byte[] AssociateRj(int result, int source, int reason)
    {
        return Raw(AssociateRjType, [0, (byte)result, (byte)source, (byte)reason]);
    }

    public static byte[] ReleaseRq()
    {
        return Raw(ReleaseRqType, new byte[4]);
    }

    public static byte[] ReleaseRp()
    {
        return Raw(ReleaseRpType, new byte[4]);
    }

    /// <summary>PS3.8 9.3.8: source 0 user, 2 provider.</summary>
    public static byte[] Abort(int source, int reason)
    {
        return Raw(AbortType, [0, 0, (byte)source, (byte)reason]);
    }

    public static byte[] Data(params Pdv[] values)
    {
        ByteBuilder body = new();
        foreach (Pdv value in values)
        {
            body.U32Big(value.Data.Length + 2).U8(value.Context)
                .U8((value.IsCommand ? 1 : 0) | (value.IsLast ? 2 : 0)).Raw(value.Data);
        }

        return Raw(DataType, body.ToArray());
    }

    /// <summary>A message as a plain peer sends it: a PDU for each fragment that the maximum length allows.</summary>
    /// <param name="context">Presentation context id.</param>
    /// <param name="command">Encoded command.</param>
    /// <param name="data">Encoded data set, or null.</param>
    /// <param name="maximumLength">The receiver's maximum length: of a PDU without its six header bytes (PS3.8 D.1).</param>
    public static byte[] Message(int context, byte[] command, byte[]? data = null, int maximumLength = 16384)
    {
        ByteBuilder bytes = new();
        Fragments(bytes, context, isCommand: true, command, maximumLength - 6);
        if (data is not null)
        {
            Fragments(bytes, context, isCommand: false, data, maximumLength - 6);
        }

        return bytes.ToArray();
    }

    /// <summary>A data set alone, in PDUs with a fragment of a length each.</summary>
    public static byte[] DataSet(int context, byte[] data, int fragment)
    {
        ByteBuilder bytes = new();
        Fragments(bytes, context, isCommand: false, data, fragment);
        return bytes.ToArray();
    }

    /// <summary>All whole PDUs of a byte stream; <paramref name="rest"/> is how many bytes are left.</summary>
    public static List<Pdu> Split(ReadOnlySpan<byte> bytes, out int rest)
    {
        List<Pdu> found = [];
        int at = 0;
        while (bytes.Length - at >= 6)
        {
            uint length = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(bytes[(at + 2)..]);
            if (length > bytes.Length - at - 6)
            {
                break;
            }

            found.Add(new Pdu(bytes[at], bytes.Slice(at + 6, (int)length).ToArray()));
            at += 6 + (int)length;
        }

        rest = bytes.Length - at;
        return found;
    }

    private static void Fragments(ByteBuilder target, int context, bool isCommand, byte[] bytes, int size)
    {
        int at = 0;
        do
        {
            int count = Math.Min(size, bytes.Length - at);
            target.Raw(Data(new Pdv(context, isCommand, at + count == bytes.Length, bytes[at..(at + count)])));
            at += count;
        }
        while (at < bytes.Length);
    }
}
