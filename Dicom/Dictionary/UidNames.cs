using System;
using System.Text;

namespace GetScu.Dicom.Dictionary;

/// <summary>Names of well-known UIDs as logs print them: <c>=CTImageStorage</c> (PS3.6 annex A).</summary>
internal static class UidNames
{
    /// <summary>The name of a UID, or null when it is not listed.</summary>
    public static string? Find(string uid)
    {
        Span<byte> ascii = stackalloc byte[UidTable.LongestUid];
        return Encoding.ASCII.TryGetBytes(uid, ascii, out int length) ? Find(ascii[..length]) : null;
    }

    /// <summary>The name of a UID in ASCII, or null when it is not listed; a NUL at the end is padding (PS3.5 9.1).</summary>
    public static string? Find(ReadOnlySpan<byte> uid)
    {
        ReadOnlySpan<byte> fields = FieldsOf(uid);
        if (fields.IsEmpty)
        {
            return null;
        }

        int space = fields.IndexOf((byte)' ');
        return Encoding.ASCII.GetString(space < 0 ? fields : fields[..space]);
    }

    /// <summary>The UID of a name, in ASCII without padding; empty when it is not listed.</summary>
    public static ReadOnlySpan<byte> FindUid(ReadOnlySpan<byte> name)
    {
        for (int i = 0; i < UidTable.Count; i++)
        {
            ReadOnlySpan<byte> line = Line(i);
            int space = line.IndexOf((byte)' ');
            ReadOnlySpan<byte> fields = line[(space + 1)..];
            int end = fields.IndexOf((byte)' ');
            if (name.SequenceEqual(end < 0 ? fields : fields[..end]))
            {
                return line[..space];
            }
        }

        return default;
    }

    /// <summary>The line of the table at a place.</summary>
    internal static ReadOnlySpan<byte> Line(int index)
    {
        int start = UidTable.Offsets[index];
        return UidTable.Lines[start..(UidTable.Offsets[index + 1] - 1)];
    }

    /// <summary>What the table has after a UID: its name and, for storage SOP classes, a space and the file prefix. Empty: not listed.</summary>
    internal static ReadOnlySpan<byte> FieldsOf(ReadOnlySpan<byte> uid)
    {
        int place = UidTable.Offsets[..UidTable.Count].BinarySearch(new Uid(uid.TrimEnd((byte)0)));
        return place < 0 ? default : Line(place)[(Line(place).IndexOf((byte)' ') + 1)..];
    }

    /// <summary>Where a UID stands among lines.</summary>
    private readonly ref struct Uid(ReadOnlySpan<byte> uid) : IComparable<ushort>
    {
        private readonly ReadOnlySpan<byte> _uid = uid;

        public int CompareTo(ushort offset)
        {
            ReadOnlySpan<byte> line = UidTable.Lines[offset..];
            return _uid.SequenceCompareTo(line[..line.IndexOf((byte)' ')]);
        }
    }
}
