using GetScu.Net.Dimse;
using GetScu.Tests.Support;

namespace GetScu.Tests.Net;

/// <summary>Texts of status codes: short ones in lines, longer ones in dumps. Those of C-GET responses are compared with the reference in the tests of the log.</summary>
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

    private static readonly (int Status, string Get, string Store)[] Texts =
    [
        (0x0000, "Success", "Success"),
        (0x0122, "Refused: SOPClassNotSupported", "Refused: SOPClassNotSupported"),
        (0xA700, "Unknown Status: 0xa700", "Refused: OutOfResources"),
        (0xA701, "Refused: OutOfResourcesNumberOfMatches", "Refused: OutOfResources"),
        (0xA702, "Refused: OutOfResourcesSubOperations", "Refused: OutOfResources"),
        (0xA900, "Error: DataSetDoesNotMatchSOPClass", "Error: DataSetDoesNotMatchSOPClass"),
        (0xB000, "Warning: SubOperationsCompleteOneOrMoreFailures", "Unknown Status: 0xb000"),
        (0xC000, "Failed: UnableToProcess", "Error: CannotUnderstand"),
        (0xCFFF, "Failed: UnableToProcess", "Error: CannotUnderstand"),
        (0xFE00, "Cancel: SubOperationsTerminatedDueToCancelIndication", "Unknown Status: 0xfe00"),
        (0xFF00, "Pending", "Unknown Status: 0xff00"),
        (0x1234, "Unknown Status: 0x1234", "Unknown Status: 0x1234"),
    ];

    [TestMethod]
    public void Status_texts() => Table.Run(Texts, row => $"{row.Status:x4}", row =>
    {
        Assert.AreEqual(row.Get, StatusText.OfGet((ushort)row.Status));
        Assert.AreEqual(row.Store, StatusText.OfStore((ushort)row.Status));
    });
}
