using GetScu.Tests.Support;

namespace GetScu.Tests.EndToEnd;

/// <summary>Each +x and -x option: what is proposed, and a retrieval in the preferred transfer syntax.</summary>
[TestClass]
public sealed class PreferenceTests
{
    private static readonly string[] Uncompressed = [Uids.ExplicitLittle, Uids.ExplicitBig, Uids.ImplicitLittle];

    private static readonly (string Option, string[] Proposed)[] ForRequests =
    [
        ("-x=", Uncompressed), ("-xe", Uncompressed), ("-xb", [Uids.ExplicitBig, Uids.ExplicitLittle, Uids.ImplicitLittle]),
        ("-xd", [Uids.DeflatedLittle, .. Uncompressed]), ("-xi", [Uids.ImplicitLittle]),
    ];

    [TestMethod]
    public void Without_options_the_proposal_is_the_references_and_verification()
    {
        AssociateRq native = Propose();
        AssociateRq reference = Reference.Proposal;
        Assert.AreEqual(122, native.Contexts.Count);
        for (int index = 0; index < reference.Contexts.Count; index++)
        {
            AreSame(reference.Contexts[index], native.Contexts[index]);
        }

        Assert.AreEqual(Uids.Verification, native.Contexts[121].AbstractSyntax);
        CollectionAssert.AreEquivalent(
            reference.Roles.Append(new Role(Uids.Verification, false, true)).ToArray(), native.Roles);
        Assert.AreEqual("ANY-SCP GETSCU", $"{native.Called} {native.Calling}");
        Assert.AreEqual(16384u, native.MaximumLength);
        Assert.AreEqual(Uids.ApplicationContext, native.ApplicationContext);
        Assert.AreEqual(1, native.Version);
    }

    [TestMethod]
    public void Storage_contexts_propose_the_preferred_transfer_syntax_first()
    {
        Table.Run(RealObjects.Preferences, row => row.Option, row =>
        {
            string[] expected = row.Option switch
            {
                "+xi" => [Uids.ImplicitLittle],
                "+xb" => [Uids.ExplicitBig, Uids.ExplicitLittle, Uids.ImplicitLittle],
                "+x=" or "+xe" => Uncompressed,
                _ => [row.TransferSyntax, .. Uncompressed],
            };
            AssociateRq native = Propose(row.Option);
            foreach (ProposedContext context in native.Contexts.Skip(1).SkipLast(1))
            {
                CollectionAssert.AreEqual(expected, context.TransferSyntaxes, context.AbstractSyntax);
            }

            CollectionAssert.AreEqual(Uncompressed, native.Contexts[0].TransferSyntaxes);
        });
    }

    [TestMethod]
    public void The_retrieve_context_proposes_what_its_option_says()
    {
        Table.Run(ForRequests, row => row.Option, row =>
        {
            AssociateRq native = Propose(row.Option);
            CollectionAssert.AreEqual(row.Proposed, native.Contexts[0].TransferSyntaxes);
            CollectionAssert.AreEqual(Uncompressed, native.Contexts[1].TransferSyntaxes);
        });
    }

    /// <summary>An object in each transfer syntax comes as it is, with every way to encode the request.</summary>
    [TestMethod]
    public void Each_preference_retrieves()
    {
        Table.Run(RealObjects.Preferences, row => row.Option, row =>
        {
            int index = RealObjects.Preferences.ToList().IndexOf(row);
            string request = ForRequests[index % ForRequests.Length].Option;
            foreach (string mode in new[] { "+B", "-B" })
            {
                Retrieve(row.TransferSyntax, row.Option, request, mode);
            }
        });
    }

    private static void Retrieve(string transferSyntax, string option, string request, string mode)
    {
        using TempFolder folder = new();
        byte[] data = Synthetic.DataSet(Uids.CtImage, "1.2.3.4.5", transferSyntax);
        folder.Write("object", Part10File.Build(Uids.CtImage, "1.2.3.4.5", transferSyntax, data));
        using GetScp server = GetScp.Start(folder.Path);
        using Fetch native = Fetch.Native(server.Port, ["-v", mode, option, request, .. Exchange.Query, "-S"]);
        native.Result.ExpectStatus(0).ExpectErrorLine("I:   Number of Completed Suboperations : 1");
        CollectionAssert.AreEqual(new[] { mode == "+B" ? "1.2.3.4.5" : "CT.1.2.3.4.5" }, native.Names);
        Part10File file = native.File(native.Names[0]);
        Assert.AreEqual(transferSyntax, file.TransferSyntax);
        CollectionAssert.AreEqual(data, file.ReadData());
    }

    private static AssociateRq Propose(params string[] options)
    {
        return Exchange.Run(
            conversation =>
            {
                conversation.ExpectRequest();
                conversation.Send(Goldens.AssociateRj);
                conversation.ExpectClose();
            },
            options).Peer.Request;
    }

    private static void AreSame(ProposedContext expected, ProposedContext actual)
    {
        Assert.AreEqual(
            $"{expected.Id} {expected.AbstractSyntax} {string.Join(' ', expected.TransferSyntaxes)}",
            $"{actual.Id} {actual.AbstractSyntax} {string.Join(' ', actual.TransferSyntaxes)}");
    }
}
