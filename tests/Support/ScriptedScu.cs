using System.Net;
using System.Net.Sockets;

using GetScu.Tests.Scp;

namespace GetScu.Tests.Support;

/// <summary>
/// A requestor that does what a test tells it: to see a server with contexts and at a pace that no ready-made tool has.
/// Every wait has a deadline.
/// </summary>
internal sealed class ScriptedScu : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly Socket _socket;
    private readonly PduConnection _connection;
    private readonly MemoryStream _received = new();
    private int _messageId;

    private ScriptedScu(int port)
    {
        _socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _socket.Connect(IPAddress.Loopback, port);
        _connection = new PduConnection(_socket, new ScpOptions("") { Timeout = Deadline }) { Tap = _received };
    }

    /// <summary>C-STORE requests received before the first of them is answered.</summary>
    public int HeldResponses { get; set; } = 1;

    /// <summary>Status of the answer to an object, by SOP instance UID.</summary>
    public Func<string, int> StoreStatus { get; set; } = _ => 0;

    /// <summary>Sends C-CANCEL-RQ after so many matches or objects; 0 never.</summary>
    public int CancelAfter { get; set; }

    /// <summary>All whole PDUs received so far.</summary>
    public List<Pdu> ReceivedPdus => Pdu.Split(_received.ToArray(), out _);

    public AssociateRq Request { get; private set; } = new();

    public AssociateAc Answer { get; private set; } = new();

    /// <summary>A connection without association.</summary>
    public static ScriptedScu Connect(int port)
    {
        return new ScriptedScu(port);
    }

    /// <summary>An association by the study root model, accepted by the peer.</summary>
    public static ScriptedScu Associate(int port, params (string SopClass, string[] TransferSyntaxes)[] storage)
    {
        ScriptedScu scu = new(port);
        Pdu answer = scu.Propose(Proposal(Uids.StudyRootGet, Uids.StudyRootFind, storage));
        Assert.AreEqual(Pdu.AssociateAcType, answer.Type, "the association was not accepted");
        return scu;
    }

    /// <summary>Context 1 for C-GET, 3 for C-FIND, 5 and on for storage, with one role item a class.</summary>
    public static AssociateRq Proposal(string get, string find, params (string SopClass, string[] TransferSyntaxes)[] storage)
    {
        AssociateRq request = new();
        request.Contexts.Add(new ProposedContext(1, get, Uids.ExplicitLittle));
        request.Contexts.Add(new ProposedContext(3, find, Uids.ExplicitLittle));
        foreach ((string sopClass, string[] syntaxes) in storage)
        {
            request.Contexts.Add(new ProposedContext((2 * request.Contexts.Count) + 1, sopClass, syntaxes));
        }

        IEnumerable<string> classes = storage.Select(pair => pair.SopClass).Distinct();
        request.Roles.AddRange(classes.Select(sopClass => new Role(sopClass, false, true)));
        return request;
    }

    /// <summary>The PDU that answers; an A-ASSOCIATE-AC is taken apart to <see cref="Answer"/>.</summary>
    public Pdu Propose(AssociateRq request)
    {
        Request = request;
        _connection.Send(request.Build());
        Pdu answer = _connection.ReceivePdu() ?? throw new AssertFailedException("the connection was closed without an answer");
        if (answer.Type == Pdu.AssociateAcType)
        {
            Answer = AssociateAc.Parse(answer.Body);
        }

        return answer;
    }

    /// <summary>A C-FIND on context 3.</summary>
    public FindOutcome Find(string level, params (uint Tag, string Vr, string Value)[] keys)
    {
        int messageId = Send(3, Command.CFindRq, level, keys);
        List<Dictionary<uint, string>> matches = [];
        List<int> statuses = [];
        while (true)
        {
            Message response = Receive();
            Assert.AreEqual($"{Command.CFindRsp:x4} {messageId}",
                $"{response.Command.Us(Command.Field):x4} {response.Command.Us(Command.MessageIdRespondedTo)}");
            int status = response.Command.Us(Command.Status);
            if (status is not (DimseStatus.Pending or DimseStatus.PendingWithWarning))
            {
                return new FindOutcome(status, matches, statuses);
            }

            statuses.Add(status);
            matches.Add(DataSetReader.ReadAll(response.Data!, Uids.ExplicitLittle)
                .ToDictionary(element => element.Tag, element => element.Text));
            CancelWhereDue(3, messageId, matches.Count);
        }
    }

    /// <summary>A C-GET on context 1, to its end.</summary>
    public GetOutcome Get(string level, params (uint Tag, string Vr, string Value)[] keys)
    {
        int messageId = Send(1, Command.CGetRq, level, keys);
        GetOutcome outcome = new();
        List<Message> held = [];
        while (outcome.End.Length == 0)
        {
            if (TryReceive(outcome) is not { } message)
            {
                break;
            }

            if (message.Command.Us(Command.Field) == Command.CStoreRq)
            {
                ProposedContext proposed = Request.Contexts.Find(context => context.Id == message.Context)!;
                Assert.AreEqual(proposed.AbstractSyntax, message.Command.Text(Command.AffectedSopClass));
                string syntax = Answer.Contexts.Find(context => context.Id == message.Context)!.TransferSyntax!;
                outcome.Objects.Add((message.Command.Text(Command.AffectedSopInstance), syntax, message.Data!));
                held.Add(message);
                CancelWhereDue(1, messageId, outcome.Objects.Count);
                if (held.Count >= HeldResponses)
                {
                    held.ForEach(Respond);
                    held.Clear();
                }

                continue;
            }

            Assert.AreEqual($"{Command.CGetRsp:x4} {messageId}",
                $"{message.Command.Us(Command.Field):x4} {message.Command.Us(Command.MessageIdRespondedTo)}");
            outcome.Responses.Add(message);
            outcome.End = message.Command.Us(Command.Status) == DimseStatus.Pending ? "" : "final response";
        }

        return outcome;
    }

    /// <summary>A-RELEASE-RQ, answered, then the end of the connection.</summary>
    public void Release()
    {
        _connection.Send(Pdu.ReleaseRq());
        Assert.AreEqual(Pdu.ReleaseRpType, _connection.ReceivePdu()?.Type);
        _socket.Shutdown(SocketShutdown.Both);
    }

    public void Dispose()
    {
        _socket.Dispose();
    }

    private int Send(int context, int field, string level, (uint Tag, string Vr, string Value)[] keys)
    {
        DataSetBuilder builder = new();
        (uint Tag, string Vr, string Value)[] all = [.. keys, (QueryAttribute.RetrieveLevel, "CS", level)];
        foreach ((uint tag, string vr, string value) in all.OrderBy(key => key.Tag))
        {
            builder.Add(tag, vr, value);
        }

        string model = Request.Contexts.Find(proposed => proposed.Id == context)!.AbstractSyntax;
        Command command = Command.QueryRq(field, ++_messageId, model);
        _connection.Send(Pdu.Message(context, command.Build(), builder.Build()));
        return _messageId;
    }

    private Message Receive()
    {
        return _connection.ReceiveMessage(out Pdu? other)
            ?? throw new AssertFailedException($"PDU {other?.Type} instead of a message");
    }

    /// <summary>Null at the end of the connection, of which the outcome tells.</summary>
    private Message? TryReceive(GetOutcome outcome)
    {
        try
        {
            Message? message = _connection.ReceiveMessage(out Pdu? other);
            outcome.End = message is not null ? "" : other is null ? "closed" : $"PDU {other.Type}";
            return message;
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.ConnectionReset)
        {
            outcome.End = "reset";
            return null;
        }
    }

    private void Respond(Message store)
    {
        Command request = store.Command;
        string sopInstance = request.Text(Command.AffectedSopInstance);
        Command response = new Command().Uid(Command.AffectedSopClass, request.Text(Command.AffectedSopClass))
            .Us(Command.Field, Command.CStoreRsp).Us(Command.MessageIdRespondedTo, request.Us(Command.MessageId))
            .Us(Command.DataSetType, Command.NoDataSet).Us(Command.Status, StoreStatus(sopInstance))
            .Uid(Command.AffectedSopInstance, sopInstance);
        _connection.Send(Pdu.Message(store.Context, response.Build()));
    }

    private void CancelWhereDue(int context, int messageId, int count)
    {
        if (count == CancelAfter)
        {
            Command cancel = new Command().Us(Command.Field, Command.CCancelRq).Us(Command.MessageIdRespondedTo, messageId)
                .Us(Command.DataSetType, Command.NoDataSet);
            _connection.Send(Pdu.Message(context, cancel.Build()));
        }
    }
}
