using System.Text;

using GetScu.Dicom;
using GetScu.Dicom.Streaming;

namespace GetScu.Tests.Dicom;

/// <summary>What the validator found out about a data set.</summary>
/// <param name="Error">Null when well formed.</param>
internal readonly record struct ValidatorVerdict(string? Error, string SopClassUid, string SopInstanceUid)
{
    /// <summary>Checks a data set that comes in pieces, which end at the given offsets and at the end.</summary>
    public static ValidatorVerdict Run(DataSetValidator validator, DataEncoding encoding, ReadOnlySpan<byte> bytes, params int[] cuts)
    {
        validator.Reset(encoding);
        int start = 0;
        foreach (int cut in cuts)
        {
            validator.Feed(bytes[start..cut]);
            start = cut;
        }

        validator.Feed(bytes[start..]);
        return End(validator);
    }

    /// <summary>Checks a data set that comes in pieces of one length.</summary>
    public static ValidatorVerdict RunPieces(DataSetValidator validator, DataEncoding encoding, ReadOnlySpan<byte> bytes, int length)
    {
        validator.Reset(encoding);
        for (int at = 0; at < bytes.Length; at += length)
        {
            validator.Feed(bytes[at..Math.Min(at + length, bytes.Length)]);
        }

        return End(validator);
    }

    private static ValidatorVerdict End(DataSetValidator validator)
    {
        bool good = validator.Finish();
        Assert.AreEqual(good, validator.Error is null, "Finish and Error tell the same");
        string text = Encoding.Latin1.GetString(validator.SopInstanceUid);
        return new ValidatorVerdict(validator.Error, Encoding.Latin1.GetString(validator.SopClassUid), text);
    }
}
