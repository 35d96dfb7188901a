using System.IO.Compression;

using GetScu.Dicom.Streaming;
using GetScu.Tests.Support.Wire;

namespace GetScu.Tests.Dicom;

/// <summary>Deflate streams in pieces of any size: what comes out, when the end is seen, what is malformed.</summary>
[TestClass]
public sealed class InflatingStreamTests
{
    private const string Cut = "cut";
    private const string Malformed = "malformed";

    private static readonly CompressionLevel[] Levels =
        [CompressionLevel.NoCompression, CompressionLevel.Fastest, CompressionLevel.Optimal, CompressionLevel.SmallestSize];

    [TestMethod]
    public void InflatesWhatWasDeflated()
    {
        Random random = new(1);
        InflatingStream inflater = new();
        foreach (int length in (int[])[1, 2, 100, 32767, 32768, 65537, 300_000])
        {
            byte[] plain = new byte[length];
            for (int i = 0; i < length; i++)
            {
                plain[i] = random.Next(10) == 0 && i > 40_000 ? plain[i - random.Next(1, 40_000)] : (byte)random.Next(40);
            }

            foreach (CompressionLevel level in Levels)
            {
                byte[] deflated = Deflate(plain, level);
                foreach (int piece in (int[])[1, 7, 4096, int.MaxValue])
                {
                    byte[] inflated = Inflate(inflater, [.. deflated, 1, 2, 3], piece, out string? problem);
                    Assert.IsNull(problem);
                    Assert.IsTrue(plain.AsSpan().SequenceEqual(inflated), $"{length} bytes, {level}, pieces of {piece}");
                }
            }
        }
    }

    /// <summary>Made by hand after RFC 1951; what comes out, and how it ends.</summary>
    [TestMethod]
    [DataRow("03 00", "", null, DisplayName = "fixed codes, nothing")]
    [DataRow("03 00 FF FF", "", null, DisplayName = "bytes behind")]
    [DataRow("01 03 00 FC FF 'abc'", "616263", null, DisplayName = "stored")]
    [DataRow("00 01 00 FE FF 'a' 01 01 00 FE FF 'b'", "6162", null, DisplayName = "two blocks")]
    [DataRow("4B 4C 04 01 00", "616161616161", null, DisplayName = "copy over itself")]
    [DataRow("00 01 00 FE FF 'a' 00 00 00 FF FF", "61", "flushed", DisplayName = "flushed")]
    [DataRow("00 01 00 FE FF 'a' 00 00 00 FF FF 00", "61", "flushed", DisplayName = "flushed, padded")]
    [DataRow("00 01 00 FE FF 'a' 00 00 00 FF FF 00 00", "61", Cut, DisplayName = "flushed, then more")]
    [DataRow("07", "", Malformed, DisplayName = "block type 3")]
    [DataRow("01 03 00 FC FE 'abc'", "", Malformed, DisplayName = "complement")]
    [DataRow("63 00 C2 00", "00", Malformed, DisplayName = "distance 2 after one byte")]
    [DataRow("", "", Cut, DisplayName = "nothing at all")]
    [DataRow("4B", "", Cut, DisplayName = "cut in a code")]
    [DataRow("01 03 00 FC FF 'ab'", "6162", Cut, DisplayName = "cut in a stored block")]
    public void Streams(string hex, string expected, string? ending)
    {
        InflatingStream inflater = new();
        foreach (int piece in (int[])[1, 2, 100])
        {
            byte[] inflated = Inflate(inflater, Hex.Parse(hex), piece, out string? problem);
            Assert.AreEqual(ending, problem);
            if (ending != Malformed)
            {
                Assert.AreEqual(expected, Convert.ToHexString(inflated));
            }
        }
    }

    // A collection for another thread's sake would count here.
    [DoNotParallelize]
    [TestMethod]
    public void InflatesABombInItsOwnMemory()
    {
        byte[] bomb = Deflate(new byte[64 << 20], CompressionLevel.SmallestSize);
        InflatingStream inflater = new();
        inflater.Reset();
        long total = Pull(inflater, bomb.AsSpan(0, 100));
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int at = 100; at < bomb.Length; at += 100)
        {
            total += Pull(inflater, bomb.AsSpan(at, Math.Min(100, bomb.Length - at)));
        }

        Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.AreEqual(64 << 20, total);
        Assert.IsTrue(inflater.IsComplete);
    }

    private static long Pull(InflatingStream inflater, ReadOnlySpan<byte> bytes)
    {
        long total = 0;
        int count;
        do
        {
            count = inflater.Inflate(ref bytes).Length;
            total += count;
        }
        while (count > 0);
        return total;
    }

    private static byte[] Inflate(InflatingStream inflater, byte[] bytes, int piece, out string? problem)
    {
        using MemoryStream to = new();
        inflater.Reset();
        try
        {
            for (int at = 0; at < bytes.Length; at += Math.Min(piece, bytes.Length - at))
            {
                ReadOnlySpan<byte> from = bytes.AsSpan(at, Math.Min(piece, bytes.Length - at));
                for (ReadOnlySpan<byte> inflated; !(inflated = inflater.Inflate(ref from)).IsEmpty;)
                {
                    to.Write(inflated);
                }

                Assert.IsTrue(from.IsEmpty, "all bytes are taken");
            }

            problem = inflater.IsComplete ? null : inflater.IsFlushed ? "flushed" : Cut;
        }
        catch (InvalidDataException)
        {
            problem = Malformed;
        }

        return to.ToArray();
    }

    private static byte[] Deflate(byte[] plain, CompressionLevel level)
    {
        using MemoryStream to = new();
        using (DeflateStream deflate = new(to, level))
        {
            deflate.Write(plain);
        }

        return to.ToArray();
    }
}
