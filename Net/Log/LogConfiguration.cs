using System;
using System.Collections.Generic;

namespace GetScu.Net.Log;

/// <summary>Builds appenders and loggers from the settings of a log configuration file.</summary>
internal sealed class LogConfiguration
{
    private const string AppenderPrefix = "log4cplus.appender.";
    private const string LoggerPrefix = "log4cplus.logger.";
    private const string AdditivityPrefix = "log4cplus.additivity.";

    private readonly LogProperties _properties;
    private readonly LogHost _host;
    private bool _hasReported;

    public LogConfiguration(LogProperties properties, LogHost host)
    {
        _properties = properties;
        _host = host;
        properties.ForEach(AppenderPrefix, (property, name) =>
        {
            if (!name.Contains('.'))
            {
                property.IsUsed = true;
                property.Appenders = CreateAppender(property) is { } appender ? [appender] : [];
            }
        });
        ReadLogger(properties.Find(LogProperties.RootLogger)!, isRoot: true);
        properties.ForEach(LoggerPrefix, (property, _) => ReadLogger(property, isRoot: false));
        properties.ForEach(AdditivityPrefix, (property, _) => property.IsUsed = true);
        properties.ForEach("log4cplus.", (property, _) =>
        {
            if (!property.IsUsed)
            {
                properties.Report("WARN unknown key", property);
            }
        });
    }

    /// <summary>
    /// A logger has the level of its nearest ancestor that sets one, and the appenders of all ancestors up to the first
    /// that is not additive.
    /// </summary>
    public Logger CreateLogger(string name)
    {
        LogLevel? level = null;
        Appender[] appenders = [];
        bool isAdditive = true;
        for (string place = name; place.Length > 0; place = ParentOf(place))
        {
            LogProperty? property = _properties.Find(place == "root" ? LogProperties.RootLogger : LoggerPrefix + place);
            level ??= property?.Level;
            appenders = isAdditive && property is not null ? [.. appenders, .. property.Appenders] : appenders;
            isAdditive &= new LogSection(_properties, AdditivityPrefix).Flag(place, otherwise: true);
        }

        if (appenders.Length == 0 && level != LogLevel.Off && !_hasReported)
        {
            _hasReported = true;
            _host.Report("ERROR No appenders could be found for logger (" + name + ").");
        }

        return new Logger(name, level ?? LogLevel.Warn, appenders, _host);
    }

    /// <summary>The files that appenders write to.</summary>
    public List<string> Files
    {
        get
        {
            List<string> files = [];
            _properties.ForEach(AppenderPrefix, (property, _) =>
            {
                if (property.Appenders is [{ File.Length: > 0 } appender])
                {
                    files.Add(appender.File);
                }
            });
            return files;
        }
    }

    public void Close() => _properties.ForEach("", (property, _) =>
    {
        foreach (Appender appender in property.Appenders)
        {
            appender.Close();
        }
    });

    private static string ParentOf(string name) =>
        name == "root" ? "" : name.LastIndexOf('.') is >= 0 and int dot ? name[..dot] : "root";

    /// <summary>A logger's value: level, appender, appender...</summary>
    private void ReadLogger(LogProperty property, bool isRoot)
    {
        property.IsUsed = true;
        string[] words = property.Value.Split(',');
        string name = words[0].Trim();
        property.Level = LogLevels.Parse(name);
        if (property.Level is null && (isRoot || name.ToUpperInvariant() is not ("INHERITED" or "INHERIT")))
        {
            _properties.Report("ERROR not a level", property);
        }

        for (int i = 1; i < words.Length; i++)
        {
            Appender[] named = _properties.Find(AppenderPrefix + words[i].Trim())?.Appenders ?? [];
            if (named.Length == 0)
            {
                _properties.Report("ERROR Invalid appender: " + words[i].Trim(), property);
            }
            else if (Array.IndexOf(property.Appenders, named[0]) < 0)
            {
                property.Appenders = [.. property.Appenders, named[0]];
            }
        }
    }

    private Appender? CreateAppender(LogProperty property)
    {
        LogSection section = new(_properties, property.Key + ".");
        string type = property.Class("log4cplus::");
        // Known, but nothing is ever held back.
        section.Flag("ImmediateFlush", otherwise: true);
        switch (type)
        {
            case "ConsoleAppender":
                return new ConsoleAppender(section, _host);
            case "FileAppender" or "RollingFileAppender" or "DailyRollingFileAppender":
                return new FileAppender(type, section, _host);
            case "SysLogAppender":
                return new SysLogAppender(section, _host);
            case "NullAppender":
                return new NullAppender(section, _host);
            case "NTEventLogAppender" when OperatingSystem.IsWindows():
                return new NTEventLogAppender(section, _host);
        }

        bool isKnown = type == "NTEventLogAppender";
        _properties.Report(isKnown
            ? "WARN NTEventLogAppender is not available on this system"
            : "ERROR Cannot find AppenderFactory: " + property.Value, property);
        section.Ignore();
        return isKnown ? new NullAppender(section, _host) : null;
    }
}
