using GetScu.Net.Association;
using GetScu.Net.Plan;
using GetScu.Net.Retrieve;
using GetScu.Net.Transport;
using GetScu.Storage;
using GetScu.Tests.Storage;
using GetScu.Tests.Support;
using GetScu.Tests.Support.Wire;

using static GetScu.Tests.Net.MemorySession;

namespace GetScu.Tests.Net;

/// <summary>Conversations with a peer in memory: what is answered, how it ends, and what it costs.</summary>
[TestClass]
public sealed class CGetSessionTests
{
    [TestMethod]
    public void Objects_in_any_fragmentation_reach_the_sink_and_are_answered()
    {
        byte[] data = [.. Enumerable.Range(0, 1000).Select(i => (byte)i)];
        byte[] command = Command.StoreRq(5, Uids.CtImage, "1.2.3").Build();
        byte[] script =
        [
            .. Answer(),
            // The command in three pieces, the data set in four, some of them in one PDU, the last one empty.
            .. Pdu.Data(new Pdv(Ct, true, false, command[..10])),
            .. Pdu.Data(new Pdv(Ct, true, false, command[10..20]), new Pdv(Ct, true, true, command[20..])),
            .. Pdu.Data(new Pdv(Ct, false, false, data[..500]), new Pdv(Ct, false, false, data[500..502])),
            .. Pdu.Data(new Pdv(Ct, false, false, data[502..])),
            .. Pdu.Data(new Pdv(Ct, false, true, [])),
            .. Final(0, completed: 1),
        ];
        foreach (int piece in (int[])[1, 2, 3, 7, 100, 1000, int.MaxValue])
        {
            RecordingSink sink = new();
            MemoryConnection connection = new(script, piece);
            Assert.AreEqual(Outcome.Complete, Run(connection, sink));
            CollectionAssert.AreEqual(data, sink.Objects.Single());
            Command response = Sent(connection).Last();
            Assert.AreEqual(Command.CStoreRsp, response.Us(Command.Field));
            Assert.AreEqual(5, response.Us(Command.MessageIdRespondedTo));
            Assert.AreEqual("1.2.3", response.Text(Command.AffectedSopInstance));
            Assert.AreEqual(Uids.CtImage, response.Text(Command.AffectedSopClass));
            Assert.AreEqual(0, response.Us(Command.Status));
            Assert.AreEqual(Command.NoDataSet, response.Us(Command.DataSetType));
        }
    }

    [TestMethod]
    public void A_peer_maximum_of_64_splits_what_is_sent()
    {
        byte[] script = [.. Answer(64), .. Final(0)];
        MemoryConnection connection = new(script);
        Assert.AreEqual(Outcome.Complete, Run(connection, new RecordingSink()));
        byte[] sent = connection.Sent[AssociateLength(connection.Sent)..];
        List<Pdu> pdus = Pdu.Split(sent, out int rest);
        Assert.AreEqual(0, rest);
        Assert.IsGreaterThan(2, pdus.Count);
        byte[] data = [];
        foreach (Pdu pdu in pdus)
        {
            Assert.IsLessThanOrEqualTo(64, pdu.Body.Length);
            data = [.. data, .. pdu.Pdvs.Where(pdv => !pdv.IsCommand).SelectMany(pdv => pdv.Data)];
        }

        CollectionAssert.AreEqual(Identifier, data);
        // The request and the query in one write: association, C-GET.
        Assert.AreEqual(2, connection.Sends);
    }

    [TestMethod]
    public void An_echo_is_answered()
    {
        byte[] script = [.. Answer(), .. Pdu.Message(Echo, Command.EchoRq(9).Build()), .. Final(0)];
        MemoryConnection connection = new(script);
        Assert.AreEqual(Outcome.Complete, Run(connection, new RecordingSink()));
        Command response = Sent(connection).Last();
        Assert.AreEqual(Command.CEchoRsp, response.Us(Command.Field));
        Assert.AreEqual(9, response.Us(Command.MessageIdRespondedTo));
        Assert.AreEqual(0, response.Us(Command.Status));
    }

    [TestMethod]
    public void An_object_cut_off_by_the_peer_is_discarded()
    {
        byte[] script =
        [
            .. Answer(),
            .. Pdu.Message(Ct, Command.StoreRq(5, Uids.CtImage, "1.2.3").Build()),
            .. Pdu.Data(new Pdv(Ct, false, false, new byte[100])),
        ];
        RecordingSink sink = new();
        NetworkException error = Assert.ThrowsExactly<NetworkException>(() => Run(new MemoryConnection(script), sink));
        Assert.AreEqual(NetworkFailure.ConnectionLost, error.Failure);
        Assert.AreEqual(1, sink.Discarded);
        Assert.IsEmpty(sink.Objects);
    }

    // A collection for another thread's sake would count here.
    [DoNotParallelize]
    [TestMethod]
    public void Nothing_is_allocated_per_fragment_and_little_per_object()
    {
        const int Objects = 400;
        byte[] store = Pdu.Message(Ct, Command.StoreRq(5, Uids.CtImage, "1.2.826.0.1.3680043.9.9999.2.1").Build());
        byte[] few = [.. store, .. Pdu.DataSet(Ct, new byte[2 * 50], 50)];
        byte[] many = [.. store, .. Pdu.DataSet(Ct, new byte[200 * 50], 50)];
        // What is made once is not counted.
        Allocated(few, 2);
        Allocated(many, 2);
        long perObject = Allocated(few, 2 * Objects) - Allocated(few, Objects);
        long perFragment = Allocated(many, 2 * Objects) - Allocated(many, Objects) - perObject;
        Assert.IsLessThanOrEqualTo(512 * Objects, perObject, $"{perObject / Objects} bytes for each object");
        // Less than a byte for each; the runtime allocates a little when it compiles anew what runs often.
        Assert.IsLessThan(198 * Objects, perFragment, "bytes for 198 fragments more in each object");
    }

    private static long Allocated(byte[] oneObject, int objects)
    {
        byte[] script = [.. Answer(), .. Enumerable.Repeat(oneObject, objects).SelectMany(bytes => bytes), .. Final(0)];
        MemoryConnection connection = new(script) { KeepsSent = false };
        using SinkDriver driver = new(StorageMode.Ignore, ".");
        ObjectSink sink = driver.Sink;
        (AssociationRequestor association, CGetSession session) = Open(connection, sink);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.AreEqual(Outcome.Complete, session.Get(1, Identifier));
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        association.Dispose();
        return allocated;
    }

    private static int AssociateLength(byte[] sent) => 6 + ((sent[2] << 24) | (sent[3] << 16) | (sent[4] << 8) | sent[5]);

    private static List<Command> Sent(MemoryConnection connection)
    {
        List<Command> commands = [];
        foreach (Pdu pdu in Pdu.Split(connection.Sent[AssociateLength(connection.Sent)..], out _))
        {
            commands.AddRange(pdu.Pdvs.Where(pdv => pdv.IsCommand).Select(pdv => Command.Parse(pdv.Data)));
        }

        return commands;
    }
}
