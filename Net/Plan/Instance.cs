namespace GetScu.Net.Plan;

/// <summary>One instance of a plan: twelve bytes besides its UID.</summary>
internal struct Instance
{
    /// <summary>Index of the query that listed it first or brought it.</summary>
    public int Query;

    public InstanceFlags Flags;

    /// <summary>Its number in the <see cref="SopClassTable"/>, 0: not known.</summary>
    public ushort SopClass;

    /// <summary>The association whose request is for it, by its lane; 0: none.</summary>
    public byte Owner;

    public readonly bool Has(InstanceFlags any) => (Flags & any) != 0;

    /// <summary>It is expected and not here, and this side has not refused it.</summary>
    public readonly bool IsWanted =>
        (Flags & (InstanceFlags.Expected | InstanceFlags.Here | InstanceFlags.Refused)) == InstanceFlags.Expected;
}
