using GetScu.Tests.Scp;

namespace GetScu.Tests.Support;

/// <summary>What getscp accepts, by each policy. No socket in it.</summary>
[TestClass]
public sealed class ScpNegotiationTests
{
    private static readonly string[] Uncompressed = [Uids.ExplicitLittle, Uids.ImplicitLittle, Uids.ExplicitBig];

    [TestMethod]
    public void Classes_and_syntaxes()
    {
        Assert.AreEqual("get:1 find:1 ct:1 mr:1",
            Answer(new(), (Uids.CtImage, Uncompressed[..2]), (Uids.MrImage, Uncompressed[..2])));
        Assert.AreEqual("get:1 find!3", Answer(new() { HasFind = false }));
        Assert.AreEqual("get:1 find:1 ct:1 mr!3",
            Answer(new() { Classes = [Uids.CtImage] }, (Uids.CtImage, Uncompressed), (Uids.MrImage, Uncompressed)));
        Assert.AreEqual("get:1 find:1 ct!4 ct:2",
            Answer(new() { Syntaxes = [Uids.ExplicitBig] }, (Uids.CtImage, Uncompressed[..2]), (Uids.CtImage, Uncompressed)));
        Assert.AreEqual("get:1 find:1 ct:4.70", Answer(new(), (Uids.CtImage, [Uids.ExplicitLittle, Uids.JpegLosslessSv1])));
    }

    [TestMethod]
    [DataRow("most-held", "4.70")]
    [DataRow("first-offered", "4.50")]
    [DataRow("own-order", "4.90")]
    public void Choices(string choice, string expected)
    {
        NegotiationPolicy policy = new()
        {
            Choice = OptionValue.Member<SyntaxChoice>(choice),
            Syntaxes = [Uids.Jpeg2000Lossless, Uids.JpegLosslessSv1, Uids.ExplicitLittle, Uids.JpegBaseline],
        };
        string[] offered = [Uids.JpegBaseline, Uids.ExplicitLittle, Uids.JpegLosslessSv1, Uids.Jpeg2000Lossless];
        Assert.AreEqual($"get:1 find:1 ct:{expected}", Answer(policy, (Uids.CtImage, offered)));
    }

    [TestMethod]
    public void A_class_without_role_is_not_accepted()
    {
        AssociateRq request = ScriptedScu.Proposal(Uids.StudyRootGet, Uids.StudyRootFind, (Uids.CtImage, Uncompressed));
        request.Roles.Clear();
        AssociateAc answer = Negotiation.Answer(request, new ScpOptions(""), new NegotiationPolicy(), MixedStudy.Archive);
        Assert.AreEqual(3, answer.Contexts[2].Result);
    }

    [TestMethod]
    public void Contexts_beyond_the_limit_are_refused_without_reason()
    {
        (string, string[])[] storage = [.. Enumerable.Repeat((Uids.CtImage, Uncompressed), 126)];
        AssociateRq request = ScriptedScu.Proposal(Uids.StudyRootGet, Uids.StudyRootFind, storage);
        AssociateAc answer = Negotiation.Answer(
            request, new ScpOptions(""), new NegotiationPolicy { ContextLimit = 64 }, MixedStudy.Archive);
        int[] expected = [.. Enumerable.Repeat(0, 64), .. Enumerable.Repeat(2, 64)];
        CollectionAssert.AreEqual(expected, answer.Contexts.ConvertAll(context => context.Result));
        List<ProposedContext> accepted = Negotiation.Accepted(request, answer);
        Assert.AreEqual("64 1 127", $"{accepted.Count} {accepted[0].Id} {accepted[^1].Id}");
    }

    [TestMethod]
    [DataRow("as-proposed", 1)]
    [DataRow("for-each-context", 3)]
    [DataRow("none", 0)]
    public void Roles(string roles, int expected)
    {
        AssociateRq request = ScriptedScu.Proposal(
            Uids.StudyRootGet, Uids.StudyRootFind, [.. Uncompressed.Select(syntax => (Uids.CtImage, new[] { syntax }))]);
        NegotiationPolicy policy = new() { Roles = OptionValue.Member<RoleAnswer>(roles) };
        AssociateAc answer = Negotiation.Answer(request, new ScpOptions(""), policy, MixedStudy.Archive);
        CollectionAssert.AreEqual(Enumerable.Repeat(new Role(Uids.CtImage, false, true), expected).ToArray(), answer.Roles);
        Assert.AreEqual(3, answer.Contexts.Skip(2).Count(context => context.Result == 0));
    }

    [TestMethod]
    [DataRow(-1, 8, -1)]
    [DataRow(4, -1, -1)]
    [DataRow(4, 8, 4)]
    [DataRow(8, 4, 4)]
    [DataRow(0, 4, 4)]
    [DataRow(4, 0, 4)]
    [DataRow(0, 0, 0)]
    public void Windows(int own, int asked, int expected)
    {
        AssociateRq request = ScriptedScu.Proposal(Uids.StudyRootGet, Uids.StudyRootFind);
        request.Window = asked < 0 ? null : new OperationsWindow(1, asked);
        AssociateRq sent = AssociateRq.Parse(request.Build()[6..]);
        AssociateAc answer = Negotiation.Answer(
            sent, new ScpOptions(""), new NegotiationPolicy { Window = own < 0 ? null : own }, MixedStudy.Archive);
        AssociateAc received = AssociateAc.Parse(answer.Build()[6..]);
        Assert.AreEqual(expected < 0 ? null : new OperationsWindow(1, expected), received.Window);
    }

    /// <summary>Each context with its transfer syntax, without the part that all have, or its result.</summary>
    private static string Answer(NegotiationPolicy policy, params (string SopClass, string[] TransferSyntaxes)[] storage)
    {
        AssociateRq request = ScriptedScu.Proposal(Uids.StudyRootGet, Uids.StudyRootFind, storage);
        AssociateAc answer = Negotiation.Answer(request, new ScpOptions(""), policy, MixedStudy.Archive);
        IEnumerable<string> texts = request.Contexts.Zip(answer.Contexts, (proposed, answered) =>
        {
            string name = proposed.AbstractSyntax switch
            {
                Uids.StudyRootGet => "get",
                Uids.StudyRootFind => "find",
                Uids.CtImage => "ct",
                _ => "mr",
            };
            return answered.Result == 0 ? $"{name}:{answered.TransferSyntax![(Uids.ImplicitLittle.Length + 1)..]}"
                : $"{name}!{answered.Result}";
        });
        return string.Join(' ', texts);
    }
}
