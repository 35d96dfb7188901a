namespace GetScu.Tests.Scp;

/// <summary>Which accepted context an object is sent over.</summary>
internal enum ContextRule
{
    /// <summary>The first one of its class with the transfer syntax in which it is stored.</summary>
    StoredSyntax,

    /// <summary>The first one of its class. An object stored in another syntax fails: nothing is transcoded.</summary>
    FirstOfClass,
}
