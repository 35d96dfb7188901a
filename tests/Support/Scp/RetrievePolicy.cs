namespace GetScu.Tests.Scp;

/// <summary>How a server answers C-GET. Objects leave as they are stored, or not at all.</summary>
internal sealed record RetrievePolicy
{
    public ContextRule Context { get; init; }

    public Unsendable Unsendable { get; init; }

    /// <summary>Final status where <see cref="Unsendable.EndsGet"/> has ended it.</summary>
    public int EndStatus { get; init; } = 0xC000;

    public FailedList FailedList { get; init; }

    /// <summary>The final status is 0000H whatever has failed.</summary>
    public bool AlwaysSucceeds { get; init; }

    /// <summary>Sends a pending response after each sub-operation but the last.</summary>
    public bool SendsPending { get; init; } = true;

    /// <summary>Sends one after the last as well.</summary>
    public bool TellsLast { get; init; }

    /// <summary>Pending and cancelled responses carry (0000,1020).</summary>
    public bool CountsRemaining { get; init; } = true;

    /// <summary>A request that is not served is answered with counters of 0; else without counters.</summary>
    public bool CountsNothing { get; init; }

    /// <summary>Added to each number of completed sub-operations: a server that counts wrong.</summary>
    public int CompletedError { get; init; }

    /// <summary>Status of the answer to more than one SOP instance UID; null serves lists.</summary>
    public int? ListRefusal { get; init; }

    /// <summary>Status of the answer to a list with a UID that does not match; null ignores the UID.</summary>
    public int? UnknownRefusal { get; init; }

    /// <summary>Status of the answer to a request without single values for the levels above its own; null serves it.</summary>
    public int? MissingUpperKey { get; init; }

    /// <summary>SOP instance UIDs that are neither sent nor reported.</summary>
    public IReadOnlyList<string> Withheld { get; init; } = [];

    /// <summary>SOP instance UIDs reported as failed without being sent.</summary>
    public IReadOnlyList<string> Failing { get; init; } = [];

    /// <summary>SOP instance UIDs sent, and reported as failed nevertheless.</summary>
    public IReadOnlyList<string> FalselyFailed { get; init; } = [];

    /// <summary>Sub-operations open at once without an agreed window; an agreed one stands above it.</summary>
    public int Pipeline { get; init; } = 1;

    /// <summary>Null keeps connections.</summary>
    public Loss? Loss { get; init; }

    /// <summary>Null serves requests.</summary>
    public BareAnswer? Bare { get; init; }
}
