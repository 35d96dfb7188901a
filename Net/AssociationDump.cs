using System.Collections.Generic;

using GetScu.Net.Log;

namespace GetScu.Net;

/// <summary>Shows association requests and answers at debug level.</summary>
internal static class AssociationDump
{
    public static void Request(Logger log, RetrieveSettings settings, IReadOnlyList<PresentationContext> contexts)
    {
        _ = (log, settings, contexts);
    }

    public static void Answer(
        Logger log, RetrieveSettings settings, AssociateAc answer, IReadOnlyList<PresentationContext> contexts)
    {
        _ = (log, settings, answer, contexts);
    }

    public static void Rejected(Logger log, byte result, byte source, byte reason)
    {
        _ = (log, result, source, reason);
    }
}
