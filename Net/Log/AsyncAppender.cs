namespace GetScu.Net.Log;

/// <summary>Hands events on to another appender: at once, as nothing is ever held back here.</summary>
/// <param name="target">The one that <c>Appender</c> names.</param>
internal sealed class AsyncAppender(LogSection section, LogHost host, Appender target) : Appender(section, host)
{
    protected override void Write(LogEvent logEvent, byte[] text) => target.Append(logEvent);

    protected override void CloseTarget() => target.Close();
}
