namespace GetScu.Net.Log;

/// <summary>What layouts, filters and appenders get to see.</summary>
/// <param name="message">One line or more, each printable, with a line feed between two.</param>
/// <param name="ticks">When; UTC, 100 ns since the year 1.</param>
/// <param name="file">Source file of the call, with its line and method.</param>
internal sealed class LogEvent(LogLevel level, string logger, string message, long ticks, string file, int line, string member)
{
    public LogLevel Level => level;
    public string LoggerName => logger;
    public string Message => message;
    public long Ticks => ticks;
    public string File => file;
    public int Line => line;
    public string Member => member;
}
