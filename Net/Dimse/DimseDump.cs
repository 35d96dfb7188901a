using System;
using System.Collections.Generic;
using System.Text;

using GetScu.Dicom;
using GetScu.Dicom.DataSets;
using GetScu.Dicom.Dictionary;
using GetScu.Net.Log;

namespace GetScu.Net.Dimse;

/// <summary>
/// What the log says of each DIMSE message: a line with its number or status at info level; at debug level that line
/// alone and then the whole message, in the reference's layout.
/// </summary>
internal static class DimseDump
{
    private const ushort ResponseBit = 0x8000;

    // PS3.7 9.1.3.2, E.1: what the dump of a C-GET response shows; anything else in it is detail.
    private static ReadOnlySpan<ushort> ShownInGetResponse =>
    [
        CommandElement.GroupLength, CommandElement.AffectedSopClassUid, CommandElement.CommandField,
        CommandElement.MessageIdBeingRespondedTo, CommandElement.CommandDataSetType, CommandElement.Status,
        CommandElement.RemainingSubOperations, CommandElement.CompletedSubOperations,
        CommandElement.FailedSubOperations, CommandElement.WarningSubOperations,
    ];

    /// <summary>Logs a message that has been received.</summary>
    public static void Incoming(Logger log, byte contextId, ReceivedCommand command)
    {
        if (log.IsEnabled(LogLevel.Info))
        {
            Announce(log, "Received", command.Field, IsResponse(command.Field) ? command.Status ?? 0 : command.MessageId);
            Detail(log, contextId, command);
        }
    }

    /// <summary>Logs the content of a message that has been received, at debug level.</summary>
    public static void Detail(Logger log, byte contextId, ReceivedCommand command)
    {
        if (!log.IsEnabled(LogLevel.Debug))
        {
            return;
        }

        Raw(log, "DIMSE Command Received:", command.Bytes);
        DumpWriter dump = new(log, LogLevel.Debug);
        dump.Line("===================== INCOMING DIMSE MESSAGE ====================");
        Write(dump, contextId, command);
        dump.Line("======================= END DIMSE MESSAGE =======================");
        dump.Write();
        if (command.Field == CommandField.CGetRsp && TryRead(command.Bytes) is { } detail)
        {
            foreach (ushort element in ShownInGetResponse)
            {
                detail.Remove(new Tag(0, element));
            }

            if (detail.Count > 0)
            {
                DumpWriter details = new(log, LogLevel.Debug);
                details.Line("Response has status detail:");
                Write(details, detail);
                details.Write();
            }
        }
    }

    /// <summary>Logs a message that is about to be sent.</summary>
    /// <param name="number">Message id of a request, status of a response.</param>
    /// <param name="bytes">The command set.</param>
    /// <param name="identifier">The data set; empty: none.</param>
    /// <param name="encoding">How the data set is encoded.</param>
    /// <param name="dictionary">Gives the names of its elements.</param>
    public static void Outgoing(
        Logger log, byte contextId, CommandField field, ushort number, ReadOnlySpan<byte> bytes,
        ReadOnlySpan<byte> identifier = default, DataEncoding encoding = default, DataDictionary? dictionary = null)
    {
        if (!log.IsEnabled(LogLevel.Info))
        {
            return;
        }

        Announce(log, "Sending", field, number);
        // The echo of a request's absurdly long UIDs may be longer than what would be taken.
        if (!log.IsEnabled(LogLevel.Debug) || bytes.Length > Limits.Command)
        {
            return;
        }

        ReceivedCommand command = new();
        command.Append(bytes);
        command.Parse();
        DumpWriter dump = new(log, LogLevel.Debug);
        dump.Line("===================== OUTGOING DIMSE MESSAGE ====================");
        Write(dump, contextId, command);
        dictionary ??= DataDictionary.BuiltIn;
        if (!identifier.IsEmpty && TryRead(identifier, encoding, dictionary) is { } set)
        {
            dump.Line("-----------------------------------------------------------------");
            Write(dump, set, encoding, dictionary);
        }

        dump.Line("======================= END DIMSE MESSAGE =======================");
        dump.Write();
        Raw(log, "DIMSE Command to send:", bytes);
    }

    private static bool IsResponse(CommandField field) => ((ushort)field & ResponseBit) != 0;

    private static void Announce(Logger log, string verb, CommandField field, ushort number)
    {
        bool isResponse = IsResponse(field);
        string line = $"{verb} {ServiceOf(field)} {(isResponse ? "Response" : "Request")}";
        if (log.IsEnabled(LogLevel.Debug))
        {
            // The dump that follows tells the rest.
            log.Write(LogLevel.Info, line);
        }
        else if (isResponse)
        {
            string status = field == CommandField.CGetRsp ? StatusText.OfGet(number) : StatusText.OfStore(number);
            log.Write(LogLevel.Info, $"{line} ({status})");
        }
        else
        {
            log.Write(LogLevel.Info, $"{line} (MsgID {number})");
        }
    }

    private static void Write(DumpWriter dump, byte contextId, ReceivedCommand command)
    {
        CommandField field = command.Field;
        bool isResponse = IsResponse(field);
        bool isStore = field is CommandField.CStoreRq or CommandField.CStoreRsp;
        dump.Line("Message Type                  : ", $"{ServiceOf(field)} {(isResponse ? "RSP" : "RQ")}");
        dump.Line("Presentation Context ID       : ", contextId);
        if (isResponse || field == CommandField.CCancelRq)
        {
            dump.Line("Message ID Being Responded To : ", command.MessageIdBeingRespondedTo);
        }
        else
        {
            dump.Line("Message ID                    : ", command.MessageId);
        }

        if (field is not (CommandField.CEchoRq or CommandField.CEchoRsp or CommandField.CCancelRq))
        {
            dump.Line("Affected SOP Class UID        : ", UidText(command.AffectedSopClassUid));
        }

        if (isStore)
        {
            dump.Line("Affected SOP Instance UID     : ", UidText(command.AffectedSopInstanceUid));
        }

        if (field == CommandField.CGetRsp)
        {
            dump.Line("Remaining Suboperations       : ", CounterText(command.Remaining));
            dump.Line("Completed Suboperations       : ", CounterText(command.Completed));
            dump.Line("Failed Suboperations          : ", CounterText(command.Failed));
            dump.Line("Warning Suboperations         : ", CounterText(command.Warning));
        }

        dump.Line("Data Set                      : ", command.HasDataSet ? "present" : "none");
        if (command.Priority is { } priority && !isResponse)
        {
            dump.Line("Priority                      : ", PriorityText(priority));
        }

        if (!command.MoveOriginatorAet.IsEmpty && isStore)
        {
            dump.Line("Move Originator AE Title      : ", Printable.Cut(command.MoveOriginatorAet));
        }

        if (command.MoveOriginatorMessageId is { } originator && isStore)
        {
            dump.Line("Move Originator ID            : ", originator);
        }

        if (command.Status is { } status)
        {
            dump.Line("DIMSE Status                  : ", $"0x{status:x4}: {StatusText.InDump(field, status)}");
        }
    }

    /// <summary>A command set as a data set, at trace level.</summary>
    private static void Raw(Logger log, string title, ReadOnlySpan<byte> bytes)
    {
        DumpWriter dump = new(log, LogLevel.Trace);
        if (dump.IsEnabled && TryRead(bytes) is { } command)
        {
            command.Remove(new Tag(0, CommandElement.GroupLength));
            dump.Line(title);
            Write(dump, command);
            dump.Write();
        }
    }

    // PS3.7 6.3.1: implicit VR little endian
    private static DataSet? TryRead(ReadOnlySpan<byte> command) =>
        TryRead(command, DataEncoding.ImplicitLittle, DataDictionary.BuiltIn);

    private static DataSet? TryRead(ReadOnlySpan<byte> bytes, DataEncoding encoding, DataDictionary dictionary)
    {
        try
        {
            return DataSetReader.Read(bytes, encoding, dictionary);
        }
        catch (DicomFormatException)
        {
            // A log does not end the run.
            return null;
        }
    }

    private static void Write(DumpWriter dump, DataSet command)
    {
        dump.Line("");
        Write(dump, command, DataEncoding.ImplicitLittle, DataDictionary.BuiltIn);
        dump.Line("");
    }

    private static void Write(DumpWriter dump, DataSet set, DataEncoding encoding, DataDictionary dictionary)
    {
        List<string> lines = [];
        DataSetDump.Append(set, encoding, dictionary, lines);
        dump.Lines(lines);
    }

    private static string ServiceOf(CommandField field) => (CommandField)((ushort)field & ~ResponseBit) switch
    {
        CommandField.CStoreRq => "C-STORE",
        CommandField.CGetRq => "C-GET",
        CommandField.CFindRq => "C-FIND",
        CommandField.CMoveRq => "C-MOVE",
        CommandField.CEchoRq => "C-ECHO",
        CommandField.NEventReportRq => "N-EVENT-REPORT",
        CommandField.NGetRq => "N-GET",
        CommandField.NSetRq => "N-SET",
        CommandField.NActionRq => "N-ACTION",
        CommandField.NCreateRq => "N-CREATE",
        CommandField.NDeleteRq => "N-DELETE",
        CommandField.CCancelRq => "C-CANCEL",
        _ => $"0x{(ushort)field:x4}",
    };

    private static string UidText(ReadOnlySpan<byte> uid) =>
        uid.IsEmpty ? "none" : UidNames.Find(uid) ?? Printable.Cut(uid);

    private static string CounterText(ushort? counter) => counter?.ToString() ?? "none";

    // PS3.7 9.1.1.1.6
    private static string PriorityText(ushort priority) => priority switch
    {
        0 => "medium",
        1 => "high",
        2 => "low",
        _ => "",
    };
}
