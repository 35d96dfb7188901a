using GetScu.Net.Association;
using GetScu.Net.Pdu;
using GetScu.Net.Plan;
using GetScu.Net.Retrieve;
using GetScu.Tests.Support;
using GetScu.Tests.Support.Wire;

using static GetScu.Tests.Net.MemorySession;

using Pdu = GetScu.Tests.Support.Wire.Pdu;

namespace GetScu.Tests.Net;

/// <summary>Peers that send several objects before they wait for an answer: each is answered in order, several in one write.</summary>
[TestClass]
public sealed class PipelineTests
{
    private const int Objects = 50;

    /// <summary>1,400 bytes of responses at most in one write: twelve of 114 bytes.</summary>
    [TestMethod]
    public void Objects_that_are_all_there_are_answered_in_order_and_together()
    {
        MemoryConnection connection = new([.. Answer(), .. Stores(Objects), .. Final(0, completed: Objects)]);
        RecordingSink sink = new();
        Assert.AreEqual(Outcome.Complete, Run(connection, sink, () => 0));
        Assert.HasCount(Objects, sink.Objects);
        List<int[]> writes = Responses(connection);
        CollectionAssert.AreEqual(Enumerable.Range(1, Objects).ToArray(), writes.SelectMany(ids => ids).ToArray());
        CollectionAssert.AreEqual(new[] { 12, 12, 12, 12, 2 }, writes.ConvertAll(ids => ids.Length));
        Assert.AreEqual(1, connection.Receives);
    }

    /// <summary>Where an object takes its time, a peer that waits for an answer does not also wait for the next object.</summary>
    [TestMethod]
    [DataRow(1, 5)]
    [DataRow(2, 3)]
    [DataRow(5, 1)]
    [DataRow(1000, 1)]
    public void A_response_is_not_kept_for_long(int milliseconds, int together)
    {
        long now = 0;
        MemoryConnection connection = new([.. Answer(), .. Stores(30), .. Final(0)]);
        RecordingSink sink = new() { Ended = () => now += milliseconds };
        Assert.AreEqual(Outcome.Complete, Run(connection, sink, () => now));
        foreach (int[] ids in Responses(connection))
        {
            Assert.HasCount(together, ids);
        }
    }

    /// <summary>Whatever comes in one piece, and however many pieces an object comes in.</summary>
    [TestMethod]
    [DataRow(1)]
    [DataRow(7)]
    [DataRow(100)]
    [DataRow(1000)]
    [DataRow(5000)]
    [DataRow(int.MaxValue)]
    public void Nothing_is_waited_for_while_a_response_is_kept(int piece)
    {
        byte[] pending = Pdu.Message(MemorySession.Query, Command.GetRsp(1, Uids.PatientRootGet, 0xFF00).Build());
        byte[] echo = Pdu.Message(Echo, Command.EchoRq(99).Build());
        RecordingSink sink = new();
        MemoryConnection connection = null!;
        connection = new([.. Answer(), .. Stores(20), .. pending, .. Stores(20), .. echo, .. Stores(1), .. Final(0)], piece)
        {
            Receiving = () => Assert.AreEqual(sink.Objects.Count, Responses(connection).SelectMany(ids => ids).Count(id => id != 99)),
        };
        Assert.AreEqual(Outcome.Complete, Run(connection, sink, () => 0));
        int[] twenty = [.. Enumerable.Range(1, 20)];
        CollectionAssert.AreEqual(
            (int[])[.. twenty, .. twenty, 99, 1], Responses(connection).SelectMany(ids => ids).ToArray(), $"{Responses(connection).Count} writes");
    }

    [TestMethod]
    public void What_breaks_the_protocol_costs_no_response()
    {
        MemoryConnection connection = new([.. Answer(), .. Stores(3), .. Hex.Parse("63 00 00000000")]);
        RecordingSink sink = new();
        (AssociationRequestor association, CGetSession session) = Open(connection, sink, () => 0);
        ProtocolException error = Assert.ThrowsExactly<ProtocolException>(() => session.Get(1, Identifier));
        association.Abort(AbortSource.ServiceProvider, error.Reason);
        List<Pdu> pdus = Pdu.Split(connection.Writes[^1], out int rest);
        Assert.AreEqual(0, rest);
        CollectionAssert.AreEqual(
            new[] { Pdu.DataType, Pdu.DataType, Pdu.DataType, Pdu.AbortType }, pdus.ConvertAll(pdu => pdu.Type));
    }

    [TestMethod]
    public void A_cancel_from_another_thread_comes_behind_what_was_kept()
    {
        MemoryConnection connection = new([.. Answer(), .. Stores(5), .. Final(0xFE00)]);
        CGetSession session = null!;
        int objects = 0;
        RecordingSink sink = new()
        {
            Ended = () =>
            {
                if (++objects == 3)
                {
                    Thread signal = new(() => Assert.IsTrue(session.Cancel()));
                    signal.Start();
                    signal.Join();
                }
            },
        };
        (_, session) = Open(connection, sink, () => 0);
        Assert.AreEqual(Outcome.Incomplete, session.Get(1, Identifier));
        List<int> fields = [.. Commands(connection.Writes[2]).Select(command => command.Us(Command.Field))];
        CollectionAssert.AreEqual(new[] { Command.CStoreRsp, Command.CStoreRsp, Command.CCancelRq }, fields);
        CollectionAssert.AreEqual(new[] { 1, 2, 3, 4, 5 }, Responses(connection).SelectMany(ids => ids).ToArray());
    }

    [TestMethod]
    public void What_cannot_be_sent_is_not_sent_again()
    {
        MemoryConnection connection = new([.. Answer(), .. Stores(3)]);
        (AssociationRequestor association, CGetSession session) = Open(connection, new RecordingSink(), () => 0);
        // The end of what the peer says: the responses have gone.
        Assert.ThrowsExactly<GetScu.Net.Transport.NetworkException>(() => session.Get(1, Identifier));
        association.Flush();
        association.Abort(AbortSource.ServiceUser, AbortReason.NotSpecified);
        Assert.AreEqual(Pdu.AbortType, Pdu.Split(connection.Writes[^1], out _).Single().Type);
        CollectionAssert.AreEqual(new[] { 1, 2, 3 }, Responses(connection).SelectMany(ids => ids).ToArray());
    }

    private static byte[] Stores(int count)
    {
        return [.. Enumerable.Range(1, count).SelectMany(
            id => Pdu.Message(Ct, Command.StoreRq(id, Uids.CtImage, $"1.2.3.{id:d2}").Build(), new byte[200]))];
    }

    /// <summary>Message ids of the responses in each write that has any.</summary>
    private static List<int[]> Responses(MemoryConnection connection)
    {
        List<int[]> writes = [];
        foreach (byte[] write in connection.Writes)
        {
            int[] ids = [.. Commands(write)
                .Where(command => command.Us(Command.Field) is Command.CStoreRsp or Command.CEchoRsp)
                .Select(command => command.Us(Command.MessageIdRespondedTo))];
            if (ids.Length > 0)
            {
                writes.Add(ids);
            }
        }

        return writes;
    }

    private static IEnumerable<Command> Commands(byte[] write)
    {
        return Pdu.Split(write, out _).Where(pdu => pdu.Type == Pdu.DataType)
            .SelectMany(pdu => pdu.Pdvs).Where(pdv => pdv.IsCommand).Select(pdv => Command.Parse(pdv.Data));
    }
}
