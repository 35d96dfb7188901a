using GetScu.Net.Dimse;

namespace GetScu.Tests.Net;

/// <summary>The longer status texts; those of C-GET responses are compared with the reference in the tests of the log.</summary>
[TestClass]
public sealed class StatusTextTests
{
    [TestMethod]
    [DataRow(0x8001, 0x0000, "Success")]
    [DataRow(0x8001, 0x0122, "Refused: SOP Class not supported")]
    [DataRow(0x8001, 0x0110, "Failure")]
    [DataRow(0x8001, 0x0210, "Duplicate invocation")]
    [DataRow(0x8001, 0x0211, "Unrecognized operation")]
    [DataRow(0x8001, 0xA6FF, "Failure")]
    [DataRow(0x8001, 0xA700, "Refused: Out of resources")]
    [DataRow(0x8001, 0xA7FF, "Refused: Out of resources")]
    [DataRow(0x8001, 0xA800, "Failure")]
    [DataRow(0x8001, 0xA900, "Error: Data Set does not match SOP Class")]
    [DataRow(0x8001, 0xA9FF, "Error: Data Set does not match SOP Class")]
    [DataRow(0x8001, 0xB123, "Warning")]
    [DataRow(0x8001, 0xC000, "Error: Cannot understand")]
    [DataRow(0x8001, 0xCFFF, "Error: Cannot understand")]
    [DataRow(0x8001, 0xD000, "Unknown Status Code (non-standard)")]
    [DataRow(0x8030, 0x0000, "Success")]
    [DataRow(0x8010, 0x0000, "Success: Sub-operations complete - No failures or warnings")]
    public void Texts_of_the_responses_sent(int field, int status, string expected)
    {
        Assert.AreEqual(expected, StatusText.InDump((CommandField)field, (ushort)status));
    }
}
