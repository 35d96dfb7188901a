using System.IO.Compression;

using GetScu.Dicom;
using GetScu.Net.Dimse;
using GetScu.Net.Log;
using GetScu.Net.Pdu;
using GetScu.Net.Plan;
using GetScu.Net.Retrieve;
using GetScu.Tests.Support;
using GetScu.Tests.Support.Wire;

namespace GetScu.Tests.Net;

/// <summary>Data sets of C-GET responses: the list of failed instances, in every encoding and of any length.</summary>
[TestClass]
public sealed class ResponseDataSetTests
{
    [TestMethod]
    public void The_failed_instances_are_found_in_every_encoding()
    {
        foreach ((string bytes, string encoding) in ((string, string)[])
        [
            ("0800 0500 00000000  0800 5800 08000000 '1.2\\3.4' 00", TransferSyntax.ImplicitVRLittleEndian),
            ("0800 0500 'CS' 0000 0800 5800 'UI' 0800 '1.2\\3.4' 00", TransferSyntax.ExplicitVRLittleEndian),
            ("0008 0005 'CS' 0000 0008 0058 'UI' 0008 '1.2\\3.4' 00", TransferSyntax.ExplicitVRBigEndian),
            ("0800 0100 'OB' 0000 02000000 'xy' 0800 5800 'UI' 0800 '1.2\\3.4' 00", TransferSyntax.ExplicitVRLittleEndian),
        ])
        {
            Assert.AreEqual((2, null), Read(Hex.Parse(bytes), encoding), encoding);
        }
    }

    [TestMethod]
    public void A_list_that_is_cut_shows_what_is_there_and_says_so()
    {
        byte[] bytes = Hex.Parse("0800 5800 FFFFFF7F '1.2\\3.4'");
        (long count, string? problem) = Read(bytes, TransferSyntax.ImplicitVRLittleEndian);
        Assert.AreEqual(2, count);
        Assert.AreEqual("offset 15: the last 2147483640 bytes of (0008,0058) are missing", problem);
    }

    [TestMethod]
    public void Every_truncation_ends()
    {
        byte[] bytes = Hex.Parse("0800 0500 'CS' 0000 0800 5800 'UI' 0800 '1.2\\3.4' 00");
        for (int length = 0; length < bytes.Length; length++)
        {
            (long count, string? problem) = Read(bytes[..length], TransferSyntax.ExplicitVRLittleEndian);
            // Fewer bytes than a header has are padding.
            Assert.AreEqual(length is < 16, problem is null, $"{length} bytes");
            Assert.AreEqual(length <= 16 ? 0 : length <= 20 ? 1 : 2, count, $"{length} bytes");
        }
    }

    [TestMethod]
    public void Entries_may_be_cut_anywhere_and_empty_ones_do_not_count()
    {
        byte[] bytes = Hex.Parse("0800 5800 'UI' 1000 '1.2\\\\ 3.4 \\\\1.5\\'");
        for (int piece = 1; piece <= bytes.Length; piece++)
        {
            Assert.AreEqual((3, null), Read(bytes, TransferSyntax.ExplicitVRLittleEndian, piece), $"pieces of {piece}");
        }
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow((int)'1')]
    [DataRow((int)'\\')]
    public void A_deflate_bomb_is_read_in_constant_memory(int filling)
    {
        byte[] bomb = new byte[64 * 1024 * 1024];
        bomb.AsSpan().Fill((byte)filling);
        Hex.Parse("0800 5800 'UN' 0000 F4FFFF03").CopyTo(bomb, 0);
        MemoryStream deflated = new();
        using (DeflateStream deflate = new(deflated, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            deflate.Write(bomb);
        }

        byte[] bytes = deflated.ToArray();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.AreEqual((filling == '1' ? 1 : 0, null), Read(bytes, TransferSyntax.DeflatedExplicitVRLittleEndian));
        Assert.IsLessThan(1024 * 1024, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static (long Count, string? Problem) Read(byte[] bytes, string transferSyntax, int piece = int.MaxValue)
    {
        ResponseDataSet response = new(new ObjectLog(new Logging(LogLevel.Off)));
        response.Clear([]);
        response.Begin(transferSyntax);
        for (int at = 0; at < bytes.Length; at += Math.Min(piece, bytes.Length - at))
        {
            response.Append(bytes.AsSpan(at, Math.Min(piece, bytes.Length - at)));
        }

        response.End();
        return (response.FailedInstances, response.Problem);
    }
}
