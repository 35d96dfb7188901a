using GetScu.Tests.Support.Wire;

namespace GetScu.Tests.Scp;

/// <summary>One association: negotiation, C-ECHO and C-GET until the peer releases or aborts.</summary>
internal sealed class ScpAssociation(PduConnection connection, Archive archive, ScpOptions options, Action<string> log)
{
    /// <summary>Accepted contexts: id to abstract syntax and transfer syntax.</summary>
    private readonly Dictionary<int, (string AbstractSyntax, string TransferSyntax)> _contexts = [];

    public void Run()
    {
        if (connection.ReceivePdu() is not { Type: Pdu.AssociateRqType } first)
        {
            return;
        }

        Accept(AssociateRq.Parse(first.Body));
        Pdu? other;
        while (connection.ReceiveMessage(out other) is Message message)
        {
            Serve(message);
        }

        End(other);
    }

    private void Accept(AssociateRq request)
    {
        AssociateAc answer = new()
        {
            Called = request.Called,
            Calling = request.Calling,
            MaximumLength = (uint)options.MaximumLength,
            ImplementationVersion = "GETSCP",
        };
        HashSet<string> receivers = [.. request.Roles.FindAll(role => role.Scp).ConvertAll(role => role.SopClass)];
        foreach (ProposedContext context in request.Contexts)
        {
            bool isModel = Archive.HasLevel(context.AbstractSyntax, "STUDY");
            bool isKnown = isModel || context.AbstractSyntax == Uids.Verification || receivers.Contains(context.AbstractSyntax);
            string syntax = archive.Choose(context.AbstractSyntax, context.TransferSyntaxes);
            answer.Contexts.Add(new AnsweredContext(context.Id, isKnown ? 0 : 3, syntax));
            if (isKnown)
            {
                _contexts[context.Id] = (context.AbstractSyntax, syntax);
            }
        }

        answer.Roles.AddRange(request.Roles);
        connection.LimitSend(request.MaximumLength ?? 0);
        connection.Send(answer.Build());
        log($"association from {request.Calling}");
    }

    /// <summary>What came instead of a message ends the association.</summary>
    private void End(Pdu? pdu)
    {
        switch (pdu?.Type)
        {
            case Pdu.ReleaseRqType:
                connection.Send(Pdu.ReleaseRp());
                connection.Finish();
                log("released");
                break;
            case Pdu.AbortType:
                log($"aborted by source {pdu.Body[2]}, reason {pdu.Body[3]}");
                break;
            case null:
                log("closed without release");
                break;
            default:
                log($"unexpected PDU {pdu.Type}");
                connection.Send(Pdu.Abort(2, 2));
                break;
        }
    }

    private void Serve(Message message)
    {
        if (!_contexts.TryGetValue(message.Context, out (string AbstractSyntax, string TransferSyntax) context))
        {
            throw new FormatException($"message on context {message.Context}");
        }

        switch (message.Command.Us(Command.Field))
        {
            case Command.CEchoRq:
                Echo(message);
                break;
            case Command.CGetRq when message.Data is not null:
                new Retrieval(connection, archive, options, log, _contexts)
                    .Run(message.Context, context.AbstractSyntax, context.TransferSyntax, message);
                break;
            case Command.CCancelRq:
                break; // PS3.7 9.3.2.3: its operation is over already
            default:
                throw new FormatException($"command {message.Command.Us(Command.Field):x4}");
        }
    }

    private void Echo(Message message)
    {
        Command response = new Command().Uid(Command.AffectedSopClass, Uids.Verification)
            .Us(Command.Field, Command.CEchoRsp)
            .Us(Command.MessageIdRespondedTo, message.Command.Us(Command.MessageId))
            .Us(Command.DataSetType, Command.NoDataSet).Us(Command.Status, 0);
        connection.Send(Pdu.Message(message.Context, response.Build(), null, connection.SendLength));
    }
}
