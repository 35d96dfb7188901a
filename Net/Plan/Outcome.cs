namespace GetScu.Net.Plan;

/// <summary>
/// What became of a run. Where several apply the worst counts, see <c>Judgement.Worst</c>: the members stand in that
/// order, the best one first. The program maps them to exit statuses, here in parentheses.
/// </summary>
internal enum Outcome
{
    /// <summary>Every C-GET succeeded, no sub-operation failed, everything received is on disk (0).</summary>
    Complete,
    /// <summary>A query file cannot be read; nothing was sent (20).</summary>
    QueryFileUnreadable,
    /// <summary>A query file is not a DICOM data set; nothing was sent (22).</summary>
    QueryFileNotDicom,
    /// <summary>The SCP reports, or this side saw, failed or missing sub-operations (68).</summary>
    Incomplete,
    /// <summary>The association could not be closed in order (67).</summary>
    CannotRelease,
    /// <summary>A line of a key file that is read as it is sent is no query: those behind it were not asked for (1).</summary>
    KeyFileWrong,
    /// <summary>An object could not be written (40).</summary>
    CannotWriteObject,
    /// <summary>The output directory is missing or not writable (45).</summary>
    OutputDirectoryUnusable,
    /// <summary>A C-GET request cannot be sent (62).</summary>
    CannotSendRequest,
    /// <summary>The peer accepts no presentation context for C-GET (66).</summary>
    NoGetContext,
    /// <summary>No association: unknown host, refused, rejected, timeout, nothing accepted (61).</summary>
    NoAssociation,
    /// <summary>The network cannot be initialised (60).</summary>
    NoNetwork,
    /// <summary>The final response to a C-GET has a failure status; the association went on (69).</summary>
    FinalFailure,
    /// <summary>The association broke within a C-GET: connection lost, timeout, or the peer broke the protocol (69).</summary>
    AssociationBroken,
    /// <summary>A fault of this program (69).</summary>
    InternalError,
    /// <summary>Ended by SIGINT (130).</summary>
    Interrupted,
    /// <summary>Ended by SIGTERM or SIGHUP (143).</summary>
    Terminated,
}
