namespace GetScu.Net.Retrieve;

/// <summary>How far a run is.</summary>
internal readonly struct Progress
{
    /// <summary>Objects that are here.</summary>
    public long Done { get; init; }

    /// <summary>Objects there will be; null: nobody has told.</summary>
    public long? Total { get; init; }

    /// <summary>Objects that C-FIND has listed so far; null: it has listed all, or is not asked.</summary>
    public long? Found { get; init; }

    /// <summary>Objects that have come in this run: <see cref="Done"/> may hold earlier ones.</summary>
    public long Objects { get; init; }

    /// <summary>Bytes of data sets that have come.</summary>
    public long Bytes { get; init; }

    /// <summary>Bytes per second of late; null: none have come.</summary>
    public long? Rate { get; init; }

    /// <summary>Milliseconds since the run began.</summary>
    public long Elapsed { get; init; }

    /// <summary>Milliseconds since the first bytes came.</summary>
    public long Receiving { get; init; }

    /// <summary>Seconds until all is here, if it goes on as so far; null: that cannot be told.</summary>
    public long? Left => Total is { } total && total > Done && Objects > 0 && Receiving > 0
        ? (long)((double)(total - Done) * Receiving / Objects / 1000) + 1
        : null;
}
