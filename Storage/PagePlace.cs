namespace GetScu.Storage;

/// <summary>
/// Where the bytes of a data set lie in a page of memory: as they will in a page of their file, and a little ahead of that.
/// Copied to a place in a page that is a few bytes ahead of the place it comes from, data moves byte by byte on some
/// processors (AMD EPYC: 3.5 instead of 40 GB/s), and with buffers of whole pages that lasts. Both memories that data sets are
/// written from, the receive buffer and the one objects are held in, keep to it. PDU headers between the fragments
/// only move the memory further ahead of the file.
/// </summary>
internal static class PagePlace
{
    /// <summary>Pages of memory and of file caches, smallest size.</summary>
    public const int Page = 4096;

    /// <summary>Place of the first byte: a little more than the preamble and the meta information take in the file.</summary>
    public const int Lead = 512;

    /// <summary>Place in its page of the byte at an offset of the data set.</summary>
    public static int Of(int offset) => (Lead + offset) & (Page - 1);
}
