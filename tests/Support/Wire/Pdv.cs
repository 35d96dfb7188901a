namespace GetScu.Tests.Support.Wire;

/// <summary>A presentation data value (PS3.8 9.3.5.1).</summary>
/// <param name="Context">Presentation context id.</param>
/// <param name="IsCommand">Bit 0 of the message control header.</param>
/// <param name="IsLast">Bit 1.</param>
/// <param name="Data">The fragment.</param>
internal sealed record Pdv(int Context, bool IsCommand, bool IsLast, byte[] Data);
