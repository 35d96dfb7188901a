namespace GetScu.Net.Log;

/// <summary>Accepts or denies events, or leaves that to the next filter.</summary>
internal sealed class LogFilter
{
    private readonly string _type;
    private readonly LogLevel? _least;
    private readonly LogLevel? _most;
    private readonly string _text;
    private readonly bool _accepts;
    private readonly LogFilter? _next;

    private LogFilter(LogProperty property, LogSection section, LogFilter? next)
    {
        _type = property.Class("log4cplus::spi::");
        _least = section.Level("LogLevelMin") ?? section.Level("LogLevelToMatch");
        _most = section.Level("LogLevelMax");
        _text = section.Text("StringToMatch");
        _accepts = section.Flag("AcceptOnMatch", otherwise: false);
        _next = next;
        if (_type is not ("DenyAllFilter" or "LogLevelMatchFilter" or "LogLevelRangeFilter" or "StringMatchFilter"))
        {
            section.Check(isGood: false, "ERROR Cannot find FilterFactory: " + property.Value, property);
            section.Ignore();
        }
    }

    /// <summary>Reads <c>filters.1</c>, <c>filters.2</c> and so on up to the first number that is missing.</summary>
    public static LogFilter? Create(LogSection appender, int number = 1) =>
        appender.Find("filters." + number) is { } property
            ? new LogFilter(property, appender.Below("filters." + number), Create(appender, number + 1))
            : null;

    /// <summary>The first filter that decides does; without one the event is accepted.</summary>
    public bool Accepts(LogEvent logEvent) => Decide(logEvent) ?? _next?.Accepts(logEvent) ?? true;

    private bool? Decide(LogEvent logEvent) => _type switch
    {
        "DenyAllFilter" => false,
        "LogLevelMatchFilter" => logEvent.Level == _least ? _accepts : null,
        // Outside is denied; inside is accepted, or else left to the next filter.
        "LogLevelRangeFilter" when logEvent.Level < _least || logEvent.Level > _most => false,
        "LogLevelRangeFilter" => _accepts ? true : null,
        "StringMatchFilter" => _text.Length > 0 && logEvent.Message.Contains(_text) ? _accepts : null,
        _ => null,
    };
}
