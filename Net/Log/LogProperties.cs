using System;
using System.IO;
using System.Text;

using GetScu.Storage.Posix;

namespace GetScu.Net.Log;

/// <summary>The settings of a log configuration file: <c>key = value</c>, a line each, <c>#</c> starts a comment line.</summary>
internal sealed class LogProperties(LogHost host)
{
    public const string RootLogger = "log4cplus.rootLogger";

    // Arbitrary; the reference never ends on a variable that names itself.
    private const int MaxSubstitutions = 100;

    // Bytes; arbitrary.
    private const int LargestFile = 16 * 1024 * 1024;

    private LogProperty? _first;
    private LogProperty? _last;

    /// <summary>Reads a file and substitutes its variables.</summary>
    /// <returns>Why the file cannot be used at all, in the reference's words; empty when it can.</returns>
    public string Read(string path)
    {
        if (!WholeFile.Exists(path))
        {
            return "Specified --log-config file does not exist";
        }

        try
        {
            Parse(Encoding.UTF8.GetString(WholeFile.Read(path, LargestFile)));
        }
        catch (IOException)
        {
            return "Specified --log-config file cannot be read";
        }

        if (Find(RootLogger) is null)
        {
            bool isValid = false;
            ForEach("log4cplus.", (_, _) => isValid = true);
            return _first is null ? "Specified --log-config file does not contain any settings"
                : isValid ? "Specified --log-config file does not set up log4cplus.rootLogger"
                : "Specified --log-config file does not contain any valid settings";
        }

        Set("appname", "getscu", 0);
        Set("date", LogTime.Format("%Y%m%d", host.Now, isUtc: false), 0);
        Set("time", LogTime.Format("%H%M%S", host.Now, isUtc: false), 0);
        Set("pid", Environment.ProcessId.ToString(), 0);
        Set("hostname", LogHost.Name, 0);
        ForEach("", (property, _) =>
        {
            property.Key = Expand(property.Key, property);
            property.Value = Expand(property.Value, property);
        });
        return "";
    }

    /// <summary>The property whose key is a prefix and, in any case, a name. It counts as known from now on.</summary>
    public LogProperty? Find(string prefix, string name = "")
    {
        LogProperty? found = null;
        ForEach(prefix, (property, rest) => found = string.Equals(rest, name, StringComparison.OrdinalIgnoreCase) ? property : found);
        found?.IsUsed = true;
        return found;
    }

    /// <summary>Gives each property whose key starts so, with the rest of the key.</summary>
    public void ForEach(string prefix, Action<LogProperty, string> action)
    {
        for (LogProperty? property = _first; property is not null; property = property.Next)
        {
            if (property.Key.AsSpan().StartsWith(prefix))
            {
                action(property, property.Key[prefix.Length..]);
            }
        }
    }

    /// <summary>Tells of something wrong in the file, with its line.</summary>
    public void Report(string problem, LogProperty property) =>
        host.Report(problem + " (line " + property.Line + ": " + property.Key + " = " + property.Value + ")");

    private void Parse(string text)
    {
        string[] lines = text.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i].Trim().Trim('\uFEFF');
            int equals = line.IndexOf('=');
            if (line.Length > 0 && line[0] != '#' && equals < 0)
            {
                host.Report("WARN not a setting (line " + (i + 1) + ": " + line + ")");
            }
            else if (line.Length > 0 && line[0] != '#')
            {
                Set(line[..equals].Trim(), line[(equals + 1)..].Trim(), i + 1);
            }
        }
    }

    /// <summary>Of several with the same key the last one counts.</summary>
    private void Set(string key, string value, int line)
    {
        Find(key)?.Key = "";
        LogProperty property = new(key, value, line);
        _first ??= property;
        _last?.Next = property;
        _last = property;
    }

    private string Expand(string text, LogProperty property)
    {
        int start = 0;
        for (int count = 0; text.AsSpan(start).IndexOf("${") is >= 0 and int offset; count++)
        {
            start += offset;
            int end = text.IndexOf('}', start);
            if (end < 0 || count == MaxSubstitutions)
            {
                Report(end < 0 ? "ERROR a variable has no closing brace" : "ERROR a variable names itself", property);
                break;
            }

            string name = text[(start + 2)..end];
            string? value = Find(name)?.Value ?? Environment.GetEnvironmentVariable(name);
            if (value is null)
            {
                Report("WARN unknown variable " + name, property);
                start = end + 1;
                continue;
            }
            // What is put in may hold variables again.
            text = text[..start] + value + text[(end + 1)..];
        }

        return text;
    }
}
