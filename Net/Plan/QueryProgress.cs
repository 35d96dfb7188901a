using System.Collections.Generic;

namespace GetScu.Net.Plan;

/// <summary>How far one query has come.</summary>
internal sealed class QueryProgress(PlanQuery keys)
{
    public PlanQuery Keys { get; } = keys;

    /// <summary>C-FIND has nothing more to tell.</summary>
    public bool IsSearched { get; set; }

    /// <summary>C-FIND has listed every instance.</summary>
    public bool IsListed { get; set; }

    /// <summary>C-FIND has told the SOP class of every instance, or what classes there are.</summary>
    public bool HasClasses { get; set; }

    /// <summary>The lowest level that C-FIND has told something of; null: none.</summary>
    public QueryLevel? FoundLevel { get; set; }

    public int FirstStudy { get; set; }

    public int StudyCount { get; set; }

    public int FirstSeries { get; set; }

    public int SeriesCount { get; set; }

    public int FirstInstance { get; set; }

    /// <summary>Instances that it listed first, in a row.</summary>
    public int InstanceCount { get; set; }

    /// <summary>Instances that are not held, only counted.</summary>
    public long Beyond { get; set; }

    /// <summary>Another query has listed some of its instances before.</summary>
    public bool Overlaps { get; set; }

    /// <summary>Numbers of the SOP classes that C-FIND lists for it.</summary>
    public List<ushort> SopClasses { get; } = [];

    /// <summary>Expected instances that are not here.</summary>
    public int Missing { get; set; }

    /// <summary>Expected instances that this side has refused and that are not here.</summary>
    public int Refused { get; set; }

    /// <summary>Its own request, not one for some instances, has had its final response.</summary>
    public bool IsAnswered { get; set; }

    /// <summary>The final response leaves no doubt: success, nothing failed, as much as was counted.</summary>
    public bool IsClean { get; set; }

    /// <summary>The status of its last final response.</summary>
    public ushort Status { get; set; }

    /// <summary>The most sub-operations that a final response has counted.</summary>
    public int Counted { get; set; }

    /// <summary>Objects that came for it and that nothing was known of, or that were not here before.</summary>
    public long New { get; set; }

    /// <summary>The association that was to tell what there is was lost.</summary>
    public bool IsBroken { get; set; }

    /// <summary>The most objects in one request that are not held one by one.</summary>
    public long Unheld { get; set; }

    /// <summary>Instances that were reported failed, are not expected, and have not come.</summary>
    public int Outstanding { get; set; }

    /// <summary>Nothing is missing, as far as can be known.</summary>
    public bool IsComplete => Missing == 0 && Outstanding == 0
        && (IsListed ? Unheld >= Beyond : (IsClean && !IsOddlyEmpty) || (Counted > 0 && New >= Counted));

    /// <summary>Nothing has come, though C-FIND had begun to tell that there is something, or could not tell.</summary>
    private bool IsOddlyEmpty => New == 0 && (StudyCount > 0 || IsBroken);

    /// <summary>Something may be missing that cannot be asked for one by one: its own identifier is what there is.</summary>
    public bool IsOpen => !IsComplete && (!IsListed || Unheld < Beyond);

    /// <summary>Its own identifier is to be sent, or once more after it came to nothing.</summary>
    public bool IsToBeSent => IsOpen && (!IsAnswered || new RequestEnd(Status).IsBusy);
}
