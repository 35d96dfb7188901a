using GetScu.Net.Dimse;
using GetScu.Net.Log;
using GetScu.Net.Plan;

namespace GetScu.Net.Retrieve;

/// <summary>What a C-GET and a run have come to.</summary>
internal static class Judgement
{
    /// <summary>The worse of two outcomes: Net/BEHAVIOUR.md gives the order of the exit statuses.</summary>
    public static Outcome Worst(Outcome one, Outcome other)
    {
        (Outcome better, Outcome worse) = one < other ? (one, other) : (other, one);
        // The same exit status, but not the same to --dcmtk-exit-status: the run also ended early.
        bool endedEarly = worse == Outcome.FinalFailure && better is >= Outcome.CannotSendRequest and < Outcome.FinalFailure;
        return endedEarly ? Outcome.AssociationBroken : worse;
    }

    /// <summary>What a run is that a signal has ended.</summary>
    public static Outcome OfSignal(int signal)
    {
        const int Interrupt = 2;
        return signal == Interrupt ? Outcome.Interrupted : Outcome.Terminated;
    }

    /// <summary>Compares what the peer has reported with what this side saw; logs what does not fit.</summary>
    /// <param name="status">Of the final response.</param>
    /// <param name="reported">All responses, the final one included.</param>
    /// <param name="seen">The objects that came.</param>
    /// <param name="isCancelled">This side has asked for the end: no failure of the peer's.</param>
    public static Outcome Of(Logger log, ushort status, ReportedCounts reported, ObjectCounts seen, bool isCancelled)
    {
        if (isCancelled && status == DimseStatus.Cancelled)
        {
            return Outcome.Incomplete;
        }

        if (status != DimseStatus.Success && !DimseStatus.IsWarning(status))
        {
            return Outcome.FinalFailure;
        }

        bool isSuccess = status == DimseStatus.Success;
        if (isSuccess && reported.Failed > 0)
        {
            log.Write(LogLevel.Warn, $"Peer reports success, but {reported.Failed} failed sub-operations");
        }
        else if (isSuccess && reported.Listed > 0)
        {
            log.Write(LogLevel.Warn, $"Peer reports success, but lists {reported.Listed} failed objects");
        }

        bool isComplete = (isSuccess || reported.IsOnlyWarned) && reported.Failed == 0 && reported.Listed == 0 && seen.Refused == 0;
        return !IsMissing(log, reported, seen) && isComplete ? Outcome.Complete : Outcome.Incomplete;
    }

    // A peer counts to 65535 at most; what it counts as completed or warned must have come here.
    private static bool IsMissing(Logger log, ReportedCounts reported, ObjectCounts seen)
    {
        long done = (long)reported.Completed + reported.Warned;
        if (!reported.IsOfFinal)
        {
            long announced = done + reported.Remaining;
            if (announced > seen.Stored)
            {
                log.Write(LogLevel.Warn,
                    $"Peer ends the C-GET without counters after it announced {announced} sub-operations, but {seen.Stored} objects were stored");
            }

            return announced > seen.Stored;
        }

        if (reported.Remaining > 0)
        {
            log.Write(LogLevel.Warn, $"Peer ends the C-GET with {reported.Remaining} sub-operations remaining");
        }

        if (done > seen.Stored)
        {
            log.Write(LogLevel.Warn, $"Peer reports {done} completed sub-operations, but {seen.Stored} objects were stored");
        }

        return reported.Remaining > 0 || done > seen.Stored;
    }
}
