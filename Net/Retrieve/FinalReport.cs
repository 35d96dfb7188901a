using System;
using System.Buffers.Binary;
using System.Text;

using GetScu.Net.Dimse;
using GetScu.Net.Log;

namespace GetScu.Net.Retrieve;

/// <summary>What the final C-GET response says, and whether to believe it.</summary>
internal static class FinalReport
{
    /// <summary>Logs status, Error Comment, Offending Element and the counters.</summary>
    /// <param name="isExpected">This side has asked for the status: it is no failure.</param>
    public static void Write(Logging log, DimseCommand response, ushort status, bool isExpected)
    {
        LogLevel level = isExpected ? LogLevel.Info : LevelOf(status);
        log.Net.Write(level, $"DIMSE status is: {DimseStatus.GetText(status)}");
        if (status != DimseStatus.Success)
        {
            if (!response.ErrorComment.IsEmpty)
            {
                log.Net.Write(level, $"Error Comment: {Encoding.Latin1.GetString(response.ErrorComment)}");
            }

            ReadOnlySpan<byte> elements = response.OffendingElements;
            for (; elements.Length >= 4; elements = elements[4..])
            {
                ushort group = BinaryPrimitives.ReadUInt16LittleEndian(elements);
                ushort element = BinaryPrimitives.ReadUInt16LittleEndian(elements[2..]);
                log.Net.Write(level, $"Offending Element: ({group:x4},{element:x4})");
            }
        }

        log.App.Write(LogLevel.Info, "Final status report from last C-GET message:");
        log.Net.Write(LogLevel.Info, $"  Number of Remaining Suboperations : {response.Remaining ?? 0}");
        log.Net.Write(LogLevel.Info, $"  Number of Completed Suboperations : {response.Completed ?? 0}");
        log.Net.Write(LogLevel.Info, $"  Number of Failed Suboperations    : {response.Failed ?? 0}");
        log.Net.Write(LogLevel.Info, $"  Number of Warning Suboperations   : {response.Warning ?? 0}");
    }

    /// <summary>Logs what a response's status means; success and pending are of interest only to those who debug.</summary>
    public static void Status(Logger log, ushort status) =>
        log.Write(LevelOf(status), $"DIMSE status is: {DimseStatus.GetText(status)}");

    private static LogLevel LevelOf(ushort status) => status switch
    {
        DimseStatus.Success => LogLevel.Debug,
        _ when DimseStatus.IsPending(status) => LogLevel.Debug,
        _ when DimseStatus.IsWarning(status) => LogLevel.Warn,
        _ => LogLevel.Error,
    };

    /// <summary>Compares the peer's counters with what this side saw; logs what does not fit.</summary>
    /// <param name="listed">Instances in the response's Failed SOP Instance UID List.</param>
    public static Outcome Judge(Logging log, DimseCommand response, ushort status, SubOperations done, long listed)
    {
        if (status != DimseStatus.Success && !DimseStatus.IsWarning(status))
        {
            return Outcome.FinalFailure;
        }

        int failed = response.Failed ?? 0;
        int remaining = response.Remaining ?? 0;
        // A peer counts to 65535 at most; what it counts as completed must have come here.
        int completed = (response.Completed ?? 0) + (response.Warning ?? 0);
        if (failed > 0 && status == DimseStatus.Success)
        {
            log.App.Write(LogLevel.Warn, $"Peer reports success, but {failed} failed sub-operations");
        }
        else if (listed > 0 && status == DimseStatus.Success)
        {
            log.App.Write(LogLevel.Warn, $"Peer reports success, but lists {listed} failed objects");
        }

        if (remaining > 0)
        {
            log.App.Write(LogLevel.Warn, $"Peer ends the C-GET with {remaining} sub-operations remaining");
        }

        if (completed > done.Stored)
        {
            log.App.Write(LogLevel.Warn, $"Peer reports {completed} completed sub-operations, but {done.Stored} objects were stored");
        }

        bool complete = status == DimseStatus.Success && failed == 0 && remaining == 0 && listed == 0
            && completed <= done.Stored && done.Refused == 0;
        return complete ? Outcome.Complete : Outcome.Incomplete;
    }
}
