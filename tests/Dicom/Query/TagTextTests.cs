using System.Text;

using GetScu.Dicom;
using GetScu.Dicom.Query;

namespace GetScu.Tests.Dicom.Query;

/// <summary>Tags as people write them.</summary>
[TestClass]
public sealed class TagTextTests
{
    [TestMethod]
    [DataRow("0010,0020", 0x00100020u)]
    [DataRow("(0010,0020)", 0x00100020u)]
    [DataRow("7fe0,0010", 0x7FE00010u)]
    [DataRow("7FE0,0010", 0x7FE00010u)]
    [DataRow("8,5", 0x00080005u)]
    [DataRow(" ( 8 , 18 ) ", 0x00080018u)]
    [DataRow("0,0", 0u)]
    [DataRow("ffff,ffff", 0xFFFFFFFFu)]
    public void Tags(string text, uint expected)
    {
        Assert.IsTrue(TagText.TryParse(Encoding.ASCII.GetBytes(text), out Tag tag));
        Assert.AreEqual(expected, tag.Value);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow(",")]
    [DataRow("()")]
    [DataRow("(")]
    [DataRow("0010")]
    [DataRow("0010,")]
    [DataRow(",0020")]
    [DataRow("00100,0020")]
    [DataRow("0010,00200")]
    [DataRow("(0010,0020")]
    [DataRow("0010,0020)")]
    [DataRow("((0010,0020))")]
    [DataRow("0010;0020")]
    [DataRow("0010,0020,0030")]
    [DataRow("0x10,0020")]
    [DataRow("-010,0020")]
    [DataRow("+010,0020")]
    [DataRow("00 10,0020")]
    [DataRow("001g,0020")]
    [DataRow("0010,0020 x")]
    [DataRow("PatientID")]
    public void No_tags(string text)
    {
        Assert.IsFalse(TagText.TryParse(Encoding.ASCII.GetBytes(text), out Tag tag));
        Assert.AreEqual(default, tag);
    }

    [TestMethod]
    [DataRow("0", 0)]
    [DataRow("fF", 0xFF)]
    [DataRow(" 1234 ", 0x1234)]
    [DataRow("00001", -1)]
    [DataRow("", -1)]
    [DataRow(" ", -1)]
    [DataRow("0x1", -1)]
    [DataRow("1\t", -1)]
    public void Hexadecimal_numbers(string text, int expected)
    {
        Assert.AreEqual(expected >= 0, TagText.TryParseHex(Encoding.ASCII.GetBytes(text), out ushort value));
        Assert.AreEqual(Math.Max(expected, 0), value);
    }
}
