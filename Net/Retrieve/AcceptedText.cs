using System.Collections.Generic;

using GetScu.Dicom.Dictionary;
using GetScu.Net.Association;
using GetScu.Net.Pdu;

namespace GetScu.Net.Retrieve;

/// <summary>What a peer has accepted for objects, in words: the first place to look where it does not send some.</summary>
internal static class AcceptedText
{
    private const string TryOthers =
        "one of another class, or held in another transfer syntax, is not sent: for compressed ones try +xs, +xy, +xv, +xt or +xr";

    private const string Look = "-v +v shows its answers";

    /// <summary>How many of the proposed storage SOP classes, and which transfer syntaxes; and what to try where objects fail.</summary>
    public static (string Accepted, string Hint) Of(PresentationContext[] contexts)
    {
        int proposed = 0;
        int accepted = 0;
        List<string> names = [];
        foreach (PresentationContext context in contexts)
        {
            if (context.ProposedRole != Role.Scp || context.AbstractSyntax == Negotiation.Verification)
            {
                continue;
            }

            proposed++;
            accepted += context.IsAccepted ? 1 : 0;
            string name = (UidNames.Find(context.AcceptedTransferSyntax) ?? context.AcceptedTransferSyntax).TrimStart('=');
            if (context.IsAccepted && !names.Contains(name))
            {
                names.Add(name);
            }
        }

        return accepted == 0
            ? ("peer accepted no storage SOP class", Look)
            : ($"peer accepted {accepted} of {proposed} SOP classes, with {string.Join(", ", names)} only", TryOthers);
    }
}
