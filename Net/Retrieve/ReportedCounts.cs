using System;

using GetScu.Net.Dimse;
using GetScu.Net.Plan;

namespace GetScu.Net.Retrieve;

/// <summary>What all responses of one C-GET report, pending ones and the final one (PS3.7 9.1.3.1, PS3.4 C.4.3.1.3).</summary>
internal sealed class ReportedCounts
{
    /// <summary>The highest count of failed sub-operations in any response; a peer only counts up.</summary>
    public int Failed { get; private set; }

    /// <summary>Entries of the longest Failed SOP Instance UID List in any response.</summary>
    public long Listed { get; private set; }

    /// <summary>Of the last response that had counters, as the two below.</summary>
    public int Remaining { get; private set; }

    public int Completed { get; private set; }

    public int Warned { get; private set; }

    /// <summary>That was the final response, or no response had any.</summary>
    public bool IsOfFinal { get; private set; } = true;

    /// <summary>
    /// The final status is B000H because of warnings alone, and the counters say so: a warned sub-operation is a completed one.
    /// </summary>
    public bool IsOnlyWarned { get; private set; }

    /// <summary>Any response counts or lists anything.</summary>
    public bool IsAny => Failed + Listed + Remaining + Completed + Warned > 0;

    public void Clear()
    {
        Failed = Remaining = Completed = Warned = 0;
        Listed = 0;
        IsOfFinal = true;
        IsOnlyWarned = false;
    }

    /// <summary>Takes a response.</summary>
    /// <param name="listed">Entries of its Failed SOP Instance UID List.</param>
    public void Add(ReceivedCommand response, long listed, bool isFinal)
    {
        Failed = Math.Max(Failed, response.Failed ?? 0);
        Listed = Math.Max(Listed, listed);
        if ((response.Remaining ?? response.Completed ?? response.Warning) is not null)
        {
            Remaining = response.Remaining ?? 0;
            Completed = response.Completed ?? 0;
            Warned = response.Warning ?? 0;
            IsOfFinal = isFinal;
        }

        IsOnlyWarned = response.Status == DimseStatus.SubOperationsWithFailures && response.Failed == 0 && response.Warning > 0;
    }
}
