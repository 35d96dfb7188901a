using System;

namespace GetScu.Dicom;

/// <summary>Between little and big endian (PS3.5 7.3).</summary>
internal static class ByteOrder
{
    /// <summary>Reverses each whole group of <paramref name="width"/> bytes in place; a rest stays as it is. 0 and 1: nothing does.</summary>
    public static void Swap(Span<byte> value, int width)
    {
        for (int at = 0; width > 1 && at + width <= value.Length; at += width)
        {
            value.Slice(at, width).Reverse();
        }
    }
}
