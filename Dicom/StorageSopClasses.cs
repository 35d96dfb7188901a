using System;

namespace GetScu.Dicom;

/// <summary>The storage SOP classes: which are proposed, in which order, and how the files of each are named (PS3.4 annex B).</summary>
internal static partial class StorageSopClasses
{
    /// <summary>How many classes are proposed.</summary>
    public static int ProposedCount => 120;

    /// <summary>The UID proposed at a place, counting from 0; ASCII without padding.</summary>
    public static ReadOnlySpan<byte> Proposed(int index) => default;

    /// <summary>The prefix of a file name for a SOP class UID (ASCII, no padding), <c>UNKNOWN</c> when it is not listed.</summary>
    public static ReadOnlySpan<byte> FilePrefix(ReadOnlySpan<byte> sopClassUid) => "UNKNOWN"u8;
}
