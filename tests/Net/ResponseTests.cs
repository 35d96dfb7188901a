using System.IO.Compression;
using System.Text;

using GetScu.Dicom;
using GetScu.Net;
using GetScu.Net.Log;
using GetScu.Tests.Support;
using GetScu.Tests.Support.Wire;

namespace GetScu.Tests.Net;

/// <summary>Final C-GET responses: status texts, the judgement of the counters, the list of failed instances.</summary>
[TestClass]
public sealed class ResponseTests
{
    private static readonly (int Status, int? Remaining, int? Completed, int? Failed, int? Warning, int Received, int Stored, string Expected)[] Finals =
    [
        (0x0000, null, null, null, null, 0, 0, "Complete"),
        (0x0000, null, null, null, null, 2, 2, "Complete"),
        (0x0000, 0, 2, 0, 0, 2, 2, "Complete"),
        (0x0000, 0, 1, 0, 1, 2, 2, "Complete"),
        (0x0000, null, 2, 1, 0, 2, 2, "Incomplete"),
        (0x0000, 1, 2, 0, 0, 2, 2, "Incomplete"),
        (0x0000, 0, 3, 0, 0, 2, 2, "Incomplete"),
        (0x0000, 0, 2, 0, 1, 2, 2, "Incomplete"),
        (0x0000, null, null, null, null, 2, 1, "Incomplete"),
        (0xB000, null, 1, 1, 0, 1, 1, "Incomplete"),
        (0xB000, null, null, null, null, 0, 0, "Incomplete"),
        (0x0001, null, 1, 0, 0, 1, 1, "Incomplete"),
        (0xA701, null, null, null, null, 0, 0, "FinalFailure"),
        (0xA702, 2, 0, 0, 0, 0, 0, "FinalFailure"),
        (0xA900, null, null, null, null, 0, 0, "FinalFailure"),
        (0xC001, null, null, null, null, 0, 0, "FinalFailure"),
        (0x0122, null, null, null, null, 0, 0, "FinalFailure"),
        (0xFE00, 1, 1, 0, 0, 1, 1, "FinalFailure"),
    ];

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
    public void The_final_response_is_judged_by_what_came() => Table.Run(Finals, row => row.ToString(), row =>
    {
        Command bytes = Command.GetRsp(1, Uids.PatientRootGet, row.Status, row.Remaining, row.Completed, row.Failed, row.Warning);
        var response = new DimseCommand();
        response.Append(bytes.Build());
        response.Parse();
        var done = new SubOperations { Received = row.Received, Stored = row.Stored };
        Outcome outcome = FinalReport.Judge(new Logging(LogLevel.Off), response, (ushort)row.Status, done);
        Assert.AreEqual(row.Expected, outcome.ToString());
    });

    [TestMethod]
    public void Status_texts() => Table.Run(Texts, row => $"{row.Status:x4}", row =>
    {
        Assert.AreEqual(row.Get, DimseStatus.GetText((ushort)row.Status));
        Assert.AreEqual(row.Store, DimseStatus.StoreText((ushort)row.Status));
    });

    [TestMethod]
    public void The_failed_instances_are_found_in_every_encoding()
    {
        foreach ((string bytes, DataEncoding encoding) in ((string, DataEncoding)[])
        [
            ("0800 0500 00000000  0800 5800 08000000 '1.2\\3.4' 00", DataEncoding.ImplicitLittle),
            ("0800 0500 'CS' 0000 0800 5800 'UI' 0800 '1.2\\3.4' 00", DataEncoding.ExplicitLittle),
            ("0008 0005 'CS' 0000 0008 0058 'UI' 0008 '1.2\\3.4' 00", DataEncoding.ExplicitBig),
            ("0800 0100 'OB' 0000 02000000 'xy' 0800 5800 'UI' 0800 '1.2\\3.4' 00", DataEncoding.ExplicitLittle),
        ])
        {
            string? problem = null;
            ReadOnlySpan<byte> found = ResponseDataSet.Find(Hex.Parse(bytes), encoding, new Tag(8, 0x58), ref problem);
            Assert.AreEqual("1.2\\3.4\0", Encoding.ASCII.GetString(found), encoding.ToString());
            Assert.IsNull(problem);
        }
    }

    [TestMethod]
    public void A_list_that_is_cut_shows_what_is_there_and_says_so()
    {
        byte[] bytes = Hex.Parse("0800 5800 FFFFFF7F '1.2\\3.4'");
        string? problem = null;
        ReadOnlySpan<byte> found = ResponseDataSet.Find(bytes, DataEncoding.ImplicitLittle, new Tag(8, 0x58), ref problem);
        Assert.AreEqual("1.2\\3.4", Encoding.ASCII.GetString(found));
        Assert.AreEqual("element at offset 0 does not fit into the 15 bytes that are left", problem);
    }

    [TestMethod]
    public void Every_truncation_ends()
    {
        byte[] bytes = Hex.Parse("0800 0500 'CS' 0000 0800 5800 'UI' 0800 '1.2\\3.4' 00");
        for (int length = 0; length < bytes.Length; length++)
        {
            string? problem = null;
            ReadOnlySpan<byte> found = ResponseDataSet.Find(bytes.AsSpan(0, length), DataEncoding.ExplicitLittle, new Tag(8, 0x58), ref problem);
            Assert.AreEqual(length is 0 or 8, problem is null, $"{length} bytes");
            Assert.IsLessThan(8, found.Length);
        }
    }

    [TestMethod]
    public void A_deflate_bomb_stays_within_its_limit()
    {
        byte[] zeros = new byte[64 * 1024 * 1024];
        Hex.Parse("0800 5800 'UN' 0000 F4FFFF03").CopyTo(zeros, 0);
        var deflated = new MemoryStream();
        using (var deflate = new DeflateStream(deflated, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            deflate.Write(zeros);
        }
        var response = new ResponseDataSet(new Logging(LogLevel.Off));
        response.Append(deflated.ToArray());
        long before = GC.GetAllocatedBytesForCurrentThread();
        response.LogFailedInstances(TransferSyntax.DeflatedExplicitVRLittleEndian);
        Assert.IsLessThan(3L * Limits.ResponseDataSet, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
