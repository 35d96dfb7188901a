namespace GetScu.Tests.Scp;

/// <summary>Which role items a server answers with (PS3.7 D.3.3.4).</summary>
internal enum RoleAnswer
{
    /// <summary>Those that were proposed: one for each class.</summary>
    AsProposed,

    /// <summary>One for each accepted storage context, so a class may have many, as from dcmqrscp and Orthanc.</summary>
    ForEachContext,

    /// <summary>None; objects are sent all the same.</summary>
    None,
}
