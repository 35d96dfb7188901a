using System;

using GetScu.Net.Dimse;
using GetScu.Net.Log;
using GetScu.Net.Pdu;
using GetScu.Storage;

namespace GetScu.Net.Retrieve;

/// <summary>What the log says at debug level of an object that came, and of where it went.</summary>
internal static class StoreLog
{
    /// <summary>Its data set is complete.</summary>
    public static void Received(Logger log, byte contextId, ReceivedCommand request, ObjectSink sink)
    {
        if (!log.IsEnabled(LogLevel.Debug))
        {
            return;
        }

        if (sink.FileName.Length > 0)
        {
            log.Write(LogLevel.Debug, $"Received dataset on presentation context {contextId}");
        }
        else
        {
            log.Write(LogLevel.Debug,
                $"Ignoring incoming C-STORE dataset on presentation context {contextId} with Affected SOP Instance UID: " +
                Text(request.AffectedSopInstanceUid));
        }
    }

    /// <summary>It has its final name.</summary>
    public static void Stored(Logger log, ReceivedCommand request, ObjectSink sink)
    {
        DumpWriter dump = new(log, LogLevel.Debug);
        if (dump.IsEnabled && sink.FileName is { Length: > 0 } file)
        {
            dump.Line("Stored instance to disk:");
            dump.Line("  Filename: ", file);
            dump.Line("  SOP Class UID: ", Text(request.AffectedSopClassUid));
            dump.Line("  SOP Instance UID: ", Text(request.AffectedSopInstanceUid));
        }
    }

    private static string Text(ReadOnlySpan<byte> uid) => Printable.Cut(uid);
}
