using System.Diagnostics;
using System.Net.Security;
using System.Net.Sockets;

using GetScu.Net.Transport;
using GetScu.Net.Transport.Tls;
using GetScu.Tests.Support;

namespace GetScu.Tests.Net.Transport.Tls;

/// <summary>A connection with TLS against the base class library's: bytes, ends, waits.</summary>
[TestClass]
public sealed class TlsConnectionTests
{
    private static TestAuthority _authority = null!;
    private static TestIdentity _server = null!;

    [ClassInitialize]
    public static void Prepare(TestContext _)
    {
        _authority = new TestAuthority();
        _server = _authority.Issue("server");
    }

    [ClassCleanup]
    public static void CleanUp() => _authority.Dispose();

    [TestMethod]
    public void Bytes_go_both_ways_whatever_their_number()
    {
        byte[] sent = new byte[3_000_001];
        new Random(7).NextBytes(sent);
        byte[] got = new byte[sent.Length];
        using TlsPeer peer = new(TlsPeer.With(_server), (_, stream) =>
        {
            stream.ReadExactly(got);
            stream.Write(got);
            stream.ShutdownAsync().Wait();
        });
        using Connection connection = Connect(peer);
        connection.Send(sent);
        List<byte> back = [];
        byte[] buffer = new byte[1_000_000];
        int largest = 0;
        for (int count; (count = connection.Receive(buffer, new Deadline(30))) > 0;)
        {
            back.AddRange(buffer[..count]);
            largest = Math.Max(largest, count);
        }

        peer.Join();
        Assert.IsTrue(sent.AsSpan().SequenceEqual(got));
        Assert.IsTrue(sent.AsSpan().SequenceEqual(back.ToArray()));
        // More than one record at a time (RFC 8446 5.1).
        Assert.IsGreaterThan(16384, largest);
    }

    [TestMethod]
    public void Nothing_is_allocated_while_bytes_come()
    {
        using TlsPeer peer = new(TlsPeer.With(_server), (_, stream) =>
        {
            for (int i = 0; i < 500; i++)
            {
                stream.Write(new byte[10_000]);
            }

            stream.ReadByte();
        });
        using Connection connection = Connect(peer);
        byte[] buffer = new byte[100_000];
        Deadline deadline = new(30);
        _ = connection.Receive(buffer.AsSpan(0, 1), deadline);
        long before = GC.GetAllocatedBytesForCurrentThread();
        long total = 1;
        while (total < 5_000_000)
        {
            total += connection.Receive(buffer, deadline);
        }

        Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.AreEqual(5_000_000, total);
        connection.Send([1]);
        peer.Join();
    }

    /// <summary>RFC 8446 6.1: an end that is not announced may be an attacker's.</summary>
    [TestMethod]
    [DataRow(true, 0)]
    [DataRow(true, 3)]
    [DataRow(false, 0)]
    [DataRow(false, 3)]
    public void An_end_in_order_is_told_from_a_cut(bool isAnnounced, int before)
    {
        using TlsPeer peer = new(TlsPeer.With(_server), (socket, stream) =>
        {
            stream.Write(new byte[before]);
            if (isAnnounced)
            {
                stream.ShutdownAsync().Wait();
            }

            socket.Shutdown(SocketShutdown.Both);
        });
        using Connection connection = Connect(peer);
        peer.Join();
        byte[] buffer = new byte[100];
        for (int count = 0; count < before;)
        {
            count += connection.Receive(buffer.AsSpan(count), new Deadline(30));
        }

        if (isAnnounced)
        {
            Assert.AreEqual(0, connection.Receive(buffer, new Deadline(30)));
        }
        else
        {
            NetworkException error = Assert.ThrowsExactly<NetworkException>(() => connection.Receive(buffer, new Deadline(30)));
            Assert.AreEqual(NetworkFailure.ConnectionLost, error.Failure);
            Assert.AreEqual("connection closed by peer without a TLS close_notify", error.Message);
        }
    }

    /// <summary>What another thread sends goes between the records of this one, while it waits.</summary>
    [TestMethod]
    public void Another_thread_may_send_while_one_receives()
    {
        using TlsPeer peer = new(TlsPeer.With(_server), (_, stream) =>
        {
            byte[] got = new byte[3];
            stream.ReadExactly(got);
            stream.Write(got);
            stream.ReadByte();
        });
        using Connection connection = Connect(peer);
        byte[] buffer = new byte[10];
        Task<int> reading = Task.Run(() => connection.Receive(buffer, new Deadline(60)));
        Assert.IsTrue(connection.TrySend([7, 8, 9]));
        Assert.AreEqual(3, reading.Result);
        CollectionAssert.AreEqual(new byte[] { 7, 8, 9 }, buffer[..3]);
        connection.Send([1]);
        peer.Join();
    }

    [TestMethod]
    public void A_peer_that_takes_nothing_ends_a_send_and_is_told_nothing_more()
    {
        using ManualResetEventSlim isDone = new();
        using TlsPeer peer = new(TlsPeer.With(_server), (_, _) => isDone.Wait(TimeSpan.FromSeconds(60)));
        using Connection connection = Connect(peer, sendTimeout: 2);
        long start = Stopwatch.GetTimestamp();
        NetworkException error = Assert.ThrowsExactly<NetworkException>(() => connection.Send(new byte[64_000_000]));
        Assert.AreEqual(NetworkFailure.Timeout, error.Failure);
        Assert.IsInRange(1.9, 30, Stopwatch.GetElapsedTime(start).TotalSeconds, "seconds");
        start = Stopwatch.GetTimestamp();
        Assert.IsFalse(connection.TrySend([1, 2, 3]));
        Assert.IsFalse(connection.TrySend([1, 2, 3]));
        error = Assert.ThrowsExactly<NetworkException>(() => connection.Send([1]));
        Assert.AreEqual("peer does not take what is sent", error.Message);
        Assert.IsLessThan(20, Stopwatch.GetElapsedTime(start).TotalSeconds);
        isDone.Set();
    }

    [TestMethod]
    public void A_silent_peer_is_waited_for_as_long_as_is_wanted()
    {
        using TlsPeer peer = new(TlsPeer.With(_server), (_, stream) => stream.ReadByte());
        using Connection connection = Connect(peer);
        long start = Stopwatch.GetTimestamp();
        Assert.AreEqual(Connection.TimedOut, connection.Receive(new byte[10], new Deadline(2)));
        Assert.IsInRange(1.9, 20, Stopwatch.GetElapsedTime(start).TotalSeconds, "seconds");
        connection.Send([1]);
        peer.Join();
    }

    [TestMethod]
    public void Another_thread_ends_every_wait()
    {
        using ManualResetEventSlim isDone = new();
        using TlsPeer peer = new(TlsPeer.With(_server), (_, _) => isDone.Wait(TimeSpan.FromSeconds(60)));
        using Connection connection = Connect(peer);
        Task<int> reading = Task.Run(() => connection.Receive(new byte[10], new Deadline(60)));
        connection.Interrupt();
        Assert.AreEqual(0, reading.Result);
        Assert.AreEqual(0, connection.Receive(new byte[10], new Deadline(60)));
        isDone.Set();
    }

    /// <summary>The peer sees a close_notify, and this side still takes what it sends.</summary>
    [TestMethod]
    public void Half_an_end()
    {
        using TlsPeer peer = new(TlsPeer.With(_server), (socket, stream) =>
        {
            stream.Write([4]);
            // A record comes before the end of the connection.
            Assert.IsGreaterThan(0, socket.Receive(new byte[64], SocketFlags.Peek));
            Assert.AreEqual(-1, stream.ReadByte());
            stream.Write([5]);
        });
        using Connection connection = Connect(peer);
        byte[] buffer = new byte[10];
        Assert.AreEqual(1, connection.Receive(buffer, new Deadline(30)));
        connection.FinishSending();
        Assert.AreEqual(1, connection.Receive(buffer, new Deadline(30)));
        Assert.AreEqual(5, buffer[0]);
        Assert.ThrowsExactly<NetworkException>(() => connection.Send([1]));
        peer.Join();
    }

    private static Connection Connect(TlsPeer peer, int sendTimeout = 60)
    {
        TlsSettings settings = new() { IsEnabled = true };
        settings.Authorities.Add(_authority.File);
        TlsContext context = new(settings, "127.0.0.1", () => null);
        Assert.IsEmpty(context.Warnings);
        return context.Secure(SocketConnection.Connect("127.0.0.1", peer.Port, null, sendTimeout), 30, null);
    }
}
