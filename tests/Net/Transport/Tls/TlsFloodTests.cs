using System.Diagnostics;
using System.Net.Sockets;

using GetScu.Net.Transport;
using GetScu.Net.Transport.Tls;
using GetScu.Tests.Support;

namespace GetScu.Tests.Net.Transport.Tls;

/// <summary>A peer that never stops sending what has nothing for the other side: session tickets (RFC 8446 4.6.1).</summary>
[TestClass]
public sealed class TlsFloodTests
{
    private const int Longest = 60;

    // NewSessionTicket: lifetime, age added, nonce, ticket of one byte, no extensions.
    private static readonly byte[] Ticket = [4, 0, 0, 14, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 9, 0, 0];

    /// <param name="isCut">What is sent at a time ends within a record, so that OpenSSL has always the beginning of one.</param>
    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void It_is_silence(bool isCut)
    {
        using ManualResetEventSlim isDone = new();
        using TlsPeer peer = new(null, (socket, _) => Flood(socket, isDone, isCut));
        using Connection connection = Connect(peer);
        long start = Stopwatch.GetTimestamp();
        Assert.AreEqual(Connection.TimedOut, connection.Receive(new byte[10], new Deadline(1)));
        Assert.IsInRange(0.9, Longest, Stopwatch.GetElapsedTime(start).TotalSeconds, "seconds");
        isDone.Set();
    }

    /// <summary>As a signal does, with a C-CANCEL-RQ.</summary>
    [TestMethod]
    public void Another_thread_sends_and_ends_it()
    {
        using ManualResetEventSlim isDone = new();
        using TlsPeer peer = new(null, (socket, _) => Flood(socket, isDone, isCut: true));
        using Connection connection = Connect(peer);
        int count = -2;
        Thread reader = new(() =>
        {
            try
            {
                count = connection.Receive(new byte[10], new Deadline(0));
            }
            catch (NetworkException)
            {
                // The flood has ended by itself.
            }
        });
        reader.Start();
        bool isSent = false;
        Thread sender = new(() =>
        {
            isSent = connection.TrySend([1, 2, 3]);
            connection.Interrupt();
        });
        sender.Start();
        Assert.IsTrue(sender.Join(TimeSpan.FromSeconds(Longest)), "sending waits for the flood's end");
        Assert.IsTrue(isSent);
        Assert.IsTrue(reader.Join(TimeSpan.FromSeconds(Longest)));
        Assert.AreEqual(0, count);
        isDone.Set();
    }

    /// <summary>What comes behind it is taken all the same.</summary>
    [TestMethod]
    public void Its_end_is_seen()
    {
        using TlsPeer peer = new(null, (socket, _) =>
        {
            using RecordStream stream = (RecordStream)RecordStream.Serve(socket);
            for (int i = 0; i < 40; i++)
            {
                stream.Send(RecordStream.Handshake, Tickets());
            }

            stream.Send(RecordStream.ApplicationData, 5);
            Assert.AreEqual(1, stream.Read(new byte[1]));
        });
        using Connection connection = Connect(peer);
        byte[] buffer = new byte[10];
        Assert.AreEqual(1, connection.Receive(buffer, new Deadline(Longest)));
        Assert.AreEqual(5, buffer[0]);
        connection.Send([1]);
        peer.Join();
    }

    private static byte[] Tickets() => [.. Enumerable.Repeat(Ticket, RecordStream.Largest / Ticket.Length).SelectMany(ticket => ticket)];

    private static void Flood(Socket socket, ManualResetEventSlim isDone, bool isCut)
    {
        using RecordStream stream = (RecordStream)RecordStream.Serve(socket);
        byte[] tickets = Tickets();
        byte[] rest = [];
        try
        {
            for (long start = Stopwatch.GetTimestamp(); !isDone.IsSet && Stopwatch.GetElapsedTime(start).TotalSeconds < 2 * Longest;)
            {
                byte[] record = stream.Make(RecordStream.Handshake, tickets);
                int half = isCut ? record.Length / 2 : record.Length;
                stream.SendBare([.. rest, .. record[..half]]);
                rest = record[half..];
            }
        }
        catch (SocketException)
        {
            // The other side has closed.
        }
    }

    private static Connection Connect(TlsPeer peer)
    {
        TlsSettings settings = new() { IsEnabled = true };
        settings.Authorities.Add(TlsIdentities.Authority.File);
        TlsContext context = new(settings, "127.0.0.1", () => null);
        return context.Secure(SocketConnection.Connect("127.0.0.1", peer.Port, null, Longest), Longest, null);
    }
}
