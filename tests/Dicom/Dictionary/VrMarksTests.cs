using GetScu.Dicom;
using GetScu.Dicom.Dictionary;

namespace GetScu.Tests.Dicom;

/// <summary>The representation to write where the dictionary has a mark.</summary>
[TestClass]
public sealed class VrMarksTests
{
    [TestMethod]
    [DataRow("xs", "US")]
    [DataRow("up", "UL")]
    [DataRow("ox", "OB")]
    [DataRow("px", "OW")]
    [DataRow("lt", "OW")]
    [DataRow("na", "UN")]
    [DataRow("PN", "PN")]
    [DataRow("SQ", "SQ")]
    public void Usual_representations_of_marks(string mark, string vr)
    {
        Assert.AreEqual(Enum.Parse<Vr>(vr), VrMarks.Usual(Enum.Parse<Vr>(mark)));
    }
}
