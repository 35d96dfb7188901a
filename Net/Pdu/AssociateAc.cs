using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Text;

using GetScu.Dicom;

namespace GetScu.Net.Pdu;

/// <summary>A decoded A-ASSOCIATE-AC PDU (PS3.8 9.3.3), as the peer wrote it and not yet believed.</summary>
internal sealed class AssociateAc
{
    internal readonly record struct Context(byte Id, ContextResult Result, string TransferSyntax);

    internal readonly record struct RoleAnswer(string SopClassUid, Role Role);

    // Fields of the PDU body (after type and length): version (2), reserved (2), called (16), calling (16), reserved (32).
    private const int FixedFields = 68;

    /// <summary>The title the peer returns; not to be tested (PS3.8 9.3.3), shown in logs.</summary>
    public string CallingAet { get; private set; } = "";

    public string ApplicationContext { get; private set; } = "";

    public string ImplementationClassUid { get; private set; } = "";

    public string ImplementationVersionName { get; private set; } = "";

    /// <summary>Longest P-DATA-TF the peer takes, in bytes without type and length; 0: no limit (PS3.8 D.1.1).</summary>
    public uint MaximumLength { get; private set; }

    /// <summary>Null: the peer does not answer, so that one operation at a time was agreed (PS3.7 D.3.3.3).</summary>
    public OperationsWindow? Window { get; private set; }

    /// <summary>User identity items that have come; the first one counts.</summary>
    public int IdentityItems { get; private set; }

    /// <summary>Bytes of the server's response to a user identity; null: there is none, or see <see cref="IdentityProblem"/>.</summary>
    public int? IdentityResponse { get; private set; }

    /// <summary>Why the first user identity item is none; null: nothing is wrong with it.</summary>
    public string? IdentityProblem { get; private set; }

    public List<Context> Contexts { get; } = [];

    public List<RoleAnswer> Roles { get; } = [];

    /// <summary>Decodes the body of the PDU.</summary>
    /// <exception cref="ProtocolException">Truncated, or an item leaves its parent.</exception>
    public static AssociateAc Decode(ReadOnlySpan<byte> body)
    {
        if (body.Length < FixedFields)
        {
            throw new ProtocolException($"A-ASSOCIATE-AC of {body.Length} bytes; its fixed fields need {FixedFields}");
        }

        AssociateAc answer = new() { CallingAet = Text(body.Slice(20, 16)) };
        ushort version = BinaryPrimitives.ReadUInt16BigEndian(body);
        if ((version & 1) == 0)
        {
            // PS3.8 9.3.3: bit 0 is version 1, the only one there is.
            throw new ProtocolException(
                $"A-ASSOCIATE-AC with protocol version {version:x4}H; version 1 was proposed");
        }

        ItemReader items = new(body, FixedFields, "A-ASSOCIATE-AC");
        while (items.Next(out ItemType type, out ReadOnlySpan<byte> value, out int offset))
        {
            switch (type)
            {
                // PS3.8 9.3.1: unrecognized items are ignored.
                case ItemType.ApplicationContext: answer.ApplicationContext = Text(value); break;
                case ItemType.PresentationContextAc: answer.Contexts.Add(DecodeContext(value, offset)); break;
                case ItemType.UserInformation: answer.DecodeUserInformation(value); break;
            }
        }

        return answer;
    }

    /// <summary>A UID or title without its padding.</summary>
    public static string Text(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes.Trim(" \0"u8));

    // PS3.8 9.3.3.2: id | 0 | result | 0 | one 40H item, not significant unless accepted (and then often empty or absent)
    private static Context DecodeContext(ReadOnlySpan<byte> value, int offset)
    {
        if (value.Length < 4)
        {
            throw new ProtocolException(
                $"presentation context item at offset {offset} of A-ASSOCIATE-AC has {value.Length} bytes; needs 4");
        }

        byte id = value[0];
        ContextResult result = (ContextResult)value[2];
        string transferSyntax = "";
        if (result == ContextResult.Acceptance)
        {
            ItemReader items = new(value, 4, "presentation context item");
            while (items.Next(out ItemType type, out ReadOnlySpan<byte> uid, out _))
            {
                if (type == ItemType.TransferSyntax && transferSyntax.Length == 0)
                {
                    transferSyntax = Text(uid);
                }
            }
        }

        return new Context(id, result, transferSyntax);
    }

    private void DecodeUserInformation(ReadOnlySpan<byte> value)
    {
        ItemReader items = new(value, 0, "user information item");
        while (items.Next(out ItemType type, out ReadOnlySpan<byte> item, out int offset))
        {
            switch (type)
            {
                case ItemType.MaximumLength when item.Length == 4:
                    MaximumLength = BinaryPrimitives.ReadUInt32BigEndian(item);
                    break;
                case ItemType.MaximumLength: throw new ProtocolException($"maximum length item has {item.Length} bytes; needs 4");
                case ItemType.ImplementationClassUid: ImplementationClassUid = Text(item); break;
                case ItemType.ImplementationVersionName: ImplementationVersionName = Text(item); break;
                // PS3.7 D.3.3.3.2; an item of another length says nothing.
                case ItemType.AsynchronousOperationsWindow when item.Length == 4:
                    Window = new OperationsWindow(
                        BinaryPrimitives.ReadUInt16BigEndian(item), BinaryPrimitives.ReadUInt16BigEndian(item[2..]));
                    break;
                case ItemType.RoleSelection: Roles.Add(DecodeRole(item, offset)); break;
                case ItemType.UserIdentityAc when IdentityItems++ == 0: DecodeIdentity(item, offset); break;
            }
        }
    }

    // PS3.7 D.3.3.7.2: length (2) | server response. Matters only where an identity was sent, which is not known here.
    private void DecodeIdentity(ReadOnlySpan<byte> item, int offset)
    {
        int length = item.Length < 2 ? 0 : BinaryPrimitives.ReadUInt16BigEndian(item);
        if (item.Length < 2 + length)
        {
            IdentityProblem = $"user identity item at offset {offset} of the user information has {item.Length} bytes; needs {2 + length}";
            return;
        }

        IdentityResponse = length;
    }

    private static RoleAnswer DecodeRole(ReadOnlySpan<byte> item, int offset)
    {
        int length = item.Length < 2 ? -1 : BinaryPrimitives.ReadUInt16BigEndian(item);
        if (length < 0 || item.Length < length + 4)
        {
            throw new ProtocolException(
                $"role selection item at offset {offset} of the user information has {item.Length} bytes for a UID of {length}");
        }

        bool scu = item[2 + length] != 0;
        bool scp = item[3 + length] != 0;
        Role role = scu ? (scp ? Role.Both : Role.Scu) : (scp ? Role.Scp : Role.None);
        return new RoleAnswer(Text(item.Slice(2, length)), role);
    }
}
