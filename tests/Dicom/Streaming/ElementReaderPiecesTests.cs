using GetScu.Dicom;
using GetScu.Dicom.Streaming;
using GetScu.Tests.Support;
using GetScu.Tests.Support.Wire;

namespace GetScu.Tests.Dicom;

/// <summary>Every truncation and every way to cut a data set in pieces, and real files.</summary>
[TestClass]
public sealed class ElementReaderPiecesTests
{
    private const string RealFiles = "/usr/lib/python3/dist-packages/pydicom/data";

    /// <summary>Files that are malformed, and what of them.</summary>
    private static readonly Dictionary<string, string> Malformed = new()
    {
        ["SC_rgb_jpeg.dcm"] = "are missing",
        ["rtplan_truncated.dcm"] = "the last 21 bytes of (300a,012c) are missing",
        ["DICOMDIR-nooffset"] = "the end of (0004,1220) is missing",
        ["MR_truncated.dcm"] = "the last 62 bytes of (7fe0,0010) are missing",
    };

    public static IEnumerable<string[]> TransferSyntaxes => Array.ConvertAll(EveryFormDataSet.TransferSyntaxes, uid => new[] { uid });

    [TestMethod]
    [DynamicData(nameof(TransferSyntaxes))]
    public void EveryCutGivesTheSame(string transferSyntax)
    {
        byte[] bytes = EveryFormDataSet.Bytes(transferSyntax);
        DataEncoding encoding = EveryFormDataSet.EncodingOf(transferSyntax);
        ValidatorVerdict good = new(null, Uids.CtImage, "1.2.3");
        DataSetValidator validator = new();
        Assert.AreEqual(good, ValidatorVerdict.Run(validator, encoding, bytes));
        for (int cut = 0; cut <= bytes.Length; cut++)
        {
            Assert.AreEqual(good, ValidatorVerdict.Run(validator, encoding, bytes, cut), $"cut at {cut}");
            Assert.AreEqual(good, ValidatorVerdict.Run(validator, encoding, bytes, cut, Math.Min(cut + 5, bytes.Length)), $"cut near {cut}");
            Assert.AreEqual(good, ValidatorVerdict.RunPieces(validator, encoding, bytes, cut + 1), $"pieces of {cut + 1}");
        }
    }

    [TestMethod]
    [DynamicData(nameof(TransferSyntaxes))]
    public void EveryTruncationIsFound(string transferSyntax)
    {
        byte[] bytes = EveryFormDataSet.Bytes(transferSyntax);
        DataEncoding encoding = EveryFormDataSet.EncodingOf(transferSyntax);
        HashSet<int> ends = [0];
        if (encoding != DataEncoding.DeflatedLittle)
        {
            // Nothing tells that elements are missing where one has ended.
            // Fewer than eight bytes behind that are taken for padding.
            int end = 0;
            EveryFormDataSet.Parts(transferSyntax).ForEach(part => ends.UnionWith(Enumerable.Range(end += part.Length, 8)));
            ends.UnionWith(Enumerable.Range(0, 8));
        }
        else
        {
            // An empty stream is none, and the pad byte may be missing.
            ends = bytes[^1] == 0 ? [bytes.Length, bytes.Length - 1] : [bytes.Length];
        }

        DataSetValidator validator = new();
        for (int length = 0; length <= bytes.Length; length++)
        {
            ValidatorVerdict check = ValidatorVerdict.Run(validator, encoding, bytes.AsSpan(0, length));
            Assert.AreEqual(ends.Contains(length), check.Error is null, $"{length} of {bytes.Length} bytes: {check.Error}");
            Assert.AreEqual(check, ValidatorVerdict.RunPieces(validator, encoding, bytes.AsSpan(0, length), 7), $"{length} bytes in pieces");
        }
    }

    [TestMethod]
    public void RealFilesAreWellFormedSaveTheKnownOnes()
    {
        Assert.IsTrue(Directory.Exists(RealFiles), "python3-pydicom is not installed: apt-get install python3-pydicom");
        DataSetValidator validator = new();
        int checkedFiles = 0;
        foreach (string path in Directory.GetFiles(RealFiles, "*", SearchOption.AllDirectories))
        {
            if (Part10File.Read(path) is not { } file)
            {
                continue;
            }

            checkedFiles++;
            byte[] bytes = file.ReadData();
            DataEncoding encoding = TransferSyntax.EncodingOf(file.TransferSyntax);
            ValidatorVerdict whole = ValidatorVerdict.Run(validator, encoding, bytes);
            if (Malformed.TryGetValue(Path.GetFileName(path), out string? error))
            {
                StringAssert.Contains(whole.Error, error, path);
            }
            else
            {
                Assert.IsNull(whole.Error, path);
            }

            foreach (int length in (int[])[1, 3, 16378])
            {
                if (length > 1 || bytes.Length < 100_000)
                {
                    Assert.AreEqual(whole, ValidatorVerdict.RunPieces(validator, encoding, bytes, length), $"{path} in pieces of {length}");
                }
            }
        }

        Assert.AreEqual(177, checkedFiles);
    }
}
