using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

using GetScu.Net.Transport;

namespace GetScu.Tests.Net;

/// <summary>A connection over loopback: its waits end when they are to, and not before.</summary>
[TestClass]
public sealed class SocketConnectionTests
{
    [TestMethod]
    [DataRow("127.0.0.1")]
    [DataRow("::1")]
    public void Bytes_that_are_there_are_taken_whatever_the_clock_says(string address)
    {
        using Socket peer = Connect(address, 5, out SocketConnection connection);
        using (connection)
        {
            peer.Send([1, 2, 3]);
            long now = 0;
            Deadline deadline = new(2, isAbsolute: true, clock: () => now += 1000);
            deadline.End();
            deadline.End();
            Assert.IsTrue(deadline.HasPassed);
            byte[] buffer = new byte[10];
            Assert.IsTrue(peer.Poll(0, SelectMode.SelectWrite));
            Assert.AreEqual(3, Retry(() => connection.Receive(buffer, deadline)));
            Assert.AreEqual(Connection.TimedOut, connection.Receive(buffer, deadline));
            connection.Send([4]);
            Assert.AreEqual(1, peer.Receive(buffer));
            peer.Shutdown(SocketShutdown.Both);
            Assert.AreEqual(0, connection.Receive(buffer, new Deadline(20)));
        }
    }

    [TestMethod]
    public void A_silent_peer_is_waited_for_as_long_as_is_wanted()
    {
        using Socket peer = Connect("127.0.0.1", 5, out SocketConnection connection);
        using (connection)
        {
            Deadline deadline = new(1, isAbsolute: true);
            Stopwatch clock = Stopwatch.StartNew();
            Assert.AreEqual(Connection.TimedOut, connection.Receive(new byte[10], deadline));
            // The clock of deadlines is as coarse as the system's tick.
            Assert.IsInRange(0.95, 10, clock.Elapsed.TotalSeconds);
        }
    }

    [TestMethod]
    public void A_peer_that_does_not_read_is_given_up()
    {
        using Socket peer = Connect("127.0.0.1", 1, out SocketConnection connection);
        using (connection)
        {
            Stopwatch clock = Stopwatch.StartNew();
            NetworkException error = Assert.ThrowsExactly<NetworkException>(() => connection.Send(new byte[64 << 20]));
            Assert.AreEqual(NetworkFailure.Timeout, error.Failure);
            Assert.IsInRange(0.95, 15, clock.Elapsed.TotalSeconds);
        }
    }

    [TestMethod]
    public void An_interrupt_ends_every_wait()
    {
        using Socket peer = Connect("127.0.0.1", 5, out SocketConnection connection);
        using (connection)
        {
            connection.Interrupt();
            Assert.AreEqual(0, connection.Receive(new byte[10], new Deadline(20)));
            Assert.ThrowsExactly<NetworkException>(() => connection.Send([1]));
        }
    }

    // The bytes are on their way.
    private static int Retry(Func<int> receive)
    {
        long end = Environment.TickCount64 + 10_000;
        int count;
        while ((count = receive()) == Connection.TimedOut && Environment.TickCount64 < end)
        {
        }

        return count;
    }

    private static Socket Connect(string address, int sendTimeout, out SocketConnection connection)
    {
        using Socket listener = new(IPAddress.Parse(address).AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
        listener.Listen(1);
        connection = SocketConnection.Connect(address, ((IPEndPoint)listener.LocalEndPoint!).Port, 20, sendTimeout);
        return listener.Accept();
    }
}
