namespace GetScu.Tests.Support.Wire;

/// <summary>A-ASSOCIATE-AC (PS3.8 9.3.3).</summary>
internal sealed class AssociateAc : AssociatePdu
{
    public List<AnsweredContext> Contexts { get; } = [];

    public static AssociateAc Parse(byte[] body)
    {
        AssociateAc answer = new();
        answer.Read(body, (_, content) =>
        {
            WireReader reader = new(content);
            int id = reader.U8();
            reader.Skip(1);
            int result = reader.U8();
            reader.Skip(1);
            answer.Contexts.Add(new AnsweredContext(id, result, reader.AtEnd ? null : WireReader.Uid(reader.Item().Content)));
        });
        return answer;
    }

    public byte[] Build()
    {
        return Build(Pdu.AssociateAcType, body =>
        {
            foreach (AnsweredContext context in Contexts)
            {
                ByteBuilder item = new ByteBuilder().U8(context.Id).U8(0).U8(context.Result).U8(0);
                if (context.TransferSyntax is not null)
                {
                    Item(item, 0x40, new ByteBuilder().Text(context.TransferSyntax));
                }

                Item(body, 0x21, item);
            }
        });
    }
}
