namespace GetScu.Storage;

/// <summary>What is done with received objects, and where.</summary>
internal sealed class StorageSettings
{
    public StorageMode Mode { get; init; }

    /// <summary>The output directory as the user gave it; not looked at when ignoring.</summary>
    public string Directory { get; init; } = ".";

    /// <summary>The own AE title, for (0002,0016).</summary>
    public required string AeTitle { get; init; }

    /// <summary>Force each file to stable storage before it counts as stored.</summary>
    public bool Sync { get; init; }

    /// <summary>What is done with objects whose file is there.</summary>
    public SkipMode Skip { get; init; }

    /// <summary>Files that no object may replace.</summary>
    public ProtectedFiles Protected { get; init; } = new();
}
