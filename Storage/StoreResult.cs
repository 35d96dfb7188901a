namespace GetScu.Storage;

/// <summary>The end of one object: its outcome, and why where it was not stored.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Reason">Null when stored; else a text for the log and the Error Comment.</param>
internal readonly record struct StoreResult(StoreOutcome Outcome, string? Reason)
{
    public bool IsStored => Outcome is StoreOutcome.Stored or StoreOutcome.Replaced or StoreOutcome.ReplacedOther;

    /// <summary>Something about the object that the log should tell though it is stored; printable. Null: nothing.</summary>
    public string? Warning { get; init; }
}
