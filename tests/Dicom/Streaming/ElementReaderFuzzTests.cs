using GetScu.Dicom;
using GetScu.Dicom.Streaming;
using GetScu.Tests.Support;

namespace GetScu.Tests.Dicom;

/// <summary>
/// Mutated data sets of four transfer syntaxes, from a fixed seed: the verdict comes, is the same however the bytes are
/// cut, and costs no memory. GETSCU_FUZZ sets how many are tried.
/// </summary>
[TestClass]
public sealed class ElementReaderFuzzTests
{
    [TestMethod]
    public void VerdictDoesNotDependOnTheCuts()
    {
        int count = Mutator.Count(20_000);
        byte[][] seeds = Array.ConvertAll(EveryFormDataSet.TransferSyntaxes, EveryFormDataSet.Bytes);
        DataSetValidator validator = new();
        Mutator mutator = new(20260301);
        Random random = mutator.Random;
        int good = 0;
        long start = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < count; i++)
        {
            int which = i % seeds.Length;
            byte[] bytes = mutator.Mutate(seeds[which]);
            DataEncoding encoding = EveryFormDataSet.EncodingOf(EveryFormDataSet.TransferSyntaxes[which]);
            ValidatorVerdict whole = ValidatorVerdict.Run(validator, encoding, bytes);
            good += whole.Error is null ? 1 : 0;
            int cut = random.Next(bytes.Length + 1);
            ValidatorVerdict inTwo = ValidatorVerdict.Run(validator, encoding, bytes, cut);
            ValidatorVerdict inPieces = ValidatorVerdict.RunPieces(validator, encoding, bytes, 1 + random.Next(40));

            // Of deflated bytes that are malformed in two ways the cuts decide which is seen first.
            bool isSame = encoding == DataEncoding.DeflatedLittle && whole.Error is not null
                ? inTwo.Error is not null && inPieces.Error is not null
                : whole == inTwo && whole == inPieces;
            if (!isSame)
            {
                Assert.Fail($"input {i}, cut at {cut}: {whole}, {inTwo}, {inPieces}\n{Convert.ToHexString(bytes)}");
            }
        }

        // Mutations must leave both kinds, or they test nothing.
        Assert.IsGreaterThan(count / 100, good);
        Assert.IsLessThan(count * 9 / 10, good);
        Assert.IsLessThan(20_000, (GC.GetAllocatedBytesForCurrentThread() - start) / count, "bytes allocated per input, the test's included");
    }
}
