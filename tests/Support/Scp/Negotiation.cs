using GetScu.Tests.Support.Wire;

namespace GetScu.Tests.Scp;

/// <summary>The answer to an A-ASSOCIATE-RQ by a policy. No socket in it.</summary>
internal static class Negotiation
{
    /// <summary>PS3.8 9.3.3.2: results of a presentation context.</summary>
    private const int Acceptance = 0;
    private const int NoReason = 2;
    private const int AbstractSyntaxNotSupported = 3;
    private const int TransferSyntaxesNotSupported = 4;

    public static AssociateAc Answer(AssociateRq request, ScpOptions options, NegotiationPolicy policy, Archive archive)
    {
        AssociateAc answer = new()
        {
            Called = request.Called,
            Calling = request.Calling,
            MaximumLength = (uint)options.MaximumLength,
            ImplementationVersion = "GETSCP",
            Window = Agree(request.Window, policy.Window),
        };
        HashSet<string> receivers = [.. request.Roles.FindAll(role => role.Scp).ConvertAll(role => role.SopClass)];
        int accepted = 0;
        foreach (ProposedContext context in request.Contexts)
        {
            (int result, string syntax) = Decide(context, receivers, policy, archive);
            if (result == Acceptance && ++accepted > policy.ContextLimit)
            {
                result = NoReason;
            }

            answer.Contexts.Add(new AnsweredContext(context.Id, result, syntax));
        }

        answer.Roles.AddRange(policy.Roles switch
        {
            RoleAnswer.AsProposed => request.Roles,
            RoleAnswer.ForEachContext => Accepted(request, answer).Where(context => receivers.Contains(context.AbstractSyntax))
                .Select(context => new Role(context.AbstractSyntax, false, true)),
            _ => [],
        });
        return answer;
    }

    /// <summary>The contexts of a request that an answer accepts, each with its transfer syntax alone.</summary>
    public static List<ProposedContext> Accepted(AssociateRq request, AssociateAc answer)
    {
        List<ProposedContext> accepted = [];
        foreach (AnsweredContext context in answer.Contexts)
        {
            if (context.Result == Acceptance)
            {
                string name = request.Contexts.Find(proposed => proposed.Id == context.Id)!.AbstractSyntax;
                accepted.Add(new ProposedContext(context.Id, name, context.TransferSyntax!));
            }
        }

        return accepted;
    }

    /// <summary>PS3.7 D.3.3.3: each number is at most the proposed one; this server takes one operation at a time.</summary>
    private static OperationsWindow? Agree(OperationsWindow? asked, int? own)
    {
        return asked is null || own is not int most ? null : new OperationsWindow(1, Smaller(asked.Performed, most));
    }

    private static int Smaller(int left, int right)
    {
        return left == 0 ? right : right == 0 ? left : Math.Min(left, right);
    }

    /// <summary>Result and the transfer syntax to name: without acceptance it has no meaning.</summary>
    private static (int Result, string TransferSyntax) Decide(
        ProposedContext context, HashSet<string> receivers, NegotiationPolicy policy, Archive archive)
    {
        string name = context.AbstractSyntax;
        string first = context.TransferSyntaxes[0];
        if (name == Uids.Verification || InformationModel.IsGet(name) || InformationModel.IsFind(name))
        {
            return (InformationModel.IsFind(name) && !policy.HasFind ? AbstractSyntaxNotSupported : Acceptance, first);
        }

        if (!receivers.Contains(name) || policy.Classes?.Contains(name) == false)
        {
            return (AbstractSyntaxNotSupported, first);
        }

        string[] usable = policy.Syntaxes is null ? context.TransferSyntaxes
            : Array.FindAll(context.TransferSyntaxes, policy.Syntaxes.Contains);
        return usable.Length == 0 ? (TransferSyntaxesNotSupported, first) : (Acceptance, Choose(name, usable, policy, archive));
    }

    private static string Choose(string sopClass, string[] usable, NegotiationPolicy policy, Archive archive)
    {
        return policy.Choice switch
        {
            SyntaxChoice.MostHeld => usable.MaxBy(syntax => archive.Count(sopClass, syntax))!,
            SyntaxChoice.OwnOrder => policy.Syntaxes?.First(usable.Contains) ?? usable[0],
            _ => usable[0],
        };
    }
}
