using System;
using System.Collections.Generic;

using GetScu.Dicom;
using GetScu.Net.Association;

namespace GetScu.Net.Plan;

/// <summary>What a plan may do.</summary>
internal sealed record PlanSettings
{
    public QueryModel Model { get; init; }

    /// <summary>Transfer syntaxes proposed for C-GET and C-FIND, preferred one first.</summary>
    public required string[] QueryTransferSyntaxes { get; init; }

    /// <summary>Transfer syntaxes proposed for a storage class where each has one context, preferred one first.</summary>
    public required string[] StorageTransferSyntaxes { get; init; }

    /// <summary>Storage classes besides those proposed by default; UIDs.</summary>
    public IReadOnlyList<string> AddedClasses { get; init; } = [];

    /// <summary>One context per class and transfer syntax, from what the peer lists.</summary>
    public bool AcceptsAll { get; init; }

    /// <summary>Ask with C-FIND first.</summary>
    public bool Finds { get; init; } = true;

    /// <summary>Associations in all, those that repeat a lost one not counted.</summary>
    public int MaxAssociations { get; init; } = 16;

    /// <summary>Associations at once.</summary>
    public int Associations { get; init; } = 1;

    /// <summary>Tries without a new object.</summary>
    public int Retries { get; init; }

    /// <summary>Seconds before the first one; twice as many before each next one, up to a minute.</summary>
    public int RetryWait { get; init; } = 2;

    /// <summary>Instances that are held one by one; beyond them they are only counted.</summary>
    public int InstanceLimit { get; init; } = Limits.PlannedInstances;

    /// <summary>Asked once for each expected instance before anything is retrieved; null: nothing is looked for.</summary>
    public ExistsCheck? Exists { get; init; }
}
