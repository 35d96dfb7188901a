using System.Text;

using GetScu.Dicom;
using GetScu.Dicom.Streaming;
using GetScu.Tests.Support.Wire;

namespace GetScu.Tests.Dicom;

/// <summary>Values that are taken out of the data set itself, not of its items.</summary>
[TestClass]
public sealed class ValueCapturesTests
{
    [TestMethod]
    [DataRow("1000 1000 'PN' 0200 'AB' 1000 2000 'LO' 0200 'CD'", "AB", "CD")]
    [DataRow("1000 2000 'LO' 0200 'CD'", "", "CD")]
    [DataRow("1000 1000 'PN' 0000 1000 2000 'LO' 0000", "", "")]
    [DataRow("1000 2000 'LO' 0200 'CD' 1000 2000 'LO' 0200 'EF'", "", "CD")]
    [DataRow("0800 1011 'SQ' 0000 12000000 FEFF 00E0 0A000000 1000 2000 'LO' 0200 'no' 1000 1000 'PN' 0200 'AB'", "AB", "")]
    [DataRow("0800 1011 'SQ' 0000 FFFFFFFF FEFF 00E0 FFFFFFFF 1000 1000 'PN' 0200 'no' FEFF 0DE0 00000000 FEFF DDE0 00000000 1000 2000 'LO' 0200 'CD'", "", "CD")]
    public void Each_tag_has_its_capture(string hex, string name, string id)
    {
        byte[] bytes = Hex.Parse(hex);
        for (int size = 1; size <= bytes.Length; size++)
        {
            BytesCapture first = new(Limits.Uid);
            BytesCapture second = new(Limits.Uid);
            ElementReader reader = new(new ValueCaptures((0x00100010, first), (0x00100020, second)));
            reader.Reset(DataEncoding.ExplicitLittle);
            foreach (byte[] piece in bytes.Chunk(size))
            {
                Assert.IsTrue(reader.Feed(piece), reader.Error);
            }

            Assert.IsTrue(reader.Finish(), reader.Error);
            Assert.AreEqual((name, id), (Encoding.ASCII.GetString(first.Value), Encoding.ASCII.GetString(second.Value)), $"pieces of {size}");
        }
    }
}
