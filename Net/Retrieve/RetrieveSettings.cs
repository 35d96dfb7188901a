using System.Collections.Generic;

using GetScu.Dicom.Dictionary;
using GetScu.Net.Association;
using GetScu.Net.Transport;

namespace GetScu.Net.Retrieve;

/// <summary>What one run retrieves, from whom, and how. Times are in seconds; null: no bound.</summary>
internal sealed record RetrieveSettings : AssociationSettings
{
    /// <summary>Name or numeric address of the peer.</summary>
    public required string Host { get; init; }

    public required int Port { get; init; }

    public QueryModel Model { get; init; }

    /// <summary>Transfer syntaxes proposed for the C-GET context, preferred one first.</summary>
    public required string[] QueryTransferSyntaxes { get; init; }

    /// <summary>Transfer syntaxes proposed for every storage context, preferred one first.</summary>
    public required string[] StorageTransferSyntaxes { get; init; }

    /// <summary>Gives the names of the queries' elements in the log.</summary>
    public DataDictionary Dictionary { get; init; } = DataDictionary.BuiltIn;

    /// <summary>Puts TLS on each connection; null: none.</summary>
    public Securing? Secure { get; init; }

    /// <summary>Bound on connecting to one address.</summary>
    public int? ConnectTimeout { get; init; }

    /// <summary>How often all queries are sent.</summary>
    public int Repeat { get; init; } = 1;

    /// <summary>End with an A-ABORT instead of a release.</summary>
    public bool Abort { get; init; }

    /// <summary>Every object in the transfer syntax it is stored in, by a plan of several associations (<c>+xa</c>).</summary>
    public bool AcceptsAll { get; init; }

    /// <summary>One C-GET after the other on one association is not enough.</summary>
    public bool NeedsPlan => AcceptsAll || Associations > 1 || Retries > 0;

    /// <summary>A plan may ask with C-FIND what there is.</summary>
    public bool Finds { get; init; } = true;

    /// <summary>Associations that a plan may make.</summary>
    public int MaxAssociations { get; init; } = 16;

    /// <summary>Associations at once.</summary>
    public int Associations { get; init; } = 1;

    /// <summary>Tries without a new object, of what was lost.</summary>
    public int Retries { get; init; }

    /// <summary>Before the first one; twice as long before each next one.</summary>
    public int RetryWait { get; init; } = 2;

    /// <summary>UIDs of further storage classes.</summary>
    public IReadOnlyList<string> AddedClasses { get; init; } = [];

    /// <summary>How long the final response is awaited after a signal.</summary>
    public int CancelGrace { get; init; } = 5;
}
