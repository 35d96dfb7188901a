using GetScu.Net.Dimse;
using GetScu.Tests.Support;
using GetScu.Tests.Support.Wire;

namespace GetScu.Tests.Net;

/// <summary>The requests that are sent, byte by byte (PS3.7 6.3.1, 9.3).</summary>
[TestClass]
public sealed class RequestWriterTests
{
    private const string Longest = "1.2.345678901234567890123456789012345678901234567890123456789012";

    private static readonly (string Name, byte[] Written, string Expected)[] Rows =
    [
        ("C-GET-RQ, patient root", RequestWriter.CGet(Memory(), "1.2.840.10008.5.1.4.1.2.1.3", 1).ToArray(),
            """
            0000 0000 04000000 4C000000                            # group length
            0000 0200 1C000000 '1.2.840.10008.5.1.4.1.2.1.3' 00    # affected SOP class
            0000 0001 02000000 1000                                # C-GET-RQ
            0000 1001 02000000 0100                                # message id
            0000 0007 02000000 0000                                # medium
            0000 0008 02000000 0100                                # a data set follows
            """),
        ("C-FIND-RQ, study root", RequestWriter.CFind(Memory(), "1.2.840.10008.5.1.4.1.2.2.1", 65535).ToArray(),
            """
            0000 0000 04000000 4C000000
            0000 0200 1C000000 '1.2.840.10008.5.1.4.1.2.2.1' 00
            0000 0001 02000000 2000                                # C-FIND-RQ
            0000 1001 02000000 FFFF
            0000 0007 02000000 0000
            0000 0008 02000000 0100
            """),
        ("the longest UID, of even length", RequestWriter.CFind(Memory(), Longest, 258).ToArray(),
            $"""
            0000 0000 04000000 70000000
            0000 0200 40000000 '{Longest}'
            0000 0001 02000000 2000
            0000 1001 02000000 0201
            0000 0007 02000000 0000
            0000 0008 02000000 0100
            """),
        ("C-CANCEL-RQ", RequestWriter.CCancel(Memory(), 513).ToArray(),
            """
            0000 0000 04000000 1E000000
            0000 0001 02000000 FF0F                                # C-CANCEL-RQ
            0000 2001 02000000 0102                                # of this message
            0000 0008 02000000 0101                                # no data set
            """),
    ];

    [TestMethod]
    public void Every_request() => Table.Run(Rows, row => row.Name, row =>
    {
        CollectionAssert.AreEqual(Hex.Parse(row.Expected), row.Written);
        Assert.IsLessThanOrEqualTo(RequestWriter.LongestRequest, row.Written.Length);
        Command read = Command.Parse(row.Written);
        Assert.AreEqual(row.Written.Length, read.Build().Length, "group length");
    });

    private static byte[] Memory() => new byte[RequestWriter.LongestRequest];
}
