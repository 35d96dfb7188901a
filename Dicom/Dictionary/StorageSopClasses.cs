using System;

namespace GetScu.Dicom.Dictionary;

/// <summary>The storage SOP classes: which are proposed, in which order, and how the files of each are named (PS3.4 annex B).</summary>
internal static class StorageSopClasses
{
    /// <summary>How many classes are proposed.</summary>
    public static int ProposedCount => UidTable.Proposed.Length;

    /// <summary>The UID proposed at a place, counting from 0; ASCII without padding.</summary>
    public static ReadOnlySpan<byte> Proposed(int index)
    {
        ReadOnlySpan<byte> line = UidNames.Line(UidTable.Proposed[index]);
        return line[..line.IndexOf((byte)' ')];
    }

    /// <summary>
    /// The prefix of a file name for a SOP class UID (ASCII; a NUL at the end is padding), <c>UNKNOWN</c> when it is
    /// not a listed storage SOP class. Allocates nothing.
    /// </summary>
    public static ReadOnlySpan<byte> FilePrefix(ReadOnlySpan<byte> sopClassUid)
    {
        ReadOnlySpan<byte> fields = UidNames.FieldsOf(sopClassUid);
        int space = fields.IndexOf((byte)' ');
        return space < 0 ? "UNKNOWN"u8 : fields[(space + 1)..];
    }
}
