using GetScu.Tests.Scp;
using GetScu.Tests.Support;

namespace GetScu.Tests.Ship;

/// <summary>A folder with a few real objects for getscp, and the check that they have arrived.</summary>
internal sealed class Samples : IDisposable
{
    /// <summary>Whole files; the collection has cut ones too.</summary>
    private const long Largest = 1 << 20;
    private const int Most = 3;

    private readonly TempFolder _folder = new();
    private readonly Dictionary<string, byte[]> _dataSets = [];

    /// <summary>Up to three small objects of a group.</summary>
    public Samples(ObjectGroup group)
    {
        foreach (StoredObject stored in group.Objects)
        {
            if (_dataSets.Count < Most && stored.File.DataLength < Largest && !stored.File.Path.Contains("truncated", StringComparison.Ordinal))
            {
                _dataSets[stored.SopInstance] = stored.File.ReadData();
                File.Copy(stored.File.Path, _folder.File(stored.SopInstance));
            }
        }
    }

    public string Folder => _folder.Path;

    /// <summary>Objects of the largest group, in explicit little endian.</summary>
    public static Samples Few()
    {
        foreach (ObjectGroup group in RealObjects.Groups)
        {
            if (group.TransferSyntax == Uids.ExplicitLittle)
            {
                return new Samples(group);
            }
        }

        throw new AssertFailedException("no real object in explicit little endian");
    }

    /// <summary>Fails unless the folder holds these objects alone, their data sets byte for byte.</summary>
    public void ExpectIn(string folder, ToolResult result)
    {
        string[] files = Directory.GetFileSystemEntries(folder);
        Assert.AreEqual(_dataSets.Count, files.Length, $"{string.Join(' ', files)} {result}");
        foreach ((string instance, byte[] expected) in _dataSets)
        {
            string? path = Array.Find(files, file => file.EndsWith(instance, StringComparison.Ordinal));
            Assert.IsNotNull(path, $"{instance} is missing: {result}");
            byte[] actual = Part10File.Read(path)?.ReadData() ?? throw new AssertFailedException($"{path} is not a DICOM file");
            Assert.IsTrue(expected.AsSpan().SequenceEqual(actual), $"{instance} has changed: {result}");
        }
    }

    public void Dispose()
    {
        _folder.Dispose();
    }
}
