namespace GetScu.Storage;

/// <summary>What became of one received object.</summary>
internal enum StoreOutcome
{
    /// <summary>Complete under its final name (or deliberately ignored).</summary>
    Stored,
    /// <summary>As <see cref="Stored"/>; a file of that name was replaced.</summary>
    Replaced,
    /// <summary>The file system did not take it: answered with A700H.</summary>
    CannotWrite,
    /// <summary>The data set is another object than the C-STORE-RQ says: A900H.</summary>
    Mismatch,
    /// <summary>Malformed data set, one without UIDs, or no usable name: C000H.</summary>
    CannotUnderstand,
}

/// <summary>The end of one object: its outcome, and why where it was not stored.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Reason">Null when stored; else a text for the log and the Error Comment.</param>
internal readonly record struct StoreResult(StoreOutcome Outcome, string? Reason)
{
    public bool IsStored => Outcome is StoreOutcome.Stored or StoreOutcome.Replaced;
}
