using GetScu.Net.Retrieve;

namespace GetScu.Tests.Dicom.Query;

/// <summary>Query files byte by byte.</summary>
internal static class QueryBytes
{
    /// <summary>A Part 10 file (PS3.10 7.1) around a data set.</summary>
    public static byte[] Part10(string transferSyntax, byte[] data)
    {
        byte[] meta = new DataSetBuilder().Add(0x00020001, "OB", [0, 1]).Add(0x00020002, "UI", "1.2").Add(0x00020003, "UI", "1.3")
            .Add(0x00020010, "UI", transferSyntax).Build();
        byte[] length = new ByteBuilder().U32Little(meta.Length).ToArray();
        return [.. Preamble, .. new DataSetBuilder().Add(0x00020000, "UL", length).Build(), .. meta, .. data];
    }

    public static byte[] Preamble { get; } = [.. new byte[128], .. "DICM"u8];

    /// <summary>A data set in one transfer syntax and a Part 10 file around it.</summary>
    public static byte[] Part10(string transferSyntax, Func<DataSetBuilder, DataSetBuilder> write)
    {
        return Part10(transferSyntax, Bare(transferSyntax, write));
    }

    public static byte[] Bare(string transferSyntax, Func<DataSetBuilder, DataSetBuilder> write)
    {
        DataSetBuilder data = new(transferSyntax);
        write(data);
        return data.Build();
    }
}
