using System.IO.Compression;

using GetScu.Dicom.Streaming;
using GetScu.Tests.Support.Wire;

namespace GetScu.Tests.Dicom;

/// <summary>The inflater against the base class library's deflater and inflater, and against malformed streams.</summary>
[TestClass]
public sealed class InflaterTests
{
    private static readonly CompressionLevel[] Levels =
        [CompressionLevel.NoCompression, CompressionLevel.Fastest, CompressionLevel.Optimal, CompressionLevel.SmallestSize];

    [TestMethod]
    public void InflatesWhatWasDeflated()
    {
        Random random = new(1);
        Inflater inflater = new();
        foreach (int length in (int[])[1, 2, 100, 32767, 32768, 65536, 65537, 300_000])
        {
            foreach (int letters in (int[])[1, 4, 40, 256])
            {
                byte[] plain = new byte[length];
                for (int i = 0; i < length; i++)
                {
                    plain[i] = random.Next(10) == 0 && i > 40_000 ? plain[i - random.Next(1, 40_000)] : (byte)random.Next(letters);
                }

                foreach (CompressionLevel level in Levels)
                {
                    byte[] deflated = Deflate(plain, level);
                    foreach (int piece in (int[])[1, 7, 4096, int.MaxValue])
                    {
                        byte[]? inflated = Inflate(inflater, deflated, piece, out string? error);
                        Assert.IsNull(error);
                        Assert.IsTrue(plain.AsSpan().SequenceEqual(inflated), $"{length} bytes of {letters}, {level}, pieces of {piece}");
                    }
                }
            }
        }
    }

    /// <summary>Made by hand after RFC 1951; what comes out, or the error.</summary>
    [TestMethod]
    [DataRow("03 00", "", null, DisplayName = "fixed codes, nothing")]
    [DataRow("03 00 FF FF", "", null, DisplayName = "bytes behind")]
    [DataRow("01 03 00 FC FF 'abc'", "616263", null, DisplayName = "stored")]
    [DataRow("00 01 00 FE FF 'a' 01 01 00 FE FF 'b'", "6162", null, DisplayName = "two blocks")]
    [DataRow("4B 4C 04 01 00", "616161616161", null, DisplayName = "copy over itself")]
    [DataRow("07", "", "no such block type", DisplayName = "block type 3")]
    [DataRow("01 03 00 FC FE 'abc'", "", "stored block's length and its complement differ", DisplayName = "complement")]
    [DataRow("63 00 C2 00", "00", "copy from before the beginning", DisplayName = "distance 2 after one byte")]
    [DataRow("1B 03", "", "no such length", DisplayName = "length code 286")]
    [DataRow("05 00 00 00", "", "code of code lengths is not complete", DisplayName = "no length codes")]
    [DataRow("FD FF FF FF FF FF", "", "too many codes", DisplayName = "HLIT 31, HDIST 31")]
    [DataRow("", "", "incomplete", DisplayName = "nothing at all")]
    [DataRow("4B", "", "incomplete", DisplayName = "cut in a code")]
    [DataRow("01 03 00 FC FF 'ab'", "6162", "incomplete", DisplayName = "cut in a stored block")]
    public void Streams(string hex, string expected, string? expectedError)
    {
        Inflater inflater = new();
        byte[] bytes = Hex.Parse(hex);
        foreach (int piece in (int[])[1, 2, 100])
        {
            byte[] inflated = Inflate(inflater, bytes, piece, out string? error);
            Assert.AreEqual(expectedError is null or "incomplete" ? expectedError : $"deflated data: {expectedError}", error);
            Assert.AreEqual(expected, Convert.ToHexString(inflated));
        }
    }

    [TestMethod]
    public void AgreesWithTheLibraryOnMutatedStreams()
    {
        Random random = new(2);
        byte[] plain = new byte[3000];
        for (int i = 0; i < plain.Length; i++)
        {
            plain[i] = (byte)(random.Next(8) * random.Next(8));
        }

        Inflater inflater = new();
        byte[][] seeds = Array.ConvertAll(Levels, level => Deflate(plain, level));
        int agreed = 0;
        for (int i = 0; i < 4000; i++)
        {
            byte[] bytes = [.. seeds[i % seeds.Length]];
            bytes[random.Next(Math.Min(bytes.Length, 200))] ^= (byte)(1 << random.Next(8));
            byte[] ours = Inflate(inflater, bytes, 1 + random.Next(500), out string? error);
            byte[]? library = LibraryInflate(bytes);
            // The library does not tell that a stream is cut short.
            if (error != "incomplete")
            {
                agreed += library is null ? 0 : 1;
                Assert.AreEqual(library is null, error is not null, $"{error}: {Convert.ToHexString(bytes)}");
            }

            if (library is not null)
            {
                Assert.IsTrue(library.AsSpan().SequenceEqual(ours), Convert.ToHexString(bytes));
            }
        }

        Assert.IsGreaterThan(100, agreed);
    }

    // A collection for another thread's sake would count here.
    [DoNotParallelize]
    [TestMethod]
    public void InflatesABombInItsOwnMemory()
    {
        byte[] bomb = Deflate(new byte[64 << 20], CompressionLevel.SmallestSize);
        Inflater inflater = new();
        inflater.Reset();
        long before = GC.GetAllocatedBytesForCurrentThread();
        long total = 0;
        ReadOnlySpan<byte> rest = bomb;
        do
        {
            Assert.IsTrue(inflater.Feed(ref rest, out ReadOnlySpan<byte> inflated));
            total += inflated.Length;
            if (inflated.IsEmpty && rest.IsEmpty)
            {
                break;
            }
        }
        while (true);
        Assert.AreEqual(64 << 20, total);
        Assert.IsTrue(inflater.IsComplete);
        Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static byte[] Inflate(Inflater inflater, byte[] bytes, int piece, out string? error)
    {
        using MemoryStream to = new();
        inflater.Reset();
        bool good = true;
        for (int at = 0; good && at < bytes.Length; at += Math.Min(piece, bytes.Length - at))
        {
            ReadOnlySpan<byte> from = bytes.AsSpan(at, Math.Min(piece, bytes.Length - at));
            ReadOnlySpan<byte> inflated;
            do
            {
                good = inflater.Feed(ref from, out inflated);
                to.Write(inflated);
            }
            while (good && !(from.IsEmpty && inflated.IsEmpty));
        }

        error = inflater.Error ?? (inflater.IsComplete ? null : "incomplete");
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

    private static byte[]? LibraryInflate(byte[] bytes)
    {
        try
        {
            using DeflateStream from = new(new MemoryStream(bytes), CompressionMode.Decompress);
            using MemoryStream to = new();
            from.CopyTo(to);
            return to.ToArray();
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
