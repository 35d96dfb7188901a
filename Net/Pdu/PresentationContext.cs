using System.Collections.Generic;

namespace GetScu.Net.Pdu;

/// <summary>One presentation context: what was proposed, and what the peer answered.</summary>
internal sealed class PresentationContext(byte id, string abstractSyntax, string[] transferSyntaxes, Role role)
{
    /// <summary>Odd, 1 to 255 (PS3.8 9.3.2.2).</summary>
    public byte Id { get; } = id;

    public string AbstractSyntax { get; } = abstractSyntax;

    /// <summary>Proposed transfer syntaxes, preferred one first.</summary>
    public string[] TransferSyntaxes { get; } = transferSyntaxes;

    public Role ProposedRole { get; } = role;

    public ContextResult Result { get; set; } = ContextResult.NotAnswered;

    public Role AcceptedRole { get; set; }

    /// <summary>One of <see cref="TransferSyntaxes"/>; empty unless accepted.</summary>
    public string AcceptedTransferSyntax { get; set; } = "";

    public bool IsAccepted => Result == ContextResult.Acceptance;
}
