using GetScu.Dicom;
using GetScu.Net.Association;
using GetScu.Net.Pdu;
using GetScu.Tests.Support;
using GetScu.Tests.Support.Wire;

using AssociateAc = GetScu.Net.Pdu.AssociateAc;
using Role = GetScu.Net.Pdu.Role;

namespace GetScu.Tests.Net;

/// <summary>What is proposed, and what is made of the answer (PS3.8 9.3.2, 9.3.3).</summary>
[TestClass]
public sealed class NegotiationTests
{
    private static readonly string[] Syntaxes = [TransferSyntax.ExplicitVRLittleEndian, TransferSyntax.ImplicitVRLittleEndian];

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
    public void Only_what_was_asked_for_is_used()
    {
        PresentationContext[] contexts = Negotiation.Propose(QueryModel.PatientRoot, Syntaxes, Syntaxes);
        AssociateAc answer = AssociateAc.Decode(Hex.Parse(AssociateAcTests.Head +
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
