using System.Collections.Generic;

namespace GetScu.Net.Log;

/// <summary>Writes the lines of a dump to one logger at one level. Values pass through the logger, which makes them printable.</summary>
internal readonly struct DumpWriter(Logger log, LogLevel level)
{
    public bool IsEnabled => log.IsEnabled(level);

    public void Line(string label, string value = "") => log.Write(level, $"{label}{value}");

    public void Line(string label, int value) => Line(label, value.ToString());

    public void Lines(List<string> lines)
    {
        foreach (string line in lines)
        {
            Line(line);
        }
    }
}
