using System.Collections.Generic;

using GetScu.Net.Pdu;

namespace GetScu.Net.Plan;

/// <summary>A presentation context that is to be proposed.</summary>
/// <param name="AbstractSyntax">UID of the SOP class.</param>
/// <param name="TransferSyntaxes">UIDs, preferred one first.</param>
internal readonly record struct ContextProposal(string AbstractSyntax, string[] TransferSyntaxes, Role Role = Role.Scp);
