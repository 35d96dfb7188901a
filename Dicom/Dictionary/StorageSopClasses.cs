using System;
using System.Text;

namespace GetScu.Dicom.Dictionary;

/// <summary>
/// The storage SOP classes: which are proposed, in which order, of what kind they are, and how the files of each are named
/// (PS3.4 annex B, GG).
/// </summary>
internal static class StorageSopClasses
{
    /// <summary>How many classes are proposed by default: the first ones.</summary>
    public static int ProposedCount => UidTable.ProposedCount;

    /// <summary>How many classes there are.</summary>
    public static int Count => UidTable.Storage.Length;

    /// <summary>The UID at a place, counting from 0, those proposed by default first; ASCII without padding.</summary>
    public static ReadOnlySpan<byte> Uid(int index)
    {
        ReadOnlySpan<byte> line = UidNames.Line(UidTable.Storage[index]);
        return line[..line.IndexOf((byte)' ')];
    }

    /// <summary>The kind of the class at a place.</summary>
    public static StorageClassKind Kind(int index) => UidTable.Kinds[index] switch
    {
        (byte)'i' => StorageClassKind.Image,
        (byte)'v' => StorageClassKind.Video,
        (byte)'n' => StorageClassKind.NonPatient,
        _ => StorageClassKind.Other,
    };

    /// <summary>The kind of a SOP class; <see cref="StorageClassKind.Unknown"/> where it is not listed.</summary>
    public static StorageClassKind KindOf(string uid)
    {
        int index = IndexOf(uid);
        return index < 0 ? StorageClassKind.Unknown : Kind(index);
    }

    /// <summary>The place of a SOP class, -1 where it is not listed.</summary>
    public static int IndexOf(string uid)
    {
        Span<byte> ascii = stackalloc byte[UidTable.LongestUid];
        if (Encoding.ASCII.TryGetBytes(uid, ascii, out int length))
        {
            for (int i = 0; i < Count; i++)
            {
                if (Uid(i).SequenceEqual(ascii[..length]))
                {
                    return i;
                }
            }
        }

        return -1;
    }

    /// <summary>The UID of a keyword (PS3.6) or of a name as logs print it; null where none is listed.</summary>
    public static string? FindUid(string keyword)
    {
        byte[] ascii = Encoding.UTF8.GetBytes(keyword);
        for (int i = 0; i < Count; i++)
        {
            ReadOnlySpan<byte> uid = Uid(i);
            ReadOnlySpan<byte> fields = UidNames.FieldsOf(uid);
            if (fields[..fields.IndexOf((byte)' ')].SequenceEqual(ascii))
            {
                return Encoding.ASCII.GetString(uid);
            }
        }

        foreach (Range range in UidTable.Keywords.Split((byte)'\n'))
        {
            ReadOnlySpan<byte> line = UidTable.Keywords[range];
            int space = line.IndexOf((byte)' ');
            if (space > 0 && line[(space + 1)..].SequenceEqual(ascii))
            {
                return Encoding.ASCII.GetString(Uid(int.Parse(line[..space])));
            }
        }

        return null;
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
