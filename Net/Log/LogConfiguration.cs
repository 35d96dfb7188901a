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
    private readonly List<Appender> _appenders = [];
    private readonly List<LoggerSetting> _loggers = [];
    private bool _hasReported;

    public LogConfiguration(LogProperties properties, LogHost host)
    {
        _properties = properties;
        _host = host;
        properties.ForEach(AppenderPrefix, (property, name) =>
        {
            if (!name.Contains('.') && CreateAppender(property) is { } appender)
            {
                appender.Key = property.Key;
                _appenders.Add(appender);
            }
        });
        ReadRoot(properties.Find(LogProperties.RootLogger)!);
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

    /// <summary>Why the file cannot be used, after all loggers have been made: what they log would be lost. Else empty.</summary>
    public string Error { get; private set; } = "";

    /// <summary>
    /// A logger has the level of its nearest ancestor that sets one, and the appenders of all ancestors up to the first
    /// that is not additive.
    /// </summary>
    public Logger CreateLogger(string name)
    {
        LogLevel? level = null;
        Appender[] appenders = [];
        bool isAdditive = true;
        bool lacksAppender = false;
        for (string place = name; place.Length > 0; place = ParentOf(place))
        {
            string key = place == "root" ? LogProperties.RootLogger : LoggerPrefix + place;
            LoggerSetting? setting = _loggers.Find(setting => setting.Key == key);
            level ??= setting?.Level;
            if (isAdditive && setting is not null)
            {
                appenders = [.. appenders, .. setting.Appenders];
                lacksAppender |= setting.LacksAppender;
            }

            isAdditive &= new LogSection(_properties, AdditivityPrefix).Flag(place, otherwise: true);
        }

        if (appenders.Length == 0 && level != LogLevel.Off)
        {
            if (lacksAppender && Error.Length == 0)
            {
                Error = "Specified --log-config file leaves logger " + name + " without an appender that works here";
            }

            if (!_hasReported && !lacksAppender)
            {
                _hasReported = true;
                _host.Report("ERROR No appenders could be found for logger (" + name + ").");
            }
        }

        return new Logger(name, level ?? LogLevel.Warn, appenders, _host);
    }

    /// <summary>The files that appenders write to.</summary>
    public List<string> Files => _appenders.ConvertAll(appender => appender.File).FindAll(file => file.Length > 0);

    public void Close() => _appenders.ForEach(appender => appender.Close());

    private static string ParentOf(string name) =>
        name == "root" ? "" : name.LastIndexOf('.') is >= 0 and int dot ? name[..dot] : "root";

    private void ReadRoot(LogProperty property)
    {
        if (property.Value.Length > 0)
        {
            ReadLogger(property, isRoot: true);
            return;
        }
        // As the reference, which then stays with what it had before it read the file.
        property.IsUsed = true;
        _properties.Report("ERROR not a level, taken for INFO on standard error", property);
        _loggers.Add(new LoggerSetting(property.Key) { Level = LogLevel.Info, Appenders = [new ConsoleAppender(null, _host)] });
    }

    /// <summary>A logger's value: level, appender, appender...</summary>
    private void ReadLogger(LogProperty property, bool isRoot)
    {
        property.IsUsed = true;
        string[] words = property.Value.Split(',');
        string name = words[0].Trim();
        LoggerSetting setting = new(property.Key) { Level = LogLevels.Parse(name) };
        _loggers.Add(setting);
        bool mayInherit = !isRoot && (name.ToUpperInvariant() is "INHERITED" or "INHERIT" || (name.Length == 0 && words.Length > 1));
        if (setting.Level is null && !mayInherit)
        {
            _properties.Report("ERROR not a level", property);
        }

        for (int i = 1; i < words.Length; i++)
        {
            string key = AppenderPrefix + words[i].Trim();
            Appender? named = _appenders.Find(appender => appender.Key == key);
            if (named is null)
            {
                setting.LacksAppender = true;
                _properties.Report("ERROR Invalid appender: " + words[i].Trim(), property);
                // The reference has these: without them part of the log would silently go nowhere.
                if (_properties.Find(key)?.Class("log4cplus::") is string type and ("SocketAppender" or "Log4jUdpAppender"))
                {
                    Error = "Specified --log-config file uses log4cplus::" + type + ", which is not supported";
                }
            }
            else if (Array.IndexOf(setting.Appenders, named) < 0)
            {
                setting.Appenders = [.. setting.Appenders, named];
            }
        }
    }

    private Appender? CreateAppender(LogProperty property)
    {
        property.IsUsed = true;
        LogSection section = new(_properties, property.Key + ".");
        string type = property.Class("log4cplus::");
        // Known, but nothing is ever held back.
        section.Flag("ImmediateFlush", otherwise: true);
        Appender? appender = type switch
        {
            "ConsoleAppender" => new ConsoleAppender(section, _host),
            "FileAppender" or "RollingFileAppender" or "DailyRollingFileAppender" => new FileAppender(type, section, _host),
            "SysLogAppender" => new SysLogAppender(section, _host),
            "NullAppender" => new NullAppender(section, _host),
            "AsyncAppender" => CreateAsync(property, section),
            _ => null,
        };
        if (appender is null && type != "AsyncAppender")
        {
            _properties.Report("ERROR Cannot find AppenderFactory: " + property.Value, property);
            section.Ignore();
        }

        return appender;
    }

    private AsyncAppender? CreateAsync(LogProperty property, LogSection section)
    {
        // The size of a queue that is not needed.
        section.Number("QueueLimit", otherwise: 0);
        if (section.Find("Appender") is not { } named)
        {
            _properties.Report("ERROR Unspecified appender for AsyncAppender", property);
            return null;
        }

        if (CreateAppender(named) is { } target)
        {
            return new AsyncAppender(section, _host, target);
        }
        // Whoever names the outer one wants the inner one.
        property.Value = named.Value;
        return null;
    }
}
