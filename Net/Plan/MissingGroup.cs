namespace GetScu.Net.Plan;

/// <summary>Missing instances of one SOP class for one reason.</summary>
/// <param name="SopClass">UID; null: not known.</param>
internal readonly record struct MissingGroup(string? SopClass, MissingReason Reason, int Count);
