namespace GetScu.Net.Plan;

/// <summary>What a request of a plan is.</summary>
internal enum RequestKind
{
    /// <summary>C-FIND at a level, its upper keys single-valued.</summary>
    Find,
    /// <summary>C-GET with the user's own identifier.</summary>
    Query,
    /// <summary>C-GET of one series.</summary>
    Series,
    /// <summary>C-GET of instances of one series.</summary>
    Instances,
}
