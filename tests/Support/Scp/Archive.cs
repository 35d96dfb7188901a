using System.Globalization;

using GetScu.Tests.Support.Wire;

namespace GetScu.Tests.Scp;

/// <summary>The objects that a server holds, in the order in which it sends them.</summary>
internal sealed class Archive
{
    private readonly List<StoredObject> _objects;
    private readonly Dictionary<(string SopClass, string TransferSyntax), int> _counts = [];
    private readonly ILookup<string, StoredObject> _bySeries;

    public Archive(IEnumerable<StoredObject> objects)
    {
        _objects = [.. objects];
        _bySeries = _objects.ToLookup(stored => stored.Series);
        foreach (StoredObject stored in _objects)
        {
            (string, string) kind = (stored.SopClass, stored.TransferSyntax);
            _counts[kind] = _counts.GetValueOrDefault(kind) + 1;
        }
    }

    /// <summary>The objects of a folder and everything below it, in the order of their paths.</summary>
    public Archive(string folder)
        : this(Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(StoredObject.Read).OfType<StoredObject>())
    {
    }

    public IReadOnlyList<StoredObject> Objects => _objects;

    /// <summary>
    /// One study of CT images that exist in memory only. UIDs: study <see cref="Uids.TestRoot"/>.9, series .S below it, instance
    /// .N below that, both from 1; each series has as many as the first, the last one what is left.
    /// </summary>
    /// <param name="count">Objects in all.</param>
    /// <param name="series">Series that they lie in.</param>
    /// <param name="pixelBytes">Size of the pixel data of each.</param>
    public static Archive Generate(int count, int series = 1, int pixelBytes = 64)
    {
        return new Archive(GenerateObjects(count, series, pixelBytes));
    }

    /// <summary>How many objects of a class are held in a transfer syntax.</summary>
    public int Count(string sopClass, string transferSyntax)
    {
        return _counts.GetValueOrDefault((sopClass, transferSyntax));
    }

    /// <summary>
    /// What an identifier asks for: the unique keys of its level and of those above it, each by single value, list of
    /// UIDs, wild card or (empty or absent) anything.
    /// </summary>
    public List<StoredObject> Match(string level, IReadOnlyDictionary<uint, string> identifier)
    {
        int depth = InformationModel.Depth(level);
        string series = identifier.GetValueOrDefault(QueryAttribute.SeriesInstance, "");
        bool isOneSeries = depth >= InformationModel.Depth(InformationModel.Series)
            && series.Length > 0 && series.AsSpan().IndexOfAny('\\', '*', '?') < 0;
        List<StoredObject> found = isOneSeries ? [.. _bySeries[series]] : _objects;
        foreach ((_, uint key) in InformationModel.Levels.Take(depth + 1))
        {
            KeyMatch match = new(identifier.GetValueOrDefault(key, ""));
            if (!match.IsUniversal)
            {
                found = found.FindAll(stored => match.Takes(stored[key]));
            }
        }

        return [.. found];
    }

    private static IEnumerable<StoredObject> GenerateObjects(int count, int series, int pixelBytes)
    {
        const string Study = Uids.TestRoot + ".9";
        byte[] pixels = new byte[pixelBytes];
        int each = (count + series - 1) / series;
        Dictionary<uint, string> attributes = [];
        for (int index = 0; index < count; index++)
        {
            string number = ((index / each) + 1).ToString(CultureInfo.InvariantCulture);
            if (index % each == 0)
            {
                attributes = new Dictionary<uint, string>
                {
                    [QueryAttribute.SopClass] = Uids.CtImage,
                    [QueryAttribute.Modality] = "CT",
                    [QueryAttribute.PatientId] = "GENERATED",
                    [QueryAttribute.StudyInstance] = Study,
                    [QueryAttribute.SeriesInstance] = $"{Study}.{number}",
                };
            }

            string instance = string.Create(CultureInfo.InvariantCulture, $"{Study}.{number}.{(index % each) + 1}");
            yield return new StoredObject(
                instance, Uids.ExplicitLittle, attributes, stored => new MemoryStream(Encode(stored, pixels)));
        }
    }

    private static byte[] Encode(StoredObject stored, byte[] pixels)
    {
        DataSetBuilder builder = new();
        foreach (QueryAttribute attribute in QueryAttribute.Stored)
        {
            if (stored[attribute.Tag] is { Length: > 0 } text)
            {
                builder.Add(attribute.Tag, attribute.Vr, text);
            }
        }

        return builder.Add(0x7FE00010, "OW", pixels).Build();
    }
}
