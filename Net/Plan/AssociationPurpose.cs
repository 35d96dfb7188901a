namespace GetScu.Net.Plan;

/// <summary>What an association of a plan is for.</summary>
internal enum AssociationPurpose
{
    /// <summary>To list what there is.</summary>
    Query,
    /// <summary>To retrieve it.</summary>
    Retrieve,
    /// <summary>To retrieve what is left, with contexts that there was no room for.</summary>
    Rest,
    /// <summary>One context of each class, for peers that use the first one they accept.</summary>
    Order,
    /// <summary>To see what transfer syntaxes and classes the peer takes.</summary>
    Probe,
    /// <summary>Again, after one that was lost or brought nothing.</summary>
    Retry,
}
