namespace GetScu.Net.Retrieve;

/// <summary>How the request of an association was answered.</summary>
internal enum AssociationResult
{
    Accepted,
    /// <summary>A-ASSOCIATE-RJ.</summary>
    Rejected,
    /// <summary>A-ABORT, by either side.</summary>
    Aborted,
    /// <summary>No connection, no answer, or none that is one.</summary>
    Failed,
}
