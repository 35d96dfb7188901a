namespace GetScu.Net.Log;

/// <summary>What a configuration file says of one logger.</summary>
/// <param name="key">The whole key of the setting.</param>
internal sealed class LoggerSetting(string key)
{
    public string Key => key;

    /// <summary>null: the parent's.</summary>
    public LogLevel? Level { get; set; }

    /// <summary>Where its events go, beside the parents' appenders.</summary>
    public Appender[] Appenders { get; set; } = [];

    /// <summary>It names an appender that could not be made.</summary>
    public bool LacksAppender { get; set; }
}
