namespace GetScu.Tests.Support.Wire;

/// <summary>A-ASSOCIATE-RQ (PS3.8 9.3.2).</summary>
internal sealed class AssociateRq : AssociatePdu
{
    public List<ProposedContext> Contexts { get; } = [];

    public static AssociateRq Parse(byte[] body)
    {
        AssociateRq request = new();
        request.Read(body, (_, content) => request.Contexts.Add(ReadContext(content)));
        return request;
    }

    public byte[] Build()
    {
        return Build(Pdu.AssociateRqType, body =>
        {
            foreach (ProposedContext context in Contexts)
            {
                ByteBuilder item = new ByteBuilder().U8(context.Id).Zeros(3);
                Item(item, 0x30, new ByteBuilder().Text(context.AbstractSyntax));
                foreach (string syntax in context.TransferSyntaxes)
                {
                    Item(item, 0x40, new ByteBuilder().Text(syntax));
                }

                Item(body, 0x20, item);
            }
        });
    }

    /// <summary>The answer of a peer that accepts every context with the first transfer syntax, and every role.</summary>
    public AssociateAc AcceptAll()
    {
        AssociateAc answer = new() { Called = Called, Calling = Calling };
        answer.Contexts.AddRange(Contexts.ConvertAll(context => new AnsweredContext(context.Id, 0, context.TransferSyntaxes[0])));
        answer.Roles.AddRange(Roles);
        return answer;
    }

    private static ProposedContext ReadContext(byte[] content)
    {
        WireReader reader = new(content);
        int id = reader.U8();
        reader.Skip(3);
        string abstractSyntax = "";
        List<string> syntaxes = [];
        while (!reader.AtEnd)
        {
            (int type, byte[] value) = reader.Item();
            if (type == 0x30)
            {
                abstractSyntax = WireReader.Uid(value);
            }
            else if (type == 0x40)
            {
                syntaxes.Add(WireReader.Uid(value));
            }
        }

        return new ProposedContext(id, abstractSyntax, [.. syntaxes]);
    }
}
