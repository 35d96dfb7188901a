using System;
using System.Buffers.Binary;

using GetScu.Net.Dimse;
using GetScu.Net.Log;

namespace GetScu.Net.Retrieve;

/// <summary>What the log says of C-GET responses: status, comment, counters.</summary>
internal static class FinalReport
{
    /// <summary>Logs status, Error Comment, Offending Element and the counters.</summary>
    /// <param name="isExpected">This side has asked for the status: it is no failure.</param>
    public static void Write(Logging log, ReceivedCommand response, ushort status, bool isExpected)
    {
        LogLevel level = isExpected && LevelOf(status) > LogLevel.Info ? LogLevel.Info : LevelOf(status);
        log.Net.Write(level, $"DIMSE status is: {StatusText.OfGet(status)}");
        if (status != DimseStatus.Success)
        {
            if (!response.ErrorComment.IsEmpty)
            {
                log.Net.Write(level, $"Error Comment: {Printable.Cut(response.ErrorComment)}");
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
        bool isPartial = LevelOf(status) == LogLevel.Error;
        log.Net.Write(LogLevel.Info, $"  Number of Remaining Suboperations : {Counter(response.Remaining, isPartial)}");
        log.Net.Write(LogLevel.Info, $"  Number of Completed Suboperations : {Counter(response.Completed, isPartial)}");
        log.Net.Write(LogLevel.Info, $"  Number of Failed Suboperations    : {Counter(response.Failed, isPartial)}");
        log.Net.Write(LogLevel.Info, $"  Number of Warning Suboperations   : {Counter(response.Warning, isPartial)}");
        if (isPartial)
        {
            log.Net.Write(LogLevel.Info, "  The C-GET ended early: there may be objects that no counter counts");
        }
    }

    /// <summary>A counter that is not there is 0 to the reference; where the C-GET ended early that would be a guess.</summary>
    private static string Counter(ushort? value, bool isPartial) => value?.ToString() ?? (isPartial ? "unknown" : "0");

    /// <summary>Logs what a response's status means; success and pending are of interest only to those who debug.</summary>
    public static void Status(Logger log, ushort status) =>
        log.Write(LevelOf(status), $"DIMSE status is: {StatusText.OfGet(status)}");

    private static LogLevel LevelOf(ushort status) => status switch
    {
        DimseStatus.Success => LogLevel.Debug,
        _ when DimseStatus.IsPending(status) => LogLevel.Debug,
        _ when DimseStatus.IsWarning(status) => LogLevel.Warn,
        _ => LogLevel.Error,
    };
}
