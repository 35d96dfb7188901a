using GetScu.Tests.Support.Wire;

namespace GetScu.Tests.Scp;

/// <summary>One C-FIND (PS3.4 C.4.1): a pending response for each match, then the final one.</summary>
internal sealed class Finding(PduConnection connection, Archive archive, ScpOptions options, FindPolicy policy)
{
    public void Run(ProposedContext context, RequestRecord request, int number)
    {
        request.Status = Refusal(request, number) ?? (Answer(context, request) ? DimseStatus.Success : DimseStatus.Canceled);
        Respond(context, request, request.Status, null);
    }

    /// <summary>Status of a request that is not served, or null.</summary>
    private int? Refusal(RequestRecord request, int number)
    {
        if (policy.Bare is { } bare && number <= bare.Count)
        {
            return bare.Status;
        }

        return !InformationModel.HasLevel(request.Model, request.Level) ? DimseStatus.IdentifierDoesNotMatch
            : InformationModel.MissingUpperLevel(request.Model, request.Level, tag => request[tag]) is null ? null
            : policy.MissingUpperKey;
    }

    /// <summary>False when the peer has cancelled.</summary>
    private bool Answer(ProposedContext context, RequestRecord request)
    {
        FindAnswers answers = new(archive, policy, request, options.Title);
        do
        {
            int before = request.Pending;
            foreach (SortedDictionary<uint, (string Vr, string Value)> answer in answers.All())
            {
                request.Pending++;
                Respond(context, request, policy.Warns ? DimseStatus.PendingWithWarning : DimseStatus.Pending, answer);
                if (connection.IsReadable && IsCancel(connection.ReceiveMessage(out Pdu? other), other))
                {
                    return false;
                }
            }

            if (request.Pending == before)
            {
                break; // nothing to repeat
            }
        }
        while (policy.IsEndless);
        return true;
    }

    private static bool IsCancel(Message? message, Pdu? other)
    {
        return message is null ? throw new FormatException($"PDU {other?.Type} within a C-FIND")
            : message.Command.Us(Command.Field) == Command.CCancelRq ? true
            : throw new FormatException($"command {message.Command.Us(Command.Field):x4} within a C-FIND");
    }

    private void Respond(
        ProposedContext context, RequestRecord request, int status, SortedDictionary<uint, (string Vr, string Value)>? answer)
    {
        byte[]? data = null;
        if (answer is not null)
        {
            DataSetBuilder builder = new(context.TransferSyntaxes[0]);
            foreach ((uint tag, (string vr, string value)) in answer)
            {
                builder.Add(tag, vr, value);
            }

            data = builder.Build();
        }

        Command response = Command.FindRsp(request.MessageId, request.Model, status, data is not null);
        connection.Send(Pdu.Message(context.Id, response.Build(), data, connection.SendLength));
    }
}
