
namespace GetScu.Storage;

/// <summary>What is done with received objects.</summary>
internal enum StorageMode
{
    /// <summary>Checked while it arrives, in memory at first, then on disk (<c>-B</c>).</summary>
    Normal,
    /// <summary>To disk as it comes (<c>+B</c>).</summary>
    BitPreserving,
    /// <summary>Received and counted only (<c>--ignore</c>).</summary>
    Ignore,
}
