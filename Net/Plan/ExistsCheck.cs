using System;

namespace GetScu.Net.Plan;

/// <summary>Whether the file of an instance is there already.</summary>
/// <param name="query">Number of the query, from 1.</param>
/// <param name="instanceUid">Without padding.</param>
/// <param name="sopClassUid">Empty where it is not known.</param>
internal delegate bool ExistsCheck(int query, ReadOnlySpan<byte> instanceUid, ReadOnlySpan<byte> sopClassUid);
