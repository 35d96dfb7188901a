using System;

namespace GetScu.Net.Plan;

/// <summary>The next message to be sent. Values are without padding; empty: the key has no value, or (for a retrieval) is left out.</summary>
/// <param name="kind">Which one.</param>
/// <param name="query">Number of the query it serves, from 1.</param>
/// <param name="level">(0008,0052); of no meaning where the identifier is the user's own.</param>
internal sealed class PlannedRequest(RequestKind kind, int query, QueryLevel level)
{
    public RequestKind Kind { get; } = kind;

    public int Query { get; } = query;

    public QueryLevel Level { get; } = level;

    /// <summary>(0010,0020), for the patient root model.</summary>
    public ReadOnlyMemory<byte> PatientId { get; init; }

    /// <summary>(0008,0005), where the Patient ID is not ASCII.</summary>
    public ReadOnlyMemory<byte> CharacterSet { get; init; }

    /// <summary>(0020,000D)</summary>
    public ReadOnlyMemory<byte> StudyUids { get; init; }

    /// <summary>(0020,000E)</summary>
    public ReadOnlyMemory<byte> SeriesUids { get; init; }

    /// <summary>(0008,0018)</summary>
    public ReadOnlyMemory<byte> InstanceUids { get; init; }

    /// <summary>
    /// More than 0: the peer has ended the query's own retrieval early, and this is the first request for that many objects
    /// series by series.
    /// </summary>
    public int RestCount { get; init; }
}
