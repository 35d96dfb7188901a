using GetScu.Tests.Support.Wire;

namespace GetScu.Tests.Scp;

/// <summary>One C-GET (PS3.4 C.4.3): a C-STORE sub-operation for each match, pending responses, the final response.</summary>
internal sealed class Retrieval(
    PduConnection connection, Archive archive, ScpOptions options, Action<string> log,
    IReadOnlyDictionary<int, (string AbstractSyntax, string TransferSyntax)> contexts)
{
    private const int Success = 0x0000;
    private const int UnableToPerform = 0xA702;
    private const int IdentifierDoesNotMatch = 0xA900;
    private const int UnableToProcess = 0xC000;
    private const int SomeFailed = 0xB000;
    private const int Canceled = 0xFE00;
    private const int Pending = 0xFF00;

    private readonly List<string> _failedInstances = [];
    private int _remaining;
    private int _completed;
    private int _warned;
    private bool _isCanceled;

    public void Run(int context, string model, string transferSyntax, Message request)
    {
        Dictionary<uint, string> identifier = [];
        try
        {
            foreach (Element element in DataSetReader.ReadAll(request.Data!, transferSyntax))
            {
                identifier[element.Tag] = element.Text;
            }
        }
        catch (FormatException error)
        {
            log($"identifier: {error.Message}");
            Respond(context, model, request, UnableToProcess, null);
            return;
        }

        string level = identifier.GetValueOrDefault(0x00080052u, "");
        if (!Archive.HasLevel(model, level))
        {
            Respond(context, model, request, IdentifierDoesNotMatch, null);
            return;
        }

        List<StoredObject> found = archive.Match(level, identifier);
        _remaining = found.Count;
        foreach (StoredObject stored in found)
        {
            if (_isCanceled)
            {
                break;
            }

            Store(stored, request);
            if (options.SendsPending && _remaining > 0 && !_isCanceled)
            {
                Respond(context, model, request, Pending, null);
            }
        }

        int status = _isCanceled ? Canceled
            : _failedInstances.Count == 0 && _warned == 0 ? Success
            : _completed + _warned == 0 ? UnableToPerform : SomeFailed;
        byte[]? failures = _failedInstances.Count == 0 ? null
            : new DataSetBuilder(transferSyntax).Add(0x00080058, "UI", string.Join('\\', _failedInstances)).Build();
        Respond(context, model, request, status, failures);
        log($"{level}: {_completed} completed, {_failedInstances.Count} failed, {_warned} with warning, status {status:x4}");
    }

    private void Store(StoredObject stored, Message request)
    {
        _remaining--;
        int context = FindContext(stored);
        if (context < 0)
        {
            log($"{stored.SopInstance}: no context for {stored.SopClass} in {stored.TransferSyntax}");
            _failedInstances.Add(stored.SopInstance);
            return;
        }

        int messageId = request.Command.Us(Command.MessageId);
        Command command = Command.StoreRq(messageId, stored.SopClass, stored.SopInstance);
        using (FileStream file = new(stored.File.Path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0))
        {
            file.Position = stored.File.DataOffset;
            connection.Send(context, command.Build(), file, stored.File.DataLength);
        }

        int status = AwaitResponse();
        if (status == Success)
        {
            _completed++;
        }
        else if (status >> 12 == 0xB)
        {
            _warned++;
        }
        else
        {
            log($"{stored.SopInstance}: status {status:x4}");
            _failedInstances.Add(stored.SopInstance);
        }
    }

    private int FindContext(StoredObject stored)
    {
        foreach ((int id, (string abstractSyntax, string transferSyntax)) in contexts)
        {
            if (abstractSyntax == stored.SopClass && transferSyntax == stored.TransferSyntax)
            {
                return id;
            }
        }

        return -1;
    }

    /// <summary>Status of the C-STORE-RSP; a C-CANCEL-RQ may come before it.</summary>
    private int AwaitResponse()
    {
        while (true)
        {
            Message message = connection.ReceiveMessage(out Pdu? other)
                ?? throw new FormatException($"PDU {other?.Type} instead of a C-STORE-RSP");
            switch (message.Command.Us(Command.Field))
            {
                case Command.CStoreRsp:
                    return message.Command.Us(Command.Status);
                case Command.CCancelRq:
                    _isCanceled = true;
                    break;
                default:
                    throw new FormatException($"command {message.Command.Us(Command.Field):x4} instead of a C-STORE-RSP");
            }
        }
    }

    private void Respond(int context, string model, Message request, int status, byte[]? failures)
    {
        // PS3.7 9.3.3.2: remaining only where some may remain
        int? remaining = status is Pending or Canceled ? _remaining : null;
        Command response = Command.GetRsp(
            request.Command.Us(Command.MessageId), model, status, remaining, _completed, _failedInstances.Count, _warned,
            failures is not null);
        connection.Send(Pdu.Message(context, response.Build(), failures, connection.SendLength));
    }
}
