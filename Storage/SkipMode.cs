namespace GetScu.Storage;

/// <summary>What is done with objects whose file is there.</summary>
internal enum SkipMode
{
    /// <summary>They are stored all the same.</summary>
    None,
    /// <summary>They are left out where the file is found to be whole.</summary>
    Checked,
    /// <summary>They are left out where its header is right.</summary>
    Trusted,
}
