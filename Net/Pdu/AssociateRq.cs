using System;
using System.Collections.Generic;

using GetScu.Dicom;

namespace GetScu.Net.Pdu;

/// <summary>Encodes an A-ASSOCIATE-RQ PDU (PS3.8 9.3.2).</summary>
internal static class AssociateRq
{
    /// <summary>The DICOM Application Context Name (PS3.7 A.2.1).</summary>
    public const string ApplicationContext = "1.2.840.10008.3.1.1.1";

    /// <summary>Room for 128 contexts of five transfer syntaxes and 128 roles, UIDs of 64 characters; a user identity comes on top.</summary>
    public const int MaximumSize = 80 * 1024;

    /*
     * type 01H | 00H | length (4) | protocol version (2) = 1 | 0 (2) | called (16) | calling (16) | 0 (32)
     * 10H item: application context
     * 20H items: id | 0 | 0 | 0 | 30H item: abstract syntax | 40H items: transfer syntaxes
     * 50H item: 51H maximum length | 52H class UID | 53H operations window, where there is one | 54H roles | 55H version name
     *           58H user identity, where there is one
     */
    /// <param name="identity">Of <see cref="Limits.UserIdentity"/> bytes at most.</param>
    public static ReadOnlySpan<byte> Encode(
        Span<byte> target, string calledAet, string callingAet, uint maximumLength, IReadOnlyList<PresentationContext> contexts,
        OperationsWindow? window = null, UserIdentity? identity = null)
    {
        SpanWriter writer = new(target);
        writer.Byte((byte)PduType.AssociateRq);
        writer.Byte(0);
        writer.UInt32(0);
        writer.UInt16(1);
        writer.UInt16(0);
        writer.AeTitle(calledAet);
        writer.AeTitle(callingAet);
        writer.Zeros(32);

        writer.Item(ItemType.ApplicationContext, ApplicationContext);
        foreach (PresentationContext context in contexts)
        {
            int item = writer.BeginItem(ItemType.PresentationContextRq);
            writer.Byte(context.Id);
            writer.Zeros(3);
            writer.Item(ItemType.AbstractSyntax, context.AbstractSyntax);
            foreach (string transferSyntax in context.TransferSyntaxes)
            {
                writer.Item(ItemType.TransferSyntax, transferSyntax);
            }

            writer.EndItem(item);
        }

        int user = writer.BeginItem(ItemType.UserInformation);
        int length = writer.BeginItem(ItemType.MaximumLength);
        writer.UInt32(maximumLength);
        writer.EndItem(length);
        writer.Item(ItemType.ImplementationClassUid, Implementation.ClassUid);
        // PS3.7 D.3.3: the items of user information in ascending order of their type.
        if (window is { } proposed)
        {
            // PS3.7 D.3.3.3.1: operations invoked | operations performed
            int operations = writer.BeginItem(ItemType.AsynchronousOperationsWindow);
            writer.UInt16(proposed.Invoked);
            writer.UInt16(proposed.Performed);
            writer.EndItem(operations);
        }

        foreach (PresentationContext context in contexts)
        {
            if (context.ProposedRole == Role.Default)
            {
                continue;
            }
            // PS3.7 D.3.3.4.1: UID length | SOP class UID | SCU role | SCP role
            int role = writer.BeginItem(ItemType.RoleSelection);
            writer.UInt16((ushort)context.AbstractSyntax.Length);
            writer.Ascii(context.AbstractSyntax);
            writer.Byte(context.ProposedRole is Role.Scu or Role.Both ? (byte)1 : (byte)0);
            writer.Byte(context.ProposedRole is Role.Scp or Role.Both ? (byte)1 : (byte)0);
            writer.EndItem(role);
        }

        writer.Item(ItemType.ImplementationVersionName, Implementation.VersionName);
        if (identity is not null)
        {
            // PS3.7 D.3.3.7.1: type | positive response requested | length (2) | primary field | length (2) | secondary field
            int item = writer.BeginItem(ItemType.UserIdentityRq);
            writer.Byte((byte)identity.Type);
            writer.Byte(identity.ExpectsResponse ? (byte)1 : (byte)0);
            writer.UInt16(checked((ushort)identity.Primary.Length));
            writer.Bytes(identity.Primary);
            writer.UInt16(checked((ushort)identity.Secondary.Length));
            writer.Bytes(identity.Secondary);
            writer.EndItem(item);
        }

        writer.EndItem(user);

        ReadOnlySpan<byte> pdu = writer.Written;
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(target[2..], (uint)(pdu.Length - 6));
        return pdu;
    }
}
