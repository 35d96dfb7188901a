using System;
using System.Collections.Generic;
using System.Text;

using GetScu.Dicom;
using GetScu.Dicom.Dictionary;
using GetScu.Net.Log;
using GetScu.Net.Pdu;

namespace GetScu.Net.Association;

/// <summary>
/// Association requests and answers in the reference's layout: at debug level, or at info level where the presentation
/// contexts are asked for.
/// </summary>
internal static class AssociationDump
{
    private const int BytesPerLine = 16;

    /// <summary>Shows what will be requested.</summary>
    public static void Request(Logger log, AssociationSettings settings, PresentationContext[] contexts)
    {
        DumpWriter dump = Writer(log, settings);
        if (!dump.IsEnabled)
        {
            return;
        }

        log.Write(LogLevel.Debug, $"Configured a total of {contexts.Length} presentation contexts for SCU");
        dump.Line("Request Parameters:");
        Write(dump, "RQ", settings, null, contexts);
    }

    /// <summary>Shows what came of it, the answer entered into the contexts.</summary>
    public static void Answer(Logger log, AssociationSettings settings, AssociateAc answer, PresentationContext[] contexts)
    {
        DumpWriter dump = Writer(log, settings);
        if (dump.IsEnabled)
        {
            dump.Line("Association Parameters Negotiated:");
            Write(dump, "AC", settings, answer, contexts);
        }
    }

    /// <summary>Shows an A-ASSOCIATE-RJ.</summary>
    public static void Rejected(Logger log, byte result, byte source, byte reason)
    {
        DumpWriter dump = new(log, LogLevel.Debug);
        if (dump.IsEnabled)
        {
            dump.Line("Association Rejected:");
            dump.Line($"Result: {Rejection.Result(result)}, Source: {Rejection.Source(source)}");
            dump.Line("Reason: ", Rejection.Reason(source, reason));
            dump.Write();
        }
    }

    /// <summary>Shows the bytes of an A-ASSOCIATE-AC.</summary>
    /// <param name="body">The PDU without its header.</param>
    public static void Bytes(Logger log, ReadOnlySpan<byte> body)
    {
        DumpWriter dump = new(log, LogLevel.Debug);
        if (!dump.IsEnabled)
        {
            return;
        }

        dump.Line($"PDU Type: Associate Accept, PDU Length: {body.Length} + {PduHeader.Size} bytes PDU header");
        if (body.Length + PduHeader.Size > Limits.DumpedPdu)
        {
            dump.Line($"Only dumping {Limits.DumpedPdu} bytes.");
        }
        // PS3.8 9.3.3: type | reserved | length (4)
        byte[] pdu = new byte[Math.Min(PduHeader.Size + body.Length, Limits.DumpedPdu)];
        pdu[0] = (byte)PduType.AssociateAc;
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(pdu.AsSpan(2), body.Length);
        body[..(pdu.Length - PduHeader.Size)].CopyTo(pdu.AsSpan(PduHeader.Size));
        List<Range> secrets = ServerResponses(pdu);
        for (int start = 0; start < pdu.Length; start += BytesPerLine)
        {
            StringBuilder line = new();
            for (int i = start; i < Math.Min(start + BytesPerLine, pdu.Length); i++)
            {
                line.Append(secrets.Exists(range => i >= range.Start.Value && i < range.End.Value) ? "  **" : $"  {pdu[i]:x2}");
            }

            dump.Line(line.ToString());
        }

        dump.Line("");
        dump.Write();
    }

    /// <summary>Where a PDU has responses to a user identity: tickets and assertions are not dumped, malformed or not.</summary>
    private static List<Range> ServerResponses(ReadOnlySpan<byte> pdu)
    {
        List<Range> found = [];
        // PS3.8 9.3.3: items begin at byte 75; those of user information are like those around them.
        for (int at = 74, length; at + 4 <= pdu.Length; at += 4 + length)
        {
            length = System.Buffers.Binary.BinaryPrimitives.ReadUInt16BigEndian(pdu[(at + 2)..]);
            length = (ItemType)pdu[at] == ItemType.UserInformation ? 0 : length;
            if ((ItemType)pdu[at] == ItemType.UserIdentityAc)
            {
                found.Add((at + 4)..(at + 4 + length));
            }
        }

        return found;
    }

    private static DumpWriter Writer(Logger log, AssociationSettings settings) =>
        new(log, settings.VerbosePc ? LogLevel.Info : LogLevel.Debug);

    private static void Write(
        DumpWriter dump, string kind, AssociationSettings settings, AssociateAc? answer, PresentationContext[] contexts)
    {
        dump.Line($"====================== BEGIN A-ASSOCIATE-{kind} =====================");
        dump.Line("Our Implementation Class UID:      ", Implementation.ClassUid);
        dump.Line("Our Implementation Version Name:   ", Implementation.VersionName);
        dump.Line("Their Implementation Class UID:    ", answer?.ImplementationClassUid ?? "");
        dump.Line("Their Implementation Version Name: ", answer?.ImplementationVersionName ?? "");
        dump.Line("Application Context Name:    ", answer?.ApplicationContext ?? AssociateRq.ApplicationContext);
        dump.Line("Calling Application Name:    ", answer?.CallingAet ?? settings.CallingAet);
        dump.Line("Called Application Name:     ", settings.CalledAet);
        dump.Line("Responding Application Name: ", answer is null ? "" : settings.CalledAet);
        dump.Line("Our Max PDU Receive Size:    ", settings.MaxPdu.ToString());
        dump.Line("Their Max PDU Receive Size:  ", (answer?.MaximumLength ?? 0).ToString());
        dump.Line("Presentation Contexts:");
        foreach (PresentationContext context in contexts)
        {
            Write(dump, context);
        }

        dump.Line("Requested Extended Negotiation: none");
        dump.Line("Accepted Extended Negotiation:  none");
        if (settings.Window is { } proposed)
        {
            dump.Line("Requested Asynchronous Operations Window: ", WindowText(proposed));
            dump.Line("Accepted Asynchronous Operations Window:  ", WindowText(answer?.Window));
        }

        Write(dump, settings.Identity);
        dump.Line(answer?.IdentityResponse is null ? "User Identity Negotiation Response:  none" : "User Identity Negotiation Response:");
        if (answer?.IdentityResponse is int length)
        {
            dump.Line("  Server Response (not dumped) length: ", length);
        }

        dump.Line($"======================= END A-ASSOCIATE-{kind} ======================");
        dump.Write();
    }

    /// <summary>As the reference, which also shows the password.</summary>
    private static void Write(DumpWriter dump, UserIdentity? identity)
    {
        if (identity is null)
        {
            dump.Line("Requested User Identity Negotiation: none");
            return;
        }

        dump.Line("Requested User Identity Negotiation:");
        dump.Line($"  Authentication mode {(byte)identity.Type}: {IdentityText(identity.Type)}");
        if (identity.Type is UserIdentityType.Username or UserIdentityType.UsernameAndPasscode)
        {
            dump.Line($"  Username: [{Printable.Cut(RawText.Decode(identity.Primary))}]");
            if (identity.Type == UserIdentityType.UsernameAndPasscode)
            {
                dump.Line("  Password (not dumped) length: ", identity.Secondary.Length);
            }
        }
        else
        {
            string name = identity.Type switch
            {
                UserIdentityType.KerberosServiceTicket => "Kerberos Service Ticket",
                UserIdentityType.SamlAssertion => "SAML Assertion",
                _ => "JSON Web Token",
            };
            dump.Line($"  {name} (not dumped) length: ", identity.Primary.Length);
        }

        dump.Line($"  Positive Response requested: {(identity.ExpectsResponse ? "Yes" : "No")}");
    }

    private static string IdentityText(UserIdentityType type) => type switch
    {
        UserIdentityType.Username => "Username",
        UserIdentityType.UsernameAndPasscode => "Username/Password",
        UserIdentityType.KerberosServiceTicket => "Kerberos",
        UserIdentityType.SamlAssertion => "SAML",
        _ => "JWT",
    };

    private static void Write(DumpWriter dump, PresentationContext context)
    {
        dump.Line($"  Context ID:        {context.Id} ({ResultText(context.Result)})");
        dump.Line("    Abstract Syntax: ", UidText(context.AbstractSyntax));
        dump.Line("    Proposed SCP/SCU Role: ", RoleText(context.ProposedRole));
        if (context.Result == ContextResult.NotAnswered)
        {
            dump.Line("    Proposed Transfer Syntax(es):");
            foreach (string transferSyntax in context.TransferSyntaxes)
            {
                dump.Line("      ", UidText(transferSyntax));
            }

            return;
        }

        dump.Line("    Accepted SCP/SCU Role: ", RoleText(context.AcceptedRole));
        if (context.IsAccepted)
        {
            dump.Line("    Accepted Transfer Syntax: ", UidText(context.AcceptedTransferSyntax));
        }
    }

    private static string WindowText(OperationsWindow? window) =>
        window is { } operations ? $"invoked {operations.Invoked}, performed {operations.Performed}" : "none";

    private static string UidText(string uid) => UidNames.Find(uid) is { } name ? $"={name}" : uid;

    private static string ResultText(ContextResult result) => result switch
    {
        ContextResult.NotAnswered => "Proposed",
        ContextResult.Acceptance => "Accepted",
        ContextResult.UserRejection => "User Rejection",
        ContextResult.NoReason => "No Reason",
        ContextResult.AbstractSyntaxNotSupported => "Abstract Syntax Not Supported",
        ContextResult.TransferSyntaxesNotSupported => "Transfer Syntaxes Not Supported",
        _ => "--Invalid Result/Reason--",
    };

    private static string RoleText(Role role) => role switch
    {
        Role.Scu => "SCU",
        Role.Scp => "SCP",
        Role.Both => "SCP/SCU",
        Role.None => "None",
        _ => "Default",
    };
}
