using GetScu.Net.Dimse;

namespace GetScu.Tests.Net;

/// <summary>The kinds of status codes (PS3.7 annex C).</summary>
[TestClass]
public sealed class DimseStatusTests
{
    [TestMethod]
    [DataRow(0x0000, false, false)]
    [DataRow(0x0001, false, true)]
    [DataRow(0x0107, false, true)]
    [DataRow(0x0116, false, true)]
    [DataRow(0x0110, false, false)]
    [DataRow(0x0122, false, false)]
    [DataRow(0xA700, false, false)]
    [DataRow(0xAFFF, false, false)]
    [DataRow(0xB000, false, true)]
    [DataRow(0xBFFF, false, true)]
    [DataRow(0xC000, false, false)]
    [DataRow(0xFE00, false, false)]
    [DataRow(0xFEFF, false, false)]
    [DataRow(0xFF00, true, false)]
    [DataRow(0xFF01, true, false)]
    [DataRow(0xFF02, false, false)]
    [DataRow(0xFFFF, false, false)]
    public void Pending_and_warnings(int status, bool isPending, bool isWarning)
    {
        Assert.AreEqual(isPending, DimseStatus.IsPending((ushort)status));
        Assert.AreEqual(isWarning, DimseStatus.IsWarning((ushort)status));
    }
}
