using System;

namespace GetScu.Net.Log;

/// <summary>One setting of a log configuration file.</summary>
/// <param name="line">Line in the file, from 1.</param>
internal sealed class LogProperty(string key, string value, int line)
{
    public string Key { get; set; } = key;
    public string Value { get; set; } = value;
    public int Line => line;

    /// <summary>Somebody asked for it; the others are unknown keys.</summary>
    public bool IsUsed { get; set; }

    /// <summary>The class that the value names, without the prefix that belongs before it; empty when that is missing.</summary>
    public string Class(string prefix) => Value.AsSpan().StartsWith(prefix) ? Value[prefix.Length..] : "";
}
