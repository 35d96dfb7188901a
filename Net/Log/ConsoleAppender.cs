namespace GetScu.Net.Log;

/// <summary>Standard error without a configuration file; with one standard output unless it says logToStdErr.</summary>
internal sealed class ConsoleAppender(LogSection? section, LogHost host) : Appender(section, host)
{
    private readonly int _descriptor = section?.Flag("logToStdErr", otherwise: false) == false ? 1 : 2;

    protected override void Write(LogEvent logEvent, byte[] text) => Host.Write(_descriptor, text);
}
