using GetScu.Net.Association;
using GetScu.Net.Log;
using GetScu.Net.Retrieve;
using GetScu.Tests.Support;
using GetScu.Tests.Support.Wire;

using AssociateAc = GetScu.Tests.Support.Wire.AssociateAc;

namespace GetScu.Tests.Net;

/// <summary>The C-CANCEL-RQ: once, and never before its request (PS3.7 9.3.3.3).</summary>
[TestClass]
public sealed class CancellationTests
{
    private static readonly (string Name, Action<Cancellation> Steps, string Sent)[] Rows =
    [
        ("nothing", _ => { }, ""),
        ("in flight", cancellation =>
        {
            cancellation.Begin(3, 1);
            Assert.IsTrue(cancellation.Ask());
        }, "3"),
        ("twice", cancellation =>
        {
            cancellation.Begin(3, 1);
            Assert.IsTrue(cancellation.Ask());
            Assert.IsTrue(cancellation.Ask());
            Assert.IsFalse(cancellation.AskAndWait(), "it was sent before");
        }, "3"),
        ("by this side, then by a signal", cancellation =>
        {
            cancellation.Begin(3, 1);
            Assert.IsTrue(cancellation.AskAndWait());
            Assert.IsTrue(cancellation.Ask());
        }, "3"),
        ("before its request", cancellation =>
        {
            Assert.IsTrue(cancellation.Ask());
            cancellation.Begin(1, 1);
        }, "1"),
        ("between two requests", cancellation =>
        {
            cancellation.Begin(1, 1);
            cancellation.End();
            Assert.IsTrue(cancellation.Ask());
        }, ""),
        ("the second request", cancellation =>
        {
            cancellation.Begin(1, 1);
            cancellation.End();
            cancellation.Begin(2, 1);
            Assert.IsTrue(cancellation.Ask());
            cancellation.End();
            Assert.IsTrue(cancellation.IsAsked);
        }, "2"),
    ];

    [TestMethod]
    public void Sent_once_and_behind_its_request() => Table.Run(Rows, row => row.Name, row =>
    {
        AssociateAc answer = new();
        answer.Contexts.Add(new AnsweredContext(1, 0, Uids.ExplicitLittle));
        MemoryConnection connection = new(answer.Build());
        Logging log = new(LogLevel.Off);
        using AssociationRequestor association = MemorySession.Negotiated(connection, log);
        row.Steps(new Cancellation(association, log.Net));
        IEnumerable<Command> sent = Pdu.Split(connection.Sent, out _).Where(pdu => pdu.Type == Pdu.DataType)
            .SelectMany(pdu => pdu.Pdvs).Select(pdv => Command.Parse(pdv.Data));
        Assert.AreEqual(row.Sent, string.Join(' ', sent.Select(command =>
        {
            Assert.AreEqual(Command.CCancelRq, command.Us(Command.Field));
            Assert.AreEqual(Command.NoDataSet, command.Us(Command.DataSetType));
            return command.Us(Command.MessageIdRespondedTo);
        })));
    });
}
