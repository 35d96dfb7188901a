using System;

namespace GetScu.Net.Log;

/// <summary>
/// The settings below one prefix, such as <c>log4cplus.appender.A.</c>; names in any case. An empty value is as good as none.
/// </summary>
internal sealed class LogSection(LogProperties properties, string prefix)
{
    public LogProperty? Find(string name) => properties.Find(prefix, name);

    public LogSection Below(string name) => new(properties, prefix + name + ".");

    public string Text(string name, string otherwise = "") => Find(name)?.Value is { Length: > 0 } value ? value : otherwise;

    /// <summary>true, false or a number, where 0 is false.</summary>
    public bool Flag(string name, bool otherwise) => Text(name).ToUpperInvariant() switch
    {
        "TRUE" => true,
        "FALSE" => false,
        _ => Number(name, otherwise ? 1 : 0) != 0,
    };

    public int Number(string name, int otherwise)
    {
        string text = Text(name);
        bool isNumber = int.TryParse(text, out int number) && number >= 0;
        Check(isNumber || text.Length == 0, "ERROR bad value", Find(name));
        return isNumber ? number : otherwise;
    }

    /// <summary>null when there is none or a bad one.</summary>
    public LogLevel? Level(string name)
    {
        string text = Text(name);
        LogLevel? level = LogLevels.Parse(text);
        Check(level is not null || text.Length == 0, "ERROR not a level", Find(name));
        return level;
    }

    /// <summary>Tells of a setting that is there and wrong.</summary>
    public void Check(bool isGood, string problem, LogProperty? property)
    {
        if (!isGood && property is not null)
        {
            properties.Report(problem, property);
        }
    }

    /// <summary>The settings mean nothing here, but are not unknown keys either.</summary>
    public void Ignore() => properties.ForEach(prefix, (property, _) => property.IsUsed = true);
}
