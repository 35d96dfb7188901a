using System.Net;
using System.Net.Sockets;

using GetScu.Dicom;
using GetScu.Net.Transport;

namespace GetScu.Tests.Support;

/// <summary>
/// Stands between a client and a server and keeps every byte either of them sends, so that a test knows what a server
/// really sent. Serves one connection.
/// </summary>
internal sealed class WireTap : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly Socket _listener;
    private readonly MemoryStream _fromClient = new();
    private readonly MemoryStream _fromServer = new();
    private readonly Thread _thread;

    private WireTap(int serverPort)
    {
        _listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(1);
        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
        _thread = new Thread(() => Run(serverPort)) { IsBackground = true, Name = "wire tap" };
        _thread.Start();
    }

    /// <summary>Where the client is to connect.</summary>
    public int Port { get; }

    public static WireTap Start(int serverPort)
    {
        return new WireTap(serverPort);
    }

    /// <summary>The PDUs of both sides, after the end of the connection.</summary>
    public (List<Pdu> FromClient, List<Pdu> FromServer) Finish()
    {
        Assert.IsTrue(_thread.Join(Deadline), "the connection did not end");
        return (Pdu.Split(_fromClient.ToArray(), out _), Pdu.Split(_fromServer.ToArray(), out _));
    }

    /// <summary>The objects that the server sent, by SOP instance UID, each with its context's transfer syntax.</summary>
    public Dictionary<string, (string TransferSyntax, byte[] Data)> FinishWithObjects()
    {
        (_, List<Pdu> pdus) = Finish();
        Dictionary<int, string> contexts = [];
        Dictionary<string, (string, byte[])> objects = [];
        MessageAssembler assembler = new();
        foreach (Pdu pdu in pdus)
        {
            if (pdu.Type == Pdu.AssociateAcType)
            {
                contexts = AssociateAc.Parse(pdu.Body).Contexts.ToDictionary(context => context.Id, context => context.TransferSyntax ?? "");
            }

            foreach (Pdv value in pdu.Type == Pdu.DataType ? pdu.Pdvs : [])
            {
                if (assembler.Add(value) is Message { Data: not null } message && message.Command.Us(Command.Field) == Command.CStoreRq)
                {
                    objects[message.Command.Text(Command.AffectedSopInstance)] = (contexts[message.Context], message.Data);
                }
            }
        }

        return objects;
    }

    public void Dispose()
    {
        _listener.Dispose();
        _thread.Join(Deadline);
    }

    private static void Copy(Socket source, Socket target, MemoryStream record)
    {
        byte[] buffer = new byte[65536];
        try
        {
            for (int count; (count = source.Receive(buffer)) > 0;)
            {
                record.Write(buffer, 0, count);
                for (int at = 0; at < count;)
                {
                    at += target.Send(buffer.AsSpan(at, count - at));
                }
            }

            target.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            target.Close(0); // a reset travels on
        }
        catch (ObjectDisposedException)
        {
            // The other direction has passed on a reset.
        }
    }

    private void Run(int serverPort)
    {
        Socket client;
        try
        {
            client = _listener.Accept();
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            return;
        }

        using Socket server = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        server.Connect(IPAddress.Loopback, serverPort);
        server.NoDelay = true;
        client.NoDelay = true;
        Thread back = new(() => Copy(server, client, _fromServer)) { IsBackground = true };
        back.Start();
        Copy(client, server, _fromClient);
        back.Join(Deadline);
        client.Dispose();
    }
}
