using GetScu.Dicom.Dictionary;

namespace GetScu.Net.Plan;

/// <summary>Names and texts of the reasons, and which one holds.</summary>
internal static class MissingReasons
{
    /// <summary>As the report writes it.</summary>
    public static string Name(MissingReason reason) => reason switch
    {
        MissingReason.RefusedHere => "refused-here",
        MissingReason.Cancelled => "cancelled",
        MissingReason.ConnectionLost => "connection-lost",
        MissingReason.ClassNotAccepted => "class-not-accepted",
        MissingReason.SyntaxNotAccepted => "syntax-not-accepted",
        MissingReason.FailedByPeer => "failed-by-peer",
        MissingReason.NotAttempted => "not-attempted",
        _ => "not-sent",
    };

    /// <summary>As the log says it, behind the number of objects and their class.</summary>
    public static string Text(MissingReason reason) => reason switch
    {
        MissingReason.RefusedHere => "refused by this side",
        MissingReason.Cancelled => "retrieval cancelled",
        MissingReason.ConnectionLost => "connection lost",
        MissingReason.ClassNotAccepted => "SOP class not accepted by peer",
        MissingReason.SyntaxNotAccepted => "not sent over any accepted transfer syntax",
        MissingReason.FailedByPeer => "reported failed by peer",
        MissingReason.NotAttempted => "not attempted by peer",
        _ => "not sent by peer, and not reported failed",
    };

    /// <summary>The first reason that holds for an expected instance that is not here.</summary>
    /// <param name="isCancelled">A signal has ended the run.</param>
    /// <param name="isLost">The connection was lost, and no retry was left.</param>
    public static MissingReason Of(PlanState state, in Instance instance, bool isCancelled, bool isLost)
    {
        SopClassEntry? sopClass = instance.SopClass == 0 ? null : state.SopClasses[instance.SopClass];
        // What the peer has reported before the end was not in flight, and was asked for.
        bool isOpen = !instance.Has(InstanceFlags.Reported);
        bool isReported = instance.Has(InstanceFlags.Reported | InstanceFlags.Hinted);
        // A probe asks for some image classes, and stands for all.
        bool isProbed = state.IsProbed && sopClass?.Kind is not (StorageClassKind.Other or StorageClassKind.NonPatient);
        bool isSyntaxRefused = sopClass is null || isProbed ? state.HasRefusedSyntax : sopClass.HasRefusedSyntax;
        return instance.Has(InstanceFlags.Refused) ? MissingReason.RefusedHere
            : isCancelled && isOpen ? MissingReason.Cancelled
            : isLost && isOpen ? MissingReason.ConnectionLost
            : sopClass is { IsProposed: true, IsAccepted: false } ? MissingReason.ClassNotAccepted
            : isReported && isSyntaxRefused ? MissingReason.SyntaxNotAccepted
            : isReported ? MissingReason.FailedByPeer
            : instance.Has(InstanceFlags.NotSent) ? MissingReason.NotSent
            : MissingReason.NotAttempted;
    }
}
