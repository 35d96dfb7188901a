namespace GetScu.Net.Log;

/// <summary>What decides whether an event of a level is wanted at all.</summary>
internal abstract class LogThreshold(LogLevel level)
{
    /// <summary>Events below this level are dropped.</summary>
    public LogLevel Level { get; set; } = level;

    public bool IsEnabled(LogLevel level) => level >= Level;
}
