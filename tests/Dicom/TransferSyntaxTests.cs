using GetScu.Dicom;
using GetScu.Dicom.Dictionary;

namespace GetScu.Tests.Dicom;

/// <summary>All transfer syntaxes of PS3.6: known by name, each with its encoding, and in the order they are proposed in.</summary>
[TestClass]
public sealed class TransferSyntaxTests
{
    private const string Root = "1.2.840.10008.1.2";
    private const string Image =
        ".1 . .2 .4.70 .4.90 .4.50 .5 .4.80 .4.91 .4.51 .4.201 .4.57 .4.202 .4.203 .4.81 .4.110 .4.112 .4.111 .1.99 .8.1";

    [TestMethod]
    public void Every_syntax_of_the_standard_has_its_name_and_its_encoding()
    {
        // PS3.5 A.1, A.3; A.5, A.7 and A.12; all others are explicit little endian.
        Dictionary<string, DataEncoding> others = new()
        {
            ["ImplicitVRLittleEndian"] = DataEncoding.ImplicitLittle,
            ["ExplicitVRBigEndian"] = DataEncoding.ExplicitBig,
            ["DeflatedExplicitVRLittleEndian"] = DataEncoding.DeflatedLittle,
            ["JPIPReferencedDeflate"] = DataEncoding.DeflatedLittle,
            ["JPIPHTJ2KReferencedDeflate"] = DataEncoding.DeflatedLittle,
        };
        List<string[]> rows = DictionarySources.Table("transfer-syntaxes.tsv");
        Assert.HasCount(62, rows);
        CollectionAssert.IsSubsetOf(others.Keys.ToArray(), rows.Select(row => row[1]).ToArray());
        foreach (string[] row in rows)
        {
            Assert.AreEqual(row[2], UidNames.Find(row[0]), row[1]);
            Assert.AreEqual(others.GetValueOrDefault(row[1], DataEncoding.ExplicitLittle), TransferSyntax.EncodingOf(row[0]), row[1]);
        }
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("1.2.840.10008.1.2.4.999")]
    [DataRow("1.2.840.113619.5.2.9")]
    public void Unknown_syntaxes_are_explicit_little_endian(string uid)
    {
        Assert.AreEqual(DataEncoding.ExplicitLittle, TransferSyntax.EncodingOf(uid));
    }

    [TestMethod]
    [DataRow("Image", Image)]
    [DataRow("Video", Image + " .4.102 .4.100 .4.103 .4.107 .4.108 .4.101 .4.104 .4.105 .4.106")]
    [DataRow("Other", ".1 . .2 .1.99")]
    [DataRow("NonPatient", ".1 . .2 .1.99")]
    [DataRow("Unknown", ".1 . .1.99 .4.70 .4.90 .4.50 .5 .4.80 .4.91 .4.51 .4.201 .4.57 .4.202 .4.203 .4.81 .4.110 .4.112 .4.111 .8.1")]
    public void Syntaxes_of_a_kind_stand_in_their_order(string kind, string expected)
    {
        string[] uids = [.. expected.Split(' ').Select(suffix => (Root + suffix).TrimEnd('.'))];
        CollectionAssert.AreEqual(uids, TransferSyntaxRanks.Of(Enum.Parse<StorageClassKind>(kind)).ToArray());
        CollectionAssert.IsSubsetOf(uids, DictionarySources.Table("transfer-syntaxes.tsv").Select(row => row[0]).ToArray());
    }

    [TestMethod]
    public void What_is_probed_is_all_that_images_and_videos_may_have()
    {
        string[] parts =
        [
            .. TransferSyntaxRanks.Uncompressed, .. TransferSyntaxRanks.ImageBeyondUncompressed, .. TransferSyntaxRanks.Video,
        ];
        CollectionAssert.AreEqual(TransferSyntaxRanks.Of(StorageClassKind.Video).ToArray(), parts);
    }
}
