namespace GetScu.Net.Retrieve;

/// <summary>Why the run ended. The first cause wins; the program maps it to an exit status.</summary>
internal enum Outcome
{
    /// <summary>Every C-GET succeeded, no sub-operation failed, everything received is on disk.</summary>
    Complete,
    /// <summary>A query file cannot be read.</summary>
    QueryFileUnreadable,
    /// <summary>A query file is not a DICOM data set.</summary>
    QueryFileNotDicom,
    /// <summary>An object could not be written.</summary>
    CannotWriteObject,
    /// <summary>The output directory is missing or not writable.</summary>
    OutputDirectoryUnusable,
    /// <summary>The network cannot be initialised.</summary>
    NoNetwork,
    /// <summary>No association: unknown host, refused, rejected, timeout, nothing accepted.</summary>
    NoAssociation,
    /// <summary>A C-GET request cannot be sent.</summary>
    CannotSendRequest,
    /// <summary>The peer accepts no presentation context for C-GET.</summary>
    NoGetContext,
    /// <summary>The association could not be closed in order.</summary>
    CannotRelease,
    /// <summary>The SCP reports, or this side saw, failed or missing sub-operations.</summary>
    Incomplete,
    /// <summary>The final response to a C-GET has a failure status.</summary>
    FinalFailure,
    /// <summary>Broken protocol, connection lost, timeout.</summary>
    Failed,
    /// <summary>Ended by SIGINT.</summary>
    Interrupted,
    /// <summary>Ended by SIGTERM or SIGHUP.</summary>
    Terminated,
}
