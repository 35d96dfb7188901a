using GetScu.Tests.Support.Wire;

namespace GetScu.Tests.Scp;

/// <summary>One association: negotiation, then C-ECHO, C-FIND and C-GET until the peer releases or aborts.</summary>
/// <param name="connection">To the peer.</param>
/// <param name="archive">What there is.</param>
/// <param name="options">What to do.</param>
/// <param name="log">Takes what happens.</param>
/// <param name="admission">Tells whether it is accepted.</param>
internal sealed class ScpAssociation(
    PduConnection connection, Archive archive, ScpOptions options, ScpLog log, Admission admission)
{
    private AssociationRecord _record = null!;
    private ScpPolicy _policy = null!;
    private bool _isAdmitted;

    /// <param name="beforeLoss">Called before a connection is lost on purpose.</param>
    public void Run(Action beforeLoss)
    {
        if (connection.ReceivePdu() is not { Type: Pdu.AssociateRqType } first)
        {
            return;
        }

        _record = log.Begin(AssociateRq.Parse(first.Body), first.Body.Length + 6);
        int number = options.Identity is null || IdentityCheck.Of(_record.Request) == options.Identity ? admission.Enter() : 0;
        _isAdmitted = number > 0;
        try
        {
            if (_isAdmitted)
            {
                _policy = options.PolicyOf(number);
                Accept();
                Serve();
            }
            else
            {
                Reject();
            }
        }
        catch (ConnectionLostException loss)
        {
            Leave();
            beforeLoss();
            End("lost");
            connection.Lose(loss.Kind);
        }
        catch (Exception error) when (_record.End.Length == 0)
        {
            End(error.Message);
            throw;
        }
        finally
        {
            Leave();
        }
    }

    private void Accept()
    {
        AssociateRq request = _record.Request;
        AssociateAc answer = Negotiation.Answer(request, options, _policy.Negotiation, archive);
        answer.ExtraUserItems = options.Identity is null ? [] : IdentityCheck.Response(request);
        _record.Answer = answer;
        _record.Accepted = Negotiation.Accepted(request, answer);
        Tell($"{_record}");
        connection.LimitSend(request.MaximumLength ?? 0);
        connection.Send(answer.Build());
    }

    private void Reject()
    {
        Rejection rejection = options.Rejection;
        Tell($"{_record}");
        connection.Send(Pdu.AssociateRj(rejection.Result, rejection.Source, rejection.Reason));
        End("rejected");
        connection.Finish();
    }

    private void Serve()
    {
        Pdu? other;
        while (connection.ReceiveMessage(out other) is Message message)
        {
            Serve(message);
        }

        // What came instead of a message ends the association.
        switch (other?.Type)
        {
            case Pdu.ReleaseRqType:
                Leave(); // first, so that whoever has its answer may come again at once
                connection.Send(Pdu.ReleaseRp());
                End("released");
                connection.Finish();
                break;
            case Pdu.AbortType:
                End($"aborted by source {other.Body[2]}, reason {other.Body[3]}");
                break;
            case null:
                End("closed without release");
                break;
            default:
                connection.Send(Pdu.Abort(2, 2));
                End($"unexpected PDU {other.Type}");
                break;
        }
    }

    private void Serve(Message message)
    {
        ProposedContext context = _record.Accepted.FirstOrDefault(accepted => accepted.Id == message.Context)
            ?? throw new FormatException($"message on context {message.Context}");
        switch (message.Command.Us(Command.Field))
        {
            case Command.CEchoRq:
                Echo(message);
                break;
            case Command.CFindRq when message.Data is not null && InformationModel.IsFind(context.AbstractSyntax):
            case Command.CGetRq when message.Data is not null && InformationModel.IsGet(context.AbstractSyntax):
                Query(context, message, message.Data);
                break;
            case Command.CCancelRq:
                break; // PS3.7 9.3.2.3: its operation is over already
            default:
                throw new FormatException(
                    $"command {message.Command.Us(Command.Field):x4} on a context of {context.AbstractSyntax}");
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

    private void Query(ProposedContext context, Message message, byte[] data)
    {
        bool isFind = InformationModel.IsFind(context.AbstractSyntax);
        RequestRecord request = new(
            isFind, message.Command.Us(Command.MessageId), context.AbstractSyntax,
            Read(data, context.TransferSyntaxes[0], out bool isWhole), data.Length);
        _record.Add(request);
        int number = log.Count(isFind);
        try
        {
            if (!isWhole)
            {
                Refuse(context, request, DimseStatus.UnableToProcess);
            }
            else if (isFind)
            {
                new Finding(connection, archive, options, _policy.Find).Run(context, request, number);
            }
            else
            {
                new Retrieval(connection, archive, _policy.Retrieve, _record, Tell).Run(context, request, number);
            }
        }
        finally
        {
            Tell($"association {_record.Number}: {request}");
        }
    }

    private void Refuse(ProposedContext context, RequestRecord request, int status)
    {
        request.Status = status;
        Command response = request.IsFind ? Command.FindRsp(request.MessageId, request.Model, status)
            : Command.GetRsp(request.MessageId, request.Model, status);
        connection.Send(Pdu.Message(context.Id, response.Build(), null, connection.SendLength));
    }

    private static List<Element> Read(byte[] data, string transferSyntax, out bool isWhole)
    {
        List<Element> elements = [];
        isWhole = true;
        try
        {
            for (DataSetReader reader = new(data, transferSyntax); !reader.AtEnd;)
            {
                elements.Add(reader.Next());
            }
        }
        catch (FormatException)
        {
            isWhole = false;
        }

        return elements;
    }

    private void Leave()
    {
        if (_isAdmitted)
        {
            _isAdmitted = false;
            admission.Leave();
        }
    }

    private void End(string how)
    {
        _record.End = how;
        Tell($"association {_record.Number}: {how}");
    }

    private void Tell(string line)
    {
        log.Tell(line);
    }
}
