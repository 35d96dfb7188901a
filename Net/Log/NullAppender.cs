namespace GetScu.Net.Log;

/// <summary>Drops everything.</summary>
internal sealed class NullAppender(LogSection section, LogHost host) : Appender(section, host)
{
    protected override void Write(LogEvent logEvent, byte[] text)
    {
    }
}
