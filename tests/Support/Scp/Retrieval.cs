using GetScu.Tests.Support.Wire;

namespace GetScu.Tests.Scp;

/// <summary>One C-GET (PS3.4 C.4.3): a C-STORE sub-operation for each match, pending responses, the final response.</summary>
internal sealed class Retrieval(
    PduConnection connection, Archive archive, RetrievePolicy policy, AssociationRecord association, Action<string> log)
{
    /// <summary>Sub-operations not yet answered, by message id.</summary>
    private readonly Dictionary<int, string> _open = [];
    private RequestRecord _request = null!;
    private ProposedContext _context = null!;
    private RetrievalCount _count = null!;
    private int _window = 1;
    private int _messageId;
    private bool _isCanceled;

    /// <param name="context">Over which the request came.</param>
    /// <param name="request">The request.</param>
    /// <param name="number">Its number among all of the server.</param>
    public void Run(ProposedContext context, RequestRecord request, int number)
    {
        (_context, _request) = (context, request);
        int agreed = association.Answer?.Window?.Performed ?? policy.Pipeline;
        _window = agreed == 0 ? int.MaxValue : agreed;
        List<StoredObject> found = archive.Match(request.Level, request.Keys);
        found.RemoveAll(stored => policy.Withheld.Contains(stored.SopInstance));
        if (Refusal(found, number) is int refusal)
        {
            request.Status = refusal;
            int? none = policy.CountsNothing ? 0 : null;
            Command response = Command.GetRsp(request.MessageId, request.Model, refusal, null, none, none, none);
            connection.Send(Pdu.Message(context.Id, response.Build(), null, connection.SendLength));
            return;
        }

        _count = new RetrievalCount(policy, request, found.Count);
        bool hasEnded = StoreAll(found);
        while (_open.Count > 0)
        {
            Receive();
        }

        request.Status = _isCanceled ? DimseStatus.Canceled
            : !hasEnded ? _count.FinalStatus()
            : policy.Unsendable == Unsendable.EndsGet ? policy.EndStatus : DimseStatus.UnableToPerform;
        connection.Send(_count.Response(context, request.Status, connection.SendLength));
    }

    /// <summary>Status of a request that is not served, or null.</summary>
    private int? Refusal(List<StoredObject> found, int number)
    {
        if (policy.Bare is { } bare && number <= bare.Count)
        {
            return bare.Status;
        }

        if (!InformationModel.HasLevel(_request.Model, _request.Level))
        {
            return DimseStatus.IdentifierDoesNotMatch;
        }

        if (policy.MissingUpperKey is int missing
            && InformationModel.MissingUpperLevel(_request.Model, _request.Level, tag => _request[tag]) is not null)
        {
            return missing;
        }

        string[] instances = _request.Values(QueryAttribute.SopInstance);
        bool isUnknown = Array.Exists(instances, uid => !found.Exists(stored => stored.SopInstance == uid));
        return instances.Length < 2 ? null : policy.ListRefusal ?? (isUnknown ? policy.UnknownRefusal : null);
    }

    /// <summary>True where an object that could not be sent has ended it.</summary>
    private bool StoreAll(List<StoredObject> found)
    {
        for (int index = 0; index < found.Count && !_isCanceled; index++)
        {
            StoredObject stored = found[index];
            ProposedContext? context = FindContext(stored);
            if (policy.Failing.Contains(stored.SopInstance))
            {
                _count.Fail(stored.SopInstance);
                TellPending();
            }
            else if (context is not null)
            {
                Store(stored, context);
            }
            else
            {
                log($"{stored.SopInstance}: no context for {stored.SopClass} in {stored.TransferSyntax}");
                int failing = policy.Unsendable == Unsendable.FailsRest ? found.Count - index : 1;
                found.GetRange(index, failing).ForEach(failed => _count.Fail(failed.SopInstance));
                if (policy.Unsendable != Unsendable.CountsAsFailed)
                {
                    return true;
                }

                TellPending();
            }
        }

        return false;
    }

    private ProposedContext? FindContext(StoredObject stored)
    {
        IEnumerable<ProposedContext> ofClass = association.Accepted.Where(context => context.AbstractSyntax == stored.SopClass);
        if (policy.Context == ContextRule.FirstOfClass)
        {
            ofClass = ofClass.Take(1);
        }

        return ofClass.FirstOrDefault(context => context.TransferSyntaxes[0] == stored.TransferSyntax);
    }

    private void Store(StoredObject stored, ProposedContext context)
    {
        // One at a time they bear the request's own id; else each needs one of its own.
        _messageId = _window == 1 ? _request.MessageId : (_messageId % 0xFFFF) + 1;
        byte[] command = Command.StoreRq(_messageId, stored.SopClass, stored.SopInstance).Build();
        using (Stream data = stored.Open())
        {
            long length = data.Length - data.Position;
            LoseWhereDue(context, command, data, length);
            connection.Send(context.Id, command, data, length);
        }

        _open.Add(_messageId, stored.SopInstance);
        _request.AddSent(stored.SopInstance);
        _request.MostOpen = Math.Max(_request.MostOpen, _open.Count);
        while (_open.Count >= _window || (_open.Count > 0 && connection.IsReadable))
        {
            Receive();
        }
    }

    private void LoseWhereDue(ProposedContext context, byte[] command, Stream data, long length)
    {
        if (policy.Loss is not { } loss || association.Sent.Count() < loss.Objects)
        {
            return;
        }

        while (_open.Count > 0)
        {
            Receive();
        }

        if (loss.IsWithin)
        {
            connection.SendBeginning(context.Id, command, data, length);
        }

        throw new ConnectionLostException(loss.Kind);
    }

    /// <summary>A C-STORE-RSP or a C-CANCEL-RQ.</summary>
    private void Receive()
    {
        Message message = connection.ReceiveMessage(out Pdu? other)
            ?? throw new FormatException($"PDU {other?.Type} instead of a C-STORE-RSP");
        Command command = message.Command;
        int respondedTo = command.Us(Command.MessageIdRespondedTo);
        switch (command.Us(Command.Field))
        {
            case Command.CStoreRsp when _open.Remove(respondedTo, out string? sopInstance):
                int status = command.Us(Command.Status);
                if (status != DimseStatus.Success)
                {
                    log($"{sopInstance}: status {status:x4}");
                }

                _count.Settle(sopInstance, status);
                TellPending();
                break;
            case Command.CCancelRq:
                _isCanceled |= respondedTo == _request.MessageId;
                break;
            default:
                throw new FormatException($"command {command.Us(Command.Field):x4} to {respondedTo} instead of a C-STORE-RSP");
        }
    }

    private void TellPending()
    {
        if (policy.SendsPending && (_count.Remaining > 0 || policy.TellsLast) && !_isCanceled)
        {
            connection.Send(_count.Response(_context, DimseStatus.Pending, connection.SendLength));
            _request.Pending++;
        }
    }
}
