namespace GetScu.Tests.Scp;

/// <summary>What a server does with an object that no accepted context fits.</summary>
internal enum Unsendable
{
    /// <summary>It counts as failed, and the next one is sent.</summary>
    CountsAsFailed,

    /// <summary>It counts as failed and ends the C-GET; those behind it are not counted.</summary>
    EndsGet,

    /// <summary>It and all behind it count as failed, and the C-GET ends with A702H.</summary>
    FailsRest,
}
