using System;

namespace GetScu.Dicom;

/// <summary>A data element tag (PS3.5 7.1.1), ordered by group and then element.</summary>
internal readonly record struct Tag(ushort Group, ushort Element) : IComparable<Tag>
{
    public uint Value => ((uint)Group << 16) | Element;

    /// <summary>Odd groups are private (PS3.5 7.8).</summary>
    public bool IsPrivate => (Group & 1) != 0;

    /// <summary>Group lengths are retired (PS3.5 7.2).</summary>
    public bool IsGroupLength => Element == 0;

    /// <summary>The element that names the owner of a private block (PS3.5 7.8.1).</summary>
    public bool IsPrivateCreator => IsPrivate && Element is >= 0x10 and <= 0xFF;

    public static Tag FromValue(uint value) => new((ushort)(value >> 16), (ushort)value);

    public int CompareTo(Tag other) => Value.CompareTo(other.Value);

    /// <summary>The form logs use, lower-case hexadecimal: <c>(0008,0052)</c>.</summary>
    public override string ToString() => $"({Group:x4},{Element:x4})";
}
