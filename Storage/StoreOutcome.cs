namespace GetScu.Storage;

/// <summary>What became of one received object.</summary>
internal enum StoreOutcome
{
    /// <summary>Complete under its final name (or deliberately ignored).</summary>
    Stored,
    /// <summary>As <see cref="Stored"/>; a file of that name was replaced.</summary>
    Replaced,
    /// <summary>As <see cref="Replaced"/>, and what was replaced is another object of this run with the same UID.</summary>
    ReplacedOther,
    /// <summary>The file system did not take it: answered with A700H.</summary>
    CannotWrite,
    /// <summary>Malformed data set, no UIDs, or no usable name: C000H.</summary>
    CannotUnderstand,
}
