namespace GetScu.Tests.Support.Wire;

/// <summary>
/// A DIMSE command set (PS3.7 9.3): group 0000, implicit little endian, in tag order. Orthanc sends elements of another
/// group behind it where an object failed.
/// </summary>
internal sealed class Command
{
    public const int CStoreRq = 0x0001;
    public const int CStoreRsp = 0x8001;
    public const int CGetRq = 0x0010;
    public const int CGetRsp = 0x8010;
    public const int CFindRq = 0x0020;
    public const int CFindRsp = 0x8020;
    public const int CEchoRq = 0x0030;
    public const int CEchoRsp = 0x8030;
    public const int CCancelRq = 0x0FFF;

    /// <summary>Command Data Set Type of a message without data set.</summary>
    public const int NoDataSet = 0x0101;

    /// <summary>PS3.7 E.1, the elements by number.</summary>
    public const int AffectedSopClass = 0x0002;
    public const int Field = 0x0100;
    public const int MessageId = 0x0110;
    public const int MessageIdRespondedTo = 0x0120;
    public const int Priority = 0x0700;
    public const int DataSetType = 0x0800;
    public const int Status = 0x0900;
    public const int OffendingElement = 0x0901;
    public const int ErrorComment = 0x0902;
    public const int AffectedSopInstance = 0x1000;
    public const int Remaining = 0x1020;
    public const int Completed = 0x1021;
    public const int Failed = 0x1022;
    public const int Warning = 0x1023;
    public const int MoveOriginatorTitle = 0x1030;
    public const int MoveOriginatorMessage = 0x1031;

    private readonly SortedDictionary<int, byte[]> _elements = [];

    /// <summary>Element numbers in order, group length left out.</summary>
    public IReadOnlyCollection<int> Elements => _elements.Keys;

    /// <summary>Elements of other groups by tag: out of place, but sent.</summary>
    public SortedDictionary<uint, byte[]> Foreign { get; } = [];

    /// <summary>A (0000,0000) of this value instead of the true one; -1 leaves it out.</summary>
    public long? GroupLength { get; set; }

    public static Command Parse(ReadOnlySpan<byte> bytes)
    {
        Command command = new();
        WireReader reader = new(bytes.ToArray());
        while (!reader.AtEnd)
        {
            int group = reader.U16Little();
            int element = reader.U16Little();
            byte[] value = reader.Bytes(reader.U32Little());
            if (group == 0 && element != 0)
            {
                command._elements.Add(element, value);
            }
            else if (group == 0)
            {
                command.GroupLength = value[0] | (value[1] << 8) | (value[2] << 16);
            }
            else
            {
                command.Foreign[((uint)group << 16) | (uint)element] = value;
            }
        }

        return command;
    }

    public static Command StoreRq(int messageId, string sopClass, string sopInstance)
    {
        return new Command().Uid(AffectedSopClass, sopClass).Us(Field, CStoreRq).Us(MessageId, messageId)
            .Us(Priority, 0).Us(DataSetType, 1).Uid(AffectedSopInstance, sopInstance);
    }

    /// <summary>C-GET-RSP. Null counters stay out.</summary>
    public static Command GetRsp(
        int respondedTo, string sopClass, int status, int? remaining = null, int? completed = null, int? failed = null,
        int? warning = null, bool hasData = false)
    {
        Command command = new Command().Uid(AffectedSopClass, sopClass).Us(Field, CGetRsp)
            .Us(MessageIdRespondedTo, respondedTo).Us(DataSetType, hasData ? 1 : NoDataSet).Us(Status, status);
        (int Element, int? Count)[] counters =
            [(Remaining, remaining), (Completed, completed), (Failed, failed), (Warning, warning)];
        foreach ((int element, int? count) in counters)
        {
            if (count is int number)
            {
                command.Us(element, number);
            }
        }

        return command;
    }

    /// <summary>C-FIND-RSP.</summary>
    public static Command FindRsp(int respondedTo, string sopClass, int status, bool hasData = false)
    {
        return new Command().Uid(AffectedSopClass, sopClass).Us(Field, CFindRsp)
            .Us(MessageIdRespondedTo, respondedTo).Us(DataSetType, hasData ? 1 : NoDataSet).Us(Status, status);
    }

    /// <summary>C-FIND-RQ or C-GET-RQ of medium priority.</summary>
    public static Command QueryRq(int field, int messageId, string sopClass)
    {
        return new Command().Uid(AffectedSopClass, sopClass).Us(Field, field).Us(MessageId, messageId)
            .Us(Priority, 0).Us(DataSetType, 1);
    }

    public static Command EchoRq(int messageId)
    {
        return new Command().Uid(AffectedSopClass, Uids.Verification).Us(Field, CEchoRq).Us(MessageId, messageId)
            .Us(DataSetType, NoDataSet);
    }

    public Command Us(int element, int value)
    {
        return Bytes(element, [(byte)value, (byte)(value >> 8)]);
    }

    /// <summary>Padded with NUL to even length.</summary>
    public Command Uid(int element, string value)
    {
        return Bytes(element, new ByteBuilder().Text(value.Length % 2 == 0 ? value : value + "\0").ToArray());
    }

    /// <summary>Padded with a space to even length.</summary>
    public Command Text(int element, string value)
    {
        return Bytes(element, new ByteBuilder().Text(value.Length % 2 == 0 ? value : value + " ").ToArray());
    }

    public Command Bytes(int element, byte[] value)
    {
        _elements[element] = value;
        return this;
    }

    public Command Without(int element)
    {
        _elements.Remove(element);
        return this;
    }

    public bool Has(int element)
    {
        return _elements.ContainsKey(element);
    }

    /// <summary>Value of a US element; -1 when absent or not of two bytes.</summary>
    public int Us(int element)
    {
        return _elements.TryGetValue(element, out byte[]? value) && value.Length == 2 ? value[0] | (value[1] << 8) : -1;
    }

    /// <summary>Text or UID without padding; empty when absent.</summary>
    public string Text(int element)
    {
        return _elements.TryGetValue(element, out byte[]? value) ? WireReader.Uid(value) : "";
    }

    public byte[] Build()
    {
        ByteBuilder body = new();
        foreach ((int element, byte[] value) in _elements)
        {
            body.U16Little(0).U16Little(element).U32Little(value.Length).Raw(value);
        }

        ByteBuilder whole = new();
        if (GroupLength != -1)
        {
            whole.U16Little(0).U16Little(0).U32Little(4).U32Little(GroupLength ?? body.Length);
        }

        whole.Raw(body.ToArray());
        foreach ((uint tag, byte[] value) in Foreign)
        {
            whole.U16Little((int)(tag >> 16)).U16Little((int)(tag & 0xFFFF)).U32Little(value.Length).Raw(value);
        }

        return whole.ToArray();
    }
}
