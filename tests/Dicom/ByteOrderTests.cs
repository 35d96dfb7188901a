using GetScu.Dicom;
using GetScu.Tests.Support.Wire;

namespace GetScu.Tests.Dicom;

/// <summary>Between little and big endian.</summary>
[TestClass]
public sealed class ByteOrderTests
{
    [TestMethod]
    [DataRow(0, "010203", "010203")]
    [DataRow(1, "010203", "010203")]
    [DataRow(2, "", "")]
    [DataRow(2, "0102 0304", "0201 0403")]
    [DataRow(2, "0102 03", "0201 03")]
    [DataRow(4, "01020304 05060708", "04030201 08070605")]
    [DataRow(4, "01020304 050607", "04030201 050607")]
    [DataRow(8, "0102030405060708", "0807060504030201")]
    [DataRow(8, "01020304050607", "01020304050607")]
    public void Whole_groups_are_reversed(int width, string bytes, string expected)
    {
        byte[] value = Hex.Parse(bytes);
        ByteOrder.Swap(value, width);
        CollectionAssert.AreEqual(Hex.Parse(expected), value);
    }
}
