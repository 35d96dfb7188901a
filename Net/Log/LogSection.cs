using System;

namespace GetScu.Net.Log;

/// <summary>The settings below one prefix, such as <c>log4cplus.appender.A.</c>; names in any case.</summary>
internal sealed class LogSection(LogProperties properties, string prefix)
{
    public LogProperty? Find(string name) => properties.Find(prefix, name);

    public LogSection Below(string name) => new(properties, prefix + name + ".");

    public string Text(string name, string otherwise = "") => Find(name)?.Value ?? otherwise;

    /// <summary>true, false or a number, where 0 is false.</summary>
    public bool Flag(string name, bool otherwise) => Text(name).ToUpperInvariant() switch
    {
        "TRUE" => true,
        "FALSE" => false,
        _ => Number(name, otherwise ? 1 : 0) != 0,
    };

    public int Number(string name, int otherwise)
    {
        bool isNumber = int.TryParse(Text(name, "x"), out int number) && number >= 0;
        Check(isNumber, "ERROR bad value", Find(name));
        return isNumber ? number : otherwise;
    }

    /// <summary>null when there is none or a bad one.</summary>
    public LogLevel? Level(string name)
    {
        LogLevel? level = LogLevels.Parse(Text(name));
        Check(level is not null, "ERROR not a level", Find(name));
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
