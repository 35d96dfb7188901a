namespace GetScu.Tests.Support.Wire;

/// <summary>A proposed presentation context (PS3.8 9.3.2.2).</summary>
internal sealed record ProposedContext(int Id, string AbstractSyntax, params string[] TransferSyntaxes);

/// <summary>The answer to one (PS3.8 9.3.3.2).</summary>
/// <param name="Id">Its id.</param>
/// <param name="Result">0 acceptance, 1 user rejection, 2 no reason, 3 abstract syntax, 4 transfer syntaxes not supported.</param>
/// <param name="TransferSyntax">Null leaves the sub-item out.</param>
internal sealed record AnsweredContext(int Id, int Result, string? TransferSyntax);

/// <summary>SCP/SCU role selection (PS3.7 D.3.3.4).</summary>
internal sealed record Role(string SopClass, bool Scu, bool Scp);

/// <summary>Asynchronous operations window (PS3.7 D.3.3.3), seen by the requestor; 0 stands for any number.</summary>
/// <param name="Invoked">Operations that the requestor may have open.</param>
/// <param name="Performed">Operations that the acceptor may have open with the requestor.</param>
internal sealed record OperationsWindow(int Invoked, int Performed);

/// <summary>What A-ASSOCIATE-RQ and -AC have in common, with the values of a plain peer.</summary>
internal abstract class AssociatePdu
{
    public int Version { get; set; } = 1;

    public string Called { get; set; } = "ANY-SCP";

    public string Calling { get; set; } = "GETSCU";

    public string ApplicationContext { get; set; } = Uids.ApplicationContext;

    /// <summary>Null leaves the sub-item out.</summary>
    public uint? MaximumLength { get; set; } = 16384;

    public string? ImplementationClass { get; set; } = Uids.TestRoot + ".1";

    public string? ImplementationVersion { get; set; } = "TESTPEER";

    /// <summary>Null leaves the sub-item out.</summary>
    public OperationsWindow? Window { get; set; }

    public List<Role> Roles { get; } = [];

    /// <summary>Put behind the last user information sub-item.</summary>
    public byte[] ExtraUserItems { get; set; } = [];

    /// <summary>Put behind the last item of the PDU.</summary>
    public byte[] ExtraItems { get; set; } = [];

    protected byte[] Build(int type, Action<ByteBuilder> contexts)
    {
        ByteBuilder user = new();
        if (MaximumLength is uint length)
        {
            Item(user, 0x51, new ByteBuilder().U32Big(length));
        }

        if (ImplementationClass is not null)
        {
            Item(user, 0x52, new ByteBuilder().Text(ImplementationClass));
        }

        if (Window is not null)
        {
            Item(user, 0x53, new ByteBuilder().U16Big(Window.Invoked).U16Big(Window.Performed));
        }

        foreach (Role role in Roles)
        {
            Item(user, 0x54, new ByteBuilder().U16Big(role.SopClass.Length).Text(role.SopClass)
                .U8(role.Scu ? 1 : 0).U8(role.Scp ? 1 : 0));
        }

        if (ImplementationVersion is not null)
        {
            Item(user, 0x55, new ByteBuilder().Text(ImplementationVersion));
        }

        // PS3.8 table 9-11: version, 2 reserved, called, calling, 32 reserved, variable items
        ByteBuilder body = new ByteBuilder().U16Big(Version).U16Big(0).Text(Called, 16).Text(Calling, 16).Zeros(32);
        Item(body, 0x10, new ByteBuilder().Text(ApplicationContext));
        contexts(body);
        Item(body, 0x50, user.Raw(ExtraUserItems));
        return Pdu.Raw(type, body.Raw(ExtraItems).ToArray());
    }

    /// <summary>Type, reserved byte, length of two bytes, content.</summary>
    protected static void Item(ByteBuilder target, int type, ByteBuilder content)
    {
        target.U8(type).U8(0).U16Big(content.Length).Raw(content.ToArray());
    }

    /// <summary>Takes a PDU's body apart; contexts go to the call-back with the item's type and content.</summary>
    protected void Read(byte[] body, Action<int, byte[]> context)
    {
        WireReader reader = new(body);
        Version = reader.U16Big();
        reader.Skip(2);
        Called = reader.Text(16).Trim();
        Calling = reader.Text(16).Trim();
        reader.Skip(32);
        MaximumLength = null;
        ImplementationClass = null;
        ImplementationVersion = null;
        while (!reader.AtEnd)
        {
            (int type, byte[] content) = reader.Item();
            switch (type)
            {
                case 0x10:
                    ApplicationContext = WireReader.Uid(content);
                    break;
                case 0x20 or 0x21:
                    context(type, content);
                    break;
                case 0x50:
                    ReadUser(content);
                    break;
            }
        }
    }

    private void ReadUser(byte[] content)
    {
        WireReader reader = new(content);
        while (!reader.AtEnd)
        {
            (int type, byte[] value) = reader.Item();
            WireReader item = new(value);
            switch (type)
            {
                case 0x51:
                    MaximumLength = item.U32Big();
                    break;
                case 0x52:
                    ImplementationClass = WireReader.Uid(value);
                    break;
                case 0x53:
                    Window = new OperationsWindow(item.U16Big(), item.U16Big());
                    break;
                case 0x54:
                    string sopClass = WireReader.Uid(item.Bytes(item.U16Big()));
                    Roles.Add(new Role(sopClass, item.U8() != 0, item.U8() != 0));
                    break;
                case 0x55:
                    ImplementationVersion = item.Text(value.Length);
                    break;
                default:
                    ExtraUserItems = [.. ExtraUserItems, (byte)type, 0, (byte)(value.Length >> 8), (byte)value.Length, .. value];
                    break;
            }
        }
    }
}
