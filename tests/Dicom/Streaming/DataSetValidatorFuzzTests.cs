using System.Globalization;

using GetScu.Dicom;
using GetScu.Dicom.Streaming;
using GetScu.Tests.Support.Wire;

namespace GetScu.Tests.Dicom;

/// <summary>
/// Mutated data sets of four transfer syntaxes, from a fixed seed: the verdict comes, is the same however the bytes are
/// cut, and costs no memory. GETSCU_FUZZ sets how many are tried.
/// </summary>
[TestClass]
public sealed class DataSetValidatorFuzzTests
{
    [TestMethod]
    public void VerdictDoesNotDependOnTheCuts()
    {
        int count = int.Parse(Environment.GetEnvironmentVariable("GETSCU_FUZZ") ?? "20000", CultureInfo.InvariantCulture);
        byte[][] seeds = Array.ConvertAll(GoldenDataSet.TransferSyntaxes, GoldenDataSet.Bytes);
        DataSetValidator validator = new();
        Random random = new(20260301);
        int good = 0;
        long start = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < count; i++)
        {
            int which = i % seeds.Length;
            byte[] bytes = Mutate(seeds[which], random);
            DataEncoding encoding = GoldenDataSet.EncodingOf(GoldenDataSet.TransferSyntaxes[which]);
            DataSetCheck whole = DataSetCheck.Run(validator, encoding, bytes);
            good += whole.Error is null ? 1 : 0;
            int cut = random.Next(bytes.Length + 1);
            DataSetCheck inTwo = DataSetCheck.Run(validator, encoding, bytes, cut);
            DataSetCheck inPieces = DataSetCheck.RunPieces(validator, encoding, bytes, 1 + random.Next(40));
            if (whole != inTwo || whole != inPieces)
            {
                Assert.Fail($"input {i}, cut at {cut}: {whole}, {inTwo}, {inPieces}\n{Convert.ToHexString(bytes)}");
            }
        }

        // Mutations must leave both kinds, or they test nothing.
        Assert.IsGreaterThan(count / 100, good);
        Assert.IsLessThan(count * 9 / 10, good);
        Assert.IsLessThan(20_000, (GC.GetAllocatedBytesForCurrentThread() - start) / count, "bytes allocated per input, the test's included");
    }

    private static byte[] Mutate(byte[] seed, Random random)
    {
        List<byte> bytes = [.. seed];
        for (int changes = random.Next(1, 4); changes > 0; changes--)
        {
            int at = random.Next(bytes.Count);
            int length = Math.Min(random.Next(1, 20), bytes.Count - at);
            switch (random.Next(7))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    bytes.RemoveRange(at, Math.Min(length, bytes.Count - 1));
                    break;
                case 3:
                    bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length));
                    break;
                case 4:
                    for (int i = at; i < at + Math.Min(length, 4); i++)
                    {
                        bytes[i] = 0xFF;
                    }

                    break;
                case 5:
                    bytes.RemoveRange(Math.Max(at, 1), bytes.Count - Math.Max(at, 1));
                    break;
                default:
                    bytes.InsertRange(at, Hex.Parse(random.Next(2) == 0 ? "FE FF 00 E0 FF FF FF FF" : "FE FF DD E0 00 00 00 00"));
                    break;
            }
        }

        return [.. bytes];
    }
}
