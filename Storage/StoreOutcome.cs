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
