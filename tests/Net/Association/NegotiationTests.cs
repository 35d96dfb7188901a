using GetScu.Dicom;
using GetScu.Net.Association;
using GetScu.Net.Pdu;
using GetScu.Tests.Support;
using GetScu.Tests.Support.Wire;

using AssociateAc = GetScu.Net.Pdu.AssociateAc;
using AssociateRq = GetScu.Net.Pdu.AssociateRq;
using Role = GetScu.Net.Pdu.Role;

namespace GetScu.Tests.Net;

/// <summary>A-ASSOCIATE-RQ out, A-ASSOCIATE-AC in, and what is made of it (PS3.8 9.3.2, 9.3.3).</summary>
[TestClass]
public sealed class NegotiationTests
{
    private static readonly string[] Syntaxes = [TransferSyntax.ExplicitVRLittleEndian, TransferSyntax.ImplicitVRLittleEndian];

    // Fixed fields of an answer: version 1, called, calling, reserved.
    private const string Head =
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
    public void Writes_a_request()
    {
        PresentationContext[] contexts =
        [
            new(1, "1.2.3", ["1.2.840.10008.1.2.1"], Role.Default),
            new(3, "1.2.4", ["1.2.840.10008.1.2.1", "1.2.840.10008.1.2"], Role.Scp),
        ];
        byte[] expected = Hex.Parse(
            $"""
            01 00 00000119                                # A-ASSOCIATE-RQ
            0001 0000                                     # version 1
            'PACS            ' 'ME              '
            00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000
            10 00 0015 '1.2.840.10008.3.1.1.1'
            20 00 0024 01 000000
              30 00 0005 '1.2.3'
              40 00 0013 '1.2.840.10008.1.2.1'
            20 00 0039 03 000000
              30 00 0005 '1.2.4'
              40 00 0013 '1.2.840.10008.1.2.1'
              40 00 0011 '1.2.840.10008.1.2'
            50 00 {4 + 4 + 4 + Implementation.ClassUid.Length + 4 + 9 + 4 + Implementation.VersionName.Length:X4}
              51 00 0004 00008000
              52 00 {Implementation.ClassUid.Length:X4} '{Implementation.ClassUid}'
              54 00 0009 0005 '1.2.4' 00 01
              55 00 {Implementation.VersionName.Length:X4} '{Implementation.VersionName}'
            """);
        byte[] actual = AssociateRq.Encode(new byte[AssociateRq.MaximumSize], "PACS", "ME", 0x8000, contexts).ToArray();
        Assert.AreEqual(Convert.ToHexString(expected), Convert.ToHexString(actual));
    }

    [TestMethod]
    public void Proposes_the_model_the_storage_classes_and_verification()
    {
        PresentationContext[] contexts = Negotiation.Propose(QueryModel.StudyRoot, [Syntaxes[1]], Syntaxes);
        Assert.HasCount(122, contexts);
        Assert.AreEqual("1.2.840.10008.5.1.4.1.2.2.3", contexts[0].AbstractSyntax);
        Assert.AreEqual(Role.Default, contexts[0].ProposedRole);
        Assert.AreEqual("1.2.840.10008.5.1.4.1.1.9.1.3", contexts[1].AbstractSyntax);
        Assert.AreEqual("1.2.840.10008.1.1", contexts[121].AbstractSyntax);
        for (int i = 0; i < contexts.Length; i++)
        {
            Assert.AreEqual(2 * i + 1, contexts[i].Id);
            Assert.AreSame(contexts[i], Negotiation.Find(contexts, contexts[i].Id));
            if (i > 0)
            {
                Assert.AreEqual(Role.Scp, contexts[i].ProposedRole);
                CollectionAssert.AreEqual(Syntaxes, contexts[i].TransferSyntaxes.ToArray());
            }
        }

        foreach (byte unknown in (byte[])[0, 2, 4, 244, 245, 255])
        {
            Assert.IsNull(Negotiation.Find(contexts, unknown), $"context {unknown}");
        }
    }

    [TestMethod]
    public void The_largest_request_fits_its_buffer()
    {
        PresentationContext[] contexts = new PresentationContext[128];
        for (int i = 0; i < contexts.Length; i++)
        {
            contexts[i] = new PresentationContext((byte)(2 * i + 1), new string('1', 64), [.. Enumerable.Repeat(new string('2', 64), 5)], Role.Both);
        }

        byte[] pdu = AssociateRq.Encode(new byte[AssociateRq.MaximumSize], "A", "B", 0, contexts).ToArray();
        Assert.IsLessThanOrEqualTo(AssociateRq.MaximumSize, pdu.Length);
        Assert.HasCount(128, Support.Wire.AssociateRq.Parse(pdu[6..]).Contexts);
    }

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
        Assert.AreEqual("ANY-SCP", answer.CalledAet);
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

    [TestMethod]
    public void Only_what_was_asked_for_is_used()
    {
        PresentationContext[] contexts = Negotiation.Propose(QueryModel.PatientRoot, Syntaxes, Syntaxes);
        AssociateAc answer = AssociateAc.Decode(Hex.Parse(Head +
            """
            21 00 001B 01 00 00 00  40 00 0013 '1.2.840.10008.1.2.1'
            21 00 0019 01 00 00 00  40 00 0011 '1.2.840.10008.1.2'     # a second answer
            21 00 001B 03 00 00 00  40 00 0013 '1.2.840.10008.1.2.2'   # a transfer syntax nobody proposed
            21 00 0004 05 00 00 00                                     # accepted without one
            21 00 0019 07 00 09 00  40 00 0011 '1.2.840.10008.1.2'     # an unknown result
            21 00 0019 FF 00 00 00  40 00 0011 '1.2.840.10008.1.2'     # a context nobody proposed
            21 00 0019 02 00 00 00  40 00 0011 '1.2.840.10008.1.2'     # an even one
            50 00 0011 54 00 000D 0009 '1.2.3.4.5' 01 01
            """));
        List<string> warnings = [];
        Negotiation.Apply(answer, contexts, warnings);
        Assert.AreEqual(TransferSyntax.ExplicitVRLittleEndian, contexts[0].AcceptedTransferSyntax);
        Assert.AreEqual(1, contexts.Count(context => context.IsAccepted));
        Assert.AreEqual((ContextResult)9, contexts[3].Result);
        string[] expected =
        [
            "Peer answers presentation context 1 twice; only its first answer is used",
            "Peer accepts presentation context 3 with transfer syntax '1.2.840.10008.1.2.2', which was not proposed; not used",
            "Peer accepts presentation context 5 with transfer syntax '', which was not proposed; not used",
            "Peer answers presentation context 255, which was not proposed; ignored",
            "Peer answers presentation context 2, which was not proposed; ignored",
            "Peer answers a role for SOP class '1.2.3.4.5', which was not proposed; ignored",
        ];
        CollectionAssert.AreEqual(expected, warnings);
    }
}
