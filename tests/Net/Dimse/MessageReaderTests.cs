using GetScu.Dicom;
using GetScu.Net.Association;
using GetScu.Net.Dimse;
using GetScu.Net.Log;
using GetScu.Net.Pdu;
using GetScu.Tests.Support;
using GetScu.Tests.Support.Wire;

namespace GetScu.Tests.Net;

/// <summary>Commands and data sets out of the pieces of an association (PS3.7 6.3, PS3.8 annex E).</summary>
[TestClass]
public sealed class MessageReaderTests
{
    private const byte Ct = MemorySession.Ct;
    private const byte Query = MemorySession.Query;

    private static readonly byte[] Store = Command.StoreRq(1, Uids.CtImage, "1.2.3").Build();
    private static readonly byte[] Echo = Command.EchoRq(7).Build();

    private static readonly (string Name, byte[] Bytes, string Message)[] Bad =
    [
        ("data set first", Pdu.Data(Data(Ct, [1, 2])), $"data set fragment on presentation context {Ct} without a command"),
        ("data set within a command", Pdu.Data(Piece(Ct, Store[..20]), Data(Ct, [1, 2])), $"data set fragment on presentation context {Ct} without a command"),
        ("another context within a command", Pdu.Data(Piece(Ct, Store[..20]), Piece(Query, Store[20..], isLast: true)),
            $"command on presentation context {Query} within one on {Ct}"),
        ("more pieces than bytes", [.. Enumerable.Repeat(Pdu.Data(Piece(Ct, [])), Limits.Command + 1).SelectMany(pdu => pdu)],
            $"command set in more than {Limits.Command} fragments"),
    ];

    private static readonly (string Name, byte[] Bytes, string Message)[] BadData =
    [
        ("a command", Pdu.Data(Data(Ct, [1, 2], isLast: false), Piece(Ct, Echo, isLast: true)), "command fragment within a data set"),
        ("another context", Pdu.Data(Data(Ct, [1, 2], isLast: false), Data(Query, [3, 4])),
            $"data set fragment on presentation context {Query} within one on {Ct}"),
    ];

    [TestMethod]
    [DataRow(1)]
    [DataRow(7)]
    [DataRow(1000)]
    public void A_message_in_fragments_of_every_size(int size)
    {
        byte[] data = [.. Enumerable.Range(0, 100).Select(i => (byte)i)];
        MessageReader reader = Reader(
        [
            .. Fragments(Store, size, isCommand: true), .. Fragments(data, size, isCommand: false), .. Fragments(Echo, size, isCommand: true),
        ]);
        PresentationContext context = reader.ReceiveCommand();
        Assert.AreEqual(Ct, context.Id);
        Assert.AreEqual(CommandField.CStoreRq, reader.Command.Field);
        List<byte> received = [];
        reader.ReceiveData(context, bytes => received.AddRange(bytes));
        CollectionAssert.AreEqual(data, received);
        reader.ReceiveCommand();
        Assert.AreEqual(CommandField.CEchoRq, reader.Command.Field);
    }

    [TestMethod]
    public void A_data_set_is_dropped_whole()
    {
        MessageReader reader = Reader([.. Fragments(Store, 50, isCommand: true), .. Fragments(new byte[100], 9, isCommand: false), .. Pdu.Message(Ct, Echo)]);
        reader.Drain(reader.ReceiveCommand());
        reader.ReceiveCommand();
        Assert.AreEqual(CommandField.CEchoRq, reader.Command.Field);
    }

    /// <summary>Once, and on the context of the command that denies it.</summary>
    [TestMethod]
    public void A_data_set_that_its_command_denies_is_let_by()
    {
        byte[] denied = Pdu.Data(Data(Ct, [1, 2], isLast: false), Data(Ct, [3, 4]));
        MessageReader reader = Reader([.. Pdu.Message(Ct, Echo), .. denied, .. Pdu.Message(Ct, Store), .. Pdu.Data(Data(Ct, [5, 6])), .. Pdu.Message(Ct, Echo), .. denied, .. denied]);
        reader.ReceiveCommand();
        PresentationContext context = reader.ReceiveCommand();
        Assert.AreEqual(CommandField.CStoreRq, reader.Command.Field);
        reader.Drain(context);
        reader.ReceiveCommand();
        ProtocolException error = Assert.ThrowsExactly<ProtocolException>(() => reader.ReceiveCommand());
        Assert.AreEqual($"data set fragment on presentation context {Ct} without a command", error.Message);
    }

    [TestMethod]
    public void A_denied_data_set_on_another_context_is_refused()
    {
        MessageReader reader = Reader([.. Pdu.Message(Ct, Echo), .. Pdu.Data(Data(Query, [1, 2]))]);
        reader.ReceiveCommand();
        Assert.ThrowsExactly<ProtocolException>(() => reader.ReceiveCommand());
    }

    [TestMethod]
    public void Names_what_is_wrong_with_a_command() => Table.Run(Bad, row => row.Name, row =>
    {
        ProtocolException error = Assert.ThrowsExactly<ProtocolException>(() => Reader(row.Bytes).ReceiveCommand());
        Assert.AreEqual(row.Message, error.Message);
    });

    [TestMethod]
    public void Names_what_is_wrong_with_a_data_set() => Table.Run(BadData, row => row.Name, row =>
    {
        MessageReader reader = Reader([.. Pdu.Message(Ct, Store), .. row.Bytes]);
        PresentationContext context = reader.ReceiveCommand();
        ProtocolException error = Assert.ThrowsExactly<ProtocolException>(() => reader.Drain(context));
        Assert.AreEqual(row.Message, error.Message);
        Assert.AreEqual(AbortReason.UnexpectedPduParameter, error.Reason);
    });

    private static Pdv Piece(int context, byte[] bytes, bool isLast = false) => new(context, true, isLast, bytes);

    private static Pdv Data(int context, byte[] bytes, bool isLast = true) => new(context, false, isLast, bytes);

    private static IEnumerable<byte> Fragments(byte[] bytes, int size, bool isCommand)
    {
        byte[][] pieces = [.. bytes.Chunk(size)];
        return pieces.SelectMany((piece, i) => Pdu.Data(new Pdv(Ct, isCommand, i == pieces.Length - 1, piece)));
    }

    private static MessageReader Reader(byte[] script)
    {
        Logging log = new(LogLevel.Off);
        AssociationRequestor association = MemorySession.Negotiated(
            new MemoryConnection([.. MemorySession.Answer(), .. script]), log);
        return new MessageReader(association, new Strays(log.Net));
    }
}
