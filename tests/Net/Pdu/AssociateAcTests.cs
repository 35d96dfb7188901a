using GetScu.Dicom;
using GetScu.Net.Pdu;
using GetScu.Tests.Support;
using GetScu.Tests.Support.Wire;

using AssociateAc = GetScu.Net.Pdu.AssociateAc;
using Role = GetScu.Net.Pdu.Role;

namespace GetScu.Tests.Net;

/// <summary>A-ASSOCIATE-AC, byte by byte (PS3.8 9.3.3).</summary>
[TestClass]
public sealed class AssociateAcTests
{
    // Fixed fields of an answer: version 1, called, calling, reserved.
    internal const string Head =
        "0001 0000 'ANY-SCP         ' 'GETSCU          ' 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 ";

    private static readonly (string Name, string Items, string Message)[] BadAnswers =
    [
        ("half an item header", "21 00 00", "item 21H at offset 68 of A-ASSOCIATE-AC needs 4 bytes; 3 are there"),
        ("an item beyond the PDU", "21 00 00 08 01 00 00 00", "item 21H at offset 68 of A-ASSOCIATE-AC needs 12 bytes; 8 are there"),
        ("a context without a result", "21 00 00 02 01 00", "presentation context item at offset 68 of A-ASSOCIATE-AC has 2 bytes; needs 4"),
        ("a transfer syntax beyond its context", "21 00 00 08 01 00 00 00 40 00 00 09", "item 40H at offset 4 of presentation context item"),
        ("maximum length of 2 bytes", "50 00 00 06 51 00 00 02 40 00", "maximum length item has 2 bytes; needs 4"),
        ("a user item beyond its parent", "50 00 00 04 52 00 00 01", "item 52H at offset 0 of user information item"),
        ("a role without room for its UID", "50 00 00 08 54 00 00 04 00 05 '1.'", "role selection item at offset 0"),
        ("a role of one byte", "50 00 00 05 54 00 00 01 00", "role selection item"),
    ];

    [TestMethod]
    public void Reads_an_answer()
    {
        AssociateAc answer = AssociateAc.Decode(Hex.Parse(Head +
            """
            10 00 0015 '1.2.840.10008.3.1.1.1'
            21 00 0019 01 00 00 00  40 00 0011 '1.2.840.10008.1.2'
            21 00 0008 03 00 03 00  40 00 0000                     # rejected: empty transfer syntax
            21 00 0004 05 00 04 00                                 # rejected: none
            99 00 0002 'xx'                                        # unknown item
            50 00 0035
              51 00 0004 00010000
              52 00 0005 '1.2.3'
              54 00 0009 0005 '1.2.4' 00 01
              58 00 0002 0000                                      # user identity answer: not asked for
              55 00 0007 'PACS_1 '
              53 00 0002 0001
            """));
        Assert.AreEqual("GETSCU", answer.CallingAet);
        Assert.AreEqual(65536u, answer.MaximumLength);
        Assert.AreEqual("1.2.3", answer.ImplementationClassUid);
        Assert.AreEqual("PACS_1", answer.ImplementationVersionName);
        CollectionAssert.AreEqual(
            new[]
            {
                new AssociateAc.Context(1, ContextResult.Acceptance, "1.2.840.10008.1.2"),
                new AssociateAc.Context(3, ContextResult.AbstractSyntaxNotSupported, ""),
                new AssociateAc.Context(5, ContextResult.TransferSyntaxesNotSupported, ""),
            },
            answer.Contexts);
        Assert.AreEqual(new AssociateAc.RoleAnswer("1.2.4", Role.Scp), answer.Roles[0]);
    }

    /// <summary>PS3.7 D.3.3.3.2. What is no such item says nothing, and of two the last one counts.</summary>
    [TestMethod]
    [DataRow("", -1, -1)]
    [DataRow("53 00 0004 0001 0008", 1, 8)]
    [DataRow("53 FF 0004 0001 0008", 1, 8)]
    [DataRow("53 00 0004 0000 0000", 0, 0)]
    [DataRow("53 00 0004 FFFF FFFE", 65535, 65534)]
    [DataRow("53 00 0000", -1, -1)]
    [DataRow("53 00 0002 0008", -1, -1)]
    [DataRow("53 00 0003 000008", -1, -1)]
    [DataRow("53 00 0005 0001 0008 00", -1, -1)]
    [DataRow("53 00 0004 0001 0008 53 00 0004 0001 0004", 1, 4)]
    [DataRow("53 00 0004 0001 0008 53 00 0002 0004", 1, 8)]
    public void Reads_an_operations_window(string items, int invoked, int performed)
    {
        byte[] user = Hex.Parse("51 00 0004 00010000" + items + "55 00 0004 'PACS'");
        AssociateAc answer = AssociateAc.Decode([.. Hex.Parse(Head + $"50 00 {user.Length:X4}"), .. user]);
        Assert.AreEqual(invoked, answer.Window?.Invoked ?? -1);
        Assert.AreEqual(performed, answer.Window?.Performed ?? -1);
        Assert.AreEqual("PACS", answer.ImplementationVersionName);
    }

    [TestMethod]
    public void Names_what_is_wrong_with_an_answer() => Table.Run(BadAnswers, row => row.Name, row =>
    {
        ProtocolException error = Assert.ThrowsExactly<ProtocolException>(() => AssociateAc.Decode(Hex.Parse(Head + row.Items)));
        StringAssert.Contains(error.Message, row.Message);
    });

    [TestMethod]
    public void Every_truncation_of_an_answer_ends_in_a_protocol_error_or_a_shorter_answer()
    {
        byte[] body = Goldens.AssociateAc[6..];
        for (int length = 0; length < body.Length; length++)
        {
            try
            {
                AssociateAc answer = AssociateAc.Decode(body[..length]);
                Assert.IsTrue(length >= 68 && (answer.Contexts.Count == 0 || answer.MaximumLength == 0), $"{length} bytes");
            }
            catch (ProtocolException error)
            {
                Assert.AreEqual(AbortReason.InvalidPduParameter, error.Reason);
            }
        }
    }

    [TestMethod]
    public void Another_protocol_version_is_refused()
    {
        byte[] body = Hex.Parse(Head);
        body[1] = 2;
        StringAssert.Contains(Assert.ThrowsExactly<ProtocolException>(() => AssociateAc.Decode(body)).Message, "protocol version 0002H");
    }
}
