using System;
using System.Text;

namespace GetScu.Net.Dimse;

/// <summary>The command sets of all requests that this side sends (PS3.7 9.3), each into a caller's span.</summary>
internal static class RequestWriter
{
    /// <summary>Bytes that hold any of them: five fields and a UID of 64 characters.</summary>
    public const int LongestRequest = 256;

    private const ushort PriorityMedium = 0;

    /// <summary>A C-GET-RQ (PS3.7 9.3.3.1); its identifier follows as data set.</summary>
    /// <param name="sopClass">Abstract syntax of the presentation context it is sent on.</param>
    public static ReadOnlySpan<byte> CGet(Span<byte> target, string sopClass, ushort messageId) =>
        WithIdentifier(target, CommandField.CGetRq, sopClass, messageId);

    /// <summary>A C-FIND-RQ (PS3.7 9.3.2.1); its identifier follows as data set.</summary>
    /// <param name="sopClass">Abstract syntax of the presentation context it is sent on.</param>
    public static ReadOnlySpan<byte> CFind(Span<byte> target, string sopClass, ushort messageId) =>
        WithIdentifier(target, CommandField.CFindRq, sopClass, messageId);

    /// <summary>A C-CANCEL-RQ (PS3.7 9.3.2.3, 9.3.3.3) for the C-FIND or C-GET of a message id.</summary>
    public static ReadOnlySpan<byte> CCancel(Span<byte> target, ushort messageId)
    {
        CommandEncoder command = new(target);
        command.UInt16(CommandElement.CommandField, (ushort)CommandField.CCancelRq);
        command.UInt16(CommandElement.MessageIdBeingRespondedTo, messageId);
        command.UInt16(CommandElement.CommandDataSetType, ReceivedCommand.NoDataSet);
        return command.Finish();
    }

    private static ReadOnlySpan<byte> WithIdentifier(Span<byte> target, CommandField field, string sopClass, ushort messageId)
    {
        CommandEncoder command = new(target);
        command.Uid(CommandElement.AffectedSopClassUid, Encoding.ASCII.GetBytes(sopClass));
        command.UInt16(CommandElement.CommandField, (ushort)field);
        command.UInt16(CommandElement.MessageId, messageId);
        command.UInt16(CommandElement.Priority, PriorityMedium);
        command.UInt16(CommandElement.CommandDataSetType, ReceivedCommand.SomeDataSet);
        return command.Finish();
    }
}
