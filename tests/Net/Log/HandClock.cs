namespace GetScu.Tests.Net.Log;

/// <summary>Time that only the test moves.</summary>
internal sealed class HandClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = new(2026, 3, 4, 10, 58, 30, 123, 456, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;

    /// <summary>Sets a local time, as users see it.</summary>
    public void SetLocal(string time) => Now = DateTime.SpecifyKind(DateTime.Parse(time), DateTimeKind.Local).ToUniversalTime();
}
