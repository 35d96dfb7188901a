using System.IO.Compression;
using System.Text;

using GetScu.Tests.Support;

namespace GetScu.Tests.Dicom.Query;

internal static class Encodings
{
    /// <summary>The transfer syntaxes that a C-GET context can have.</summary>
    public static string[] Syntaxes { get; } =
        [Uids.ExplicitLittle, Uids.ImplicitLittle, Uids.ExplicitBig, Uids.DeflatedLittle];

    /// <summary>The attributes that come with the reference.</summary>
    public static string DcmtkDictionary { get; } = FindDictionary();

    public static byte[] Latin1(string text) => Encoding.Latin1.GetBytes(text);

    /// <summary>The bytes as they are, or what a raw deflate stream of even length holds.</summary>
    public static byte[] Inflated(byte[] bytes, string syntax)
    {
        if (syntax != Uids.DeflatedLittle)
        {
            return bytes;
        }

        Assert.AreEqual(0, bytes.Length % 2, "PS3.5 A.5: a deflated data set has an even length");
        using DeflateStream source = new(new MemoryStream(bytes), CompressionMode.Decompress);
        using MemoryStream target = new();
        source.CopyTo(target);
        return target.ToArray();
    }

    private static string FindDictionary()
    {
        foreach (string folder in Directory.GetDirectories("/usr/share", "*dcmtk*"))
        {
            string path = Path.Combine(folder, "dicom.dic");
            if (File.Exists(path))
            {
                return path;
            }
        }

        throw new AssertFailedException("no dicom.dic below /usr/share: apt-get install dcmtk");
    }
}
