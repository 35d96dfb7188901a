namespace GetScu.Net.Retrieve;

/// <summary>The request that a response is about.</summary>
internal enum ResponseOrigin
{
    /// <summary>The one in flight.</summary>
    Current,
    /// <summary>One that has had its final response.</summary>
    Earlier,
    /// <summary>What follows will tell.</summary>
    Either,
}
