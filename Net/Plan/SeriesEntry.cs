namespace GetScu.Net.Plan;

/// <summary>One series that C-FIND lists; its instances stand in a row.</summary>
internal struct SeriesEntry
{
    /// <summary>Its number among the series UIDs.</summary>
    public int Uid;

    /// <summary>Index of its study.</summary>
    public int Study;

    public int FirstInstance;

    public int InstanceCount;

    /// <summary>The only SOP class in it, 0: not known.</summary>
    public ushort SopClass;

    /// <summary>The peer lists the SOP classes in it.</summary>
    public bool HasClasses;

    /// <summary>The peer lists the transfer syntaxes in it.</summary>
    public bool HasSyntaxes;
}
