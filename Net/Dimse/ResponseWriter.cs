using System;

namespace GetScu.Net.Dimse;

/// <summary>The command sets of all responses that this side sends: each echoes its request's message id and UIDs.</summary>
internal static class ResponseWriter
{
    /// <summary>A C-STORE-RSP (PS3.7 9.3.1.2) or C-ECHO-RSP (PS3.7 9.3.5.2), without data set.</summary>
    /// <param name="target">Room for the request's own UIDs, however long.</param>
    public static ReadOnlySpan<byte> Write(Span<byte> target, CommandField field, ReceivedCommand request, ushort status)
    {
        CommandEncoder command = new(target);
        command.Uid(CommandElement.AffectedSopClassUid, request.AffectedSopClassUid);
        command.UInt16(CommandElement.CommandField, (ushort)field);
        command.UInt16(CommandElement.MessageIdBeingRespondedTo, request.MessageId);
        command.UInt16(CommandElement.CommandDataSetType, ReceivedCommand.NoDataSet);
        command.UInt16(CommandElement.Status, status);
        if (field == CommandField.CStoreRsp)
        {
            command.Uid(CommandElement.AffectedSopInstanceUid, request.AffectedSopInstanceUid);
        }

        return command.Finish();
    }
}
