using System.Net;
using System.Net.Sockets;

using GetScu.Tests.Scp;

namespace GetScu.Tests.Support;

/// <summary>
/// A C-GET SCP without objects: it accepts context 1 with one transfer syntax, keeps the identifier of every C-GET-RQ as it
/// came and answers each with final success. Associations are served one after another, any number of them.
/// </summary>
internal sealed class RecordingScp : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly List<byte[]> _identifiers = [];
    private readonly string _transferSyntax;
    private readonly Thread _thread;

    /// <param name="transferSyntax">Accepted for the C-GET context, and only that one.</param>
    public RecordingScp(string transferSyntax)
    {
        _transferSyntax = transferSyntax;
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(8);
        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
        _thread = new Thread(Run) { IsBackground = true, Name = "recording peer" };
        _thread.Start();
    }

    public int Port { get; }

    /// <summary>What has been recorded since the last call; complete once the client has ended.</summary>
    public byte[][] Take()
    {
        lock (_identifiers)
        {
            byte[][] taken = [.. _identifiers];
            _identifiers.Clear();
            return taken;
        }
    }

    public void Dispose()
    {
        _listener.Dispose();
        _thread.Join(TimeSpan.FromSeconds(120));
    }

    private void Run()
    {
        while (true)
        {
            try
            {
                using Socket peer = _listener.Accept();
                Serve(new PduConnection(peer, new ScpOptions("") { Timeout = TimeSpan.FromSeconds(60) }));
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException or FormatException)
            {
                // A client that crashes ends its association; a disposed listener ends this.
                if (!_listener.IsBound || error is ObjectDisposedException or SocketException { SocketErrorCode: SocketError.OperationAborted })
                {
                    return;
                }
            }
        }
    }

    private void Serve(PduConnection connection)
    {
        if (connection.ReceivePdu() is not { Type: Pdu.AssociateRqType } first)
        {
            return;
        }

        AssociateRq request = AssociateRq.Parse(first.Body);
        AssociateAc answer = request.AcceptAll();
        for (int i = 0; i < answer.Contexts.Count; i++)
        {
            ProposedContext proposed = request.Contexts[i];
            bool isAccepted = proposed.Id == 1 && Array.IndexOf(proposed.TransferSyntaxes, _transferSyntax) >= 0;
            answer.Contexts[i] = new AnsweredContext(
                proposed.Id, isAccepted ? 0 : 4, isAccepted ? _transferSyntax : proposed.TransferSyntaxes[0]);
        }

        connection.Send(answer.Build());
        while (connection.ReceiveMessage(out Pdu? other) is { } message)
        {
            lock (_identifiers)
            {
                _identifiers.Add(message.Data ?? []);
            }

            Command response = Command.GetRsp(
                message.Command.Us(Command.MessageId), message.Command.Text(Command.AffectedSopClass), 0);
            connection.Send(Pdu.Message(message.Context, response.Build()));
        }

        // Whatever is no message is a release or an abort.
        connection.Send(Pdu.ReleaseRp());
    }
}
