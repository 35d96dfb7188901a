using GetScu.Dicom;
using GetScu.Tests.Support;

namespace GetScu.Tests.Dicom;

/// <summary>The tables that the dictionary is generated from, read here by other means than the generator's.</summary>
internal static class DictionarySources
{
    private static readonly Lazy<string> Located = new(Locate);

    /// <summary>Debian's dicom.dic.</summary>
    public static string DicomDic => Located.Value;

    /// <summary>Columns of a table of Dicom/Dictionary/Tables, comments left out.</summary>
    public static List<string[]> Table(string name) => Rows(Repository.PathOf("Dicom", "Dictionary", "Tables", name));

    /// <summary>Tag field, VR, name and VM as the built-in dictionary must have them: dicom.dic under the newer attributes.</summary>
    public static Dictionary<string, (string Vr, string Name, string Vm)> Attributes()
    {
        Dictionary<string, (string Vr, string Name, string Vm)> attributes = [];
        foreach (string[] row in Rows(DicomDic).Concat(Table("attributes-since-2022b.tsv")))
        {
            attributes[row[0].ToUpperInvariant()] = (row[1], row[2], row[3]);
        }

        Assert.AreEqual("ox", attributes["(6000-60FF,3000)"].Vr);
        attributes["(6000-60FF,3000)"] = ("OW", "OverlayData", "1");
        return attributes;
    }

    private static List<string[]> Rows(string path) =>
        [.. File.ReadLines(path).Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('\t'))];

    private static string Locate()
    {
        foreach (string folder in Directory.GetDirectories("/usr/share", "libdcmtk*"))
        {
            string path = Path.Combine(folder, "dicom.dic");
            if (File.Exists(path))
            {
                return path;
            }
        }

        throw new AssertFailedException("no dicom.dic: apt-get install dcmtk");
    }
}
