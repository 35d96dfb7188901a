using System.Buffers.Binary;
using System.Text;

namespace GetScu.Tests.Support.Wire;

/// <summary>A DICOM file (PS3.10 7.1): its meta information, and where its data set lies.</summary>
/// <param name="Path">The file.</param>
/// <param name="Meta">Group 2 in order.</param>
/// <param name="DataOffset">First byte of the data set.</param>
/// <param name="DataLength">Bytes from there to the end of the file.</param>
internal sealed record Part10File(string Path, IReadOnlyList<Element> Meta, int DataOffset, long DataLength)
{
    private const int MetaLimit = 1 << 20;

    public string TransferSyntax => MetaText(0x00020010);

    public string MetaSopClass => MetaText(0x00020002);

    public string MetaSopInstance => MetaText(0x00020003);

    /// <summary>Null where the file is none, or its meta information cannot be read.</summary>
    public static Part10File? Read(string path)
    {
        using FileStream file = File.OpenRead(path);
        byte[] head = new byte[Math.Min(file.Length, MetaLimit)];
        file.ReadExactly(head);
        if (head.Length < 132 || !head.AsSpan(128, 4).SequenceEqual("DICM"u8))
        {
            return null;
        }

        List<Element> meta = [];
        int at = 132;
        while (at + 8 <= head.Length && BinaryPrimitives.ReadUInt16LittleEndian(head.AsSpan(at)) == 2)
        {
            uint tag = 0x00020000u | BinaryPrimitives.ReadUInt16LittleEndian(head.AsSpan(at + 2));
            string vr = Encoding.Latin1.GetString(head, at + 4, 2);
            bool isLong = WireEncoding.HasLongLength(vr);
            long length = !isLong ? BinaryPrimitives.ReadUInt16LittleEndian(head.AsSpan(at + 6))
                : at + 12 <= head.Length ? BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(at + 8)) : uint.MaxValue;
            int start = at + (isLong ? 12 : 8);
            if (length > head.Length - start)
            {
                return null;
            }

            at = start + (int)length;
            meta.Add(new Element(tag, vr, head[start..at], false));
        }

        Part10File result = new(path, meta, at, file.Length - at);
        return result.TransferSyntax.Length > 0 ? result : null;
    }

    /// <summary>The data set's bytes as stored.</summary>
    public byte[] ReadData()
    {
        return File.ReadAllBytes(Path)[DataOffset..];
    }

    /// <summary>A stream at the first byte of the data set.</summary>
    public FileStream OpenData()
    {
        return new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0) { Position = DataOffset };
    }

    /// <summary>Text of the data set's outermost elements up to a tag, as far as they can be read.</summary>
    public Dictionary<uint, string> ReadTexts(uint last)
    {
        const int Head = 1 << 18;
        Dictionary<uint, string> texts = ReadTexts(Head, last, out bool isComplete);
        return isComplete || DataLength <= Head ? texts : ReadTexts((int)Math.Min(DataLength, Array.MaxLength), last, out _);
    }

    private Dictionary<uint, string> ReadTexts(int count, uint last, out bool isComplete)
    {
        byte[] bytes = new byte[Math.Min(count, DataLength)];
        using (FileStream file = File.OpenRead(Path))
        {
            file.Position = DataOffset;
            file.ReadExactly(bytes);
        }

        Dictionary<uint, string> texts = [];
        isComplete = true;
        try
        {
            for (DataSetReader reader = new(bytes, TransferSyntax); !reader.AtEnd;)
            {
                Element element = reader.Next();
                if (element.Tag > last)
                {
                    return texts;
                }

                texts[element.Tag] = element.Text;
            }
        }
        catch (FormatException)
        {
            isComplete = false;
        }

        return texts;
    }

    private string MetaText(uint tag)
    {
        foreach (Element element in Meta)
        {
            if (element.Tag == tag)
            {
                return element.Text;
            }
        }

        return "";
    }

    /// <summary>A file around a data set: preamble, DICM, group 2 in explicit little endian.</summary>
    public static byte[] Build(string sopClass, string sopInstance, string transferSyntax, ReadOnlySpan<byte> data)
    {
        byte[] group = new DataSetBuilder()
            .Add(0x00020001, "OB", [0, 1])
            .Add(0x00020002, "UI", sopClass)
            .Add(0x00020003, "UI", sopInstance)
            .Add(0x00020010, "UI", transferSyntax)
            .Add(0x00020012, "UI", Uids.TestRoot + ".1")
            .Build();
        byte[] length = new ByteBuilder().U32Little(group.Length).ToArray();
        return new ByteBuilder().Zeros(128).Text("DICM")
            .Raw(new DataSetBuilder().Add(0x00020000, "UL", length).Build()).Raw(group).Raw(data).ToArray();
    }
}
