using System;
using System.Collections.Generic;
using System.Text;

using GetScu.Dicom.Dictionary;
using GetScu.Net.Log;
using GetScu.Net.Pdu;

namespace GetScu.Net.Association;

/// <summary>Builds the presentation contexts of a request and applies an answer to them. Pure.</summary>
internal static class Negotiation
{
    public const string Verification = "1.2.840.10008.1.1";

    public static string SopClassOf(QueryModel model) => model switch
    {
        QueryModel.StudyRoot => "1.2.840.10008.5.1.4.1.2.2.3",
        QueryModel.PatientStudyOnly => "1.2.840.10008.5.1.4.1.2.3.3",
        _ => "1.2.840.10008.5.1.4.1.2.1.3",
    };

    /// <summary>The same model's C-FIND (PS3.4 C.6).</summary>
    public static string FindClassOf(QueryModel model) => model switch
    {
        QueryModel.StudyRoot => "1.2.840.10008.5.1.4.1.2.2.1",
        QueryModel.PatientStudyOnly => "1.2.840.10008.5.1.4.1.2.3.1",
        _ => "1.2.840.10008.5.1.4.1.2.1.1",
    };

    /// <summary>
    /// Context 1 is the C-GET model; then the storage classes in order, then Verification, each with the SCP role,
    /// since this side receives (PS3.4 C.5.3); then what the user has added.
    /// </summary>
    /// <param name="addedClasses">At most <see cref="Limits.AddedClasses"/>.</param>
    public static PresentationContext[] Propose(
        QueryModel model, string[] queryTransferSyntaxes, string[] storageTransferSyntaxes, IReadOnlyList<string>? addedClasses = null)
    {
        int classes = StorageSopClasses.ProposedCount;
        int added = addedClasses?.Count ?? 0;
        PresentationContext[] contexts = new PresentationContext[classes + 2 + added];
        contexts[0] = new PresentationContext(1, SopClassOf(model), queryTransferSyntaxes, Role.Default);
        for (int i = 0; i <= classes; i++)
        {
            string abstractSyntax = i < classes ? Encoding.ASCII.GetString(StorageSopClasses.Uid(i)) : Verification;
            contexts[i + 1] = new PresentationContext((byte)(2 * i + 3), abstractSyntax, storageTransferSyntaxes, Role.Scp);
        }

        for (int i = classes + 2; i < contexts.Length; i++)
        {
            contexts[i] = new PresentationContext((byte)(2 * i + 1), addedClasses![i - classes - 2], storageTransferSyntaxes, Role.Scp);
        }

        return contexts;
    }

    /// <summary>
    /// Enters the answer into the proposed contexts. Whatever was not asked for is not used: it becomes a warning.
    /// </summary>
    public static void Apply(AssociateAc answer, PresentationContext[] contexts, ICollection<string> warnings)
    {
        foreach (AssociateAc.Context answered in answer.Contexts)
        {
            PresentationContext? context = Find(contexts, answered.Id);
            if (context is null)
            {
                warnings.Add($"Peer answers presentation context {answered.Id}, which was not proposed; ignored");
                continue;
            }

            if (context.Result != ContextResult.NotAnswered)
            {
                warnings.Add($"Peer answers presentation context {answered.Id} twice; only its first answer is used");
                continue;
            }

            context.Result = answered.Result;
            if (answered.Result != ContextResult.Acceptance)
            {
                continue;
            }

            string? transferSyntax = Array.Find(context.TransferSyntaxes, text => text == answered.TransferSyntax);
            if (transferSyntax is null)
            {
                context.Result = ContextResult.TransferSyntaxesNotSupported;
                warnings.Add($"Peer accepts presentation context {answered.Id} with transfer syntax " +
                    $"'{Printable.Cut(answered.TransferSyntax)}', which was not proposed; not used");
                continue;
            }

            context.AcceptedTransferSyntax = transferSyntax;
        }

        foreach (AssociateAc.RoleAnswer role in answer.Roles)
        {
            bool known = false;
            foreach (PresentationContext context in contexts)
            {
                if (context.AbstractSyntax == role.SopClassUid)
                {
                    known = true;
                    if (context.ProposedRole != Role.Default)
                    {
                        context.AcceptedRole = role.Role;
                    }
                }
            }

            if (!known)
            {
                warnings.Add($"Peer answers a role for SOP class '{Printable.Cut(role.SopClassUid)}', which was not proposed; ignored");
            }
        }
    }

    /// <summary>The context of an id; ids are 1, 3, 5, ... in order. Null when it was not proposed.</summary>
    public static PresentationContext? Find(PresentationContext[] contexts, byte id)
    {
        int index = (id - 1) / 2;
        return (id & 1) != 0 && index < contexts.Length ? contexts[index] : null;
    }
}
