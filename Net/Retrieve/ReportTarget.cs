using System;

namespace GetScu.Net.Retrieve;

/// <summary>Takes one whole line of a report.</summary>
/// <returns>Why it could not be written; null: it was.</returns>
internal delegate string? ReportTarget(ReadOnlySpan<byte> line);
