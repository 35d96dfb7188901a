using System;

using GetScu.Net.Plan;

namespace GetScu.Net.Retrieve;

/// <summary>An object that came, as the report tells of it. UIDs are those of the C-STORE request, without padding.</summary>
internal readonly ref struct ReportedObject
{
    /// <summary>Number of the query, from 1.</summary>
    public required int Query { get; init; }

    /// <summary>Number of the association, from 1.</summary>
    public required int Association { get; init; }

    public required ReadOnlySpan<byte> Uid { get; init; }

    public required ReadOnlySpan<byte> SopClass { get; init; }

    /// <summary>Of the context it came over.</summary>
    public required string TransferSyntax { get; init; }

    public required ObjectOutcome Outcome { get; init; }

    /// <summary>Of the C-STORE response.</summary>
    public required ushort DimseStatus { get; init; }

    /// <summary>Of the data set.</summary>
    public required long Bytes { get; init; }

    /// <summary>Null: there is none.</summary>
    public required string? File { get; init; }

    /// <summary>From the request to its response.</summary>
    public required long Milliseconds { get; init; }
}
