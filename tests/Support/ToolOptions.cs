using GetScu.Net.Transport;

namespace GetScu.Tests.Support;

/// <summary>How to run a process.</summary>
internal sealed record ToolOptions
{
    public static readonly ToolOptions Default = new();

    /// <summary>Working directory; the test's own when null.</summary>
    public string? Folder { get; init; }

    /// <summary>Variables to set, or to remove where the value is null.</summary>
    public IReadOnlyDictionary<string, string?>? Environment { get; init; }

    /// <summary>The process is killed and the test fails when it runs longer.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>Runs it under GNU time, which gives <see cref="ToolResult.Use"/>.</summary>
    public bool Measure { get; init; }
}
