namespace GetScu.Tests.Support;

/// <summary>
/// Fragments that look like what a transfer syntax wants. Deflated frames are deflated and RLE frames run-length encoded;
/// the others begin and end with the marks of their codec, and nobody could decode what lies between.
/// </summary>
internal static class Codestream
{
    /// <summary>Marks of the start and the end: ITU-T T.81, T.87, T.800; ISO/IEC 18181, 13818-2, 14496-12.</summary>
    private static readonly (string Start, string End, string[] Syntaxes)[] Marks =
    [
        ("FF D8 FF DB 00 43", "FF D9", [Uids.JpegBaseline, Uids.JpegExtended]),
        ("FF D8 FF C3 00 0B", "FF D9", [Uids.JpegLossless, Uids.JpegLosslessSv1]),
        ("FF D8 FF F7 00 0B", "FF D9", [Uids.JpegLsLossless, Uids.JpegLsNearLossless]),
        ("FF 4F FF 51 00 29", "FF D9",
            [Uids.Jpeg2000Lossless, Uids.Jpeg2000, Uids.Htj2kLossless, Uids.Htj2kLosslessRpcl, Uids.Htj2k]),
        ("FF 0A", "", [Uids.JpegXlLossless, Uids.JpegXlRecompression, Uids.JpegXl]),
        ("00 00 01 B3 02 00 20 13", "00 00 01 B7", [Uids.Mpeg2MainLevel, Uids.Mpeg2HighLevel]),
        ("00 00 00 18 'ftyp' 'isom' 00 00 02 00 'isom' 'mp42'", "",
            [
                Uids.Mpeg4High41, Uids.Mpeg4High41Bd, Uids.Mpeg4High42For2D, Uids.Mpeg4High42For3D, Uids.Mpeg4High42Stereo,
                Uids.HevcMain51, Uids.HevcMain10,
            ]),
    ];

    /// <summary>The transfer syntaxes whose stream holds all frames.</summary>
    private static readonly int FirstVideo = Array.FindIndex(Marks, mark => mark.Syntaxes.Contains(Uids.Mpeg2MainLevel));

    /// <summary>A fragment for each frame, or one for all of a video; null where frames are not encapsulated.</summary>
    public static byte[][]? Encode(string transferSyntax, byte[][] frames)
    {
        switch (transferSyntax)
        {
            case Uids.ImplicitLittle or Uids.ExplicitLittle or Uids.ExplicitBig or Uids.DeflatedLittle:
                return null;
            case Uids.DeflatedImageFrame:
                return Array.ConvertAll(frames, frame => DataSetBuilder.Deflate(frame));
            case Uids.RleLossless:
                return Array.ConvertAll(frames, frame => RunLength(frame));
        }

        int at = Array.FindIndex(Marks, mark => mark.Syntaxes.Contains(transferSyntax));
        byte[][] units = at < 0 ? throw new ArgumentException(transferSyntax, nameof(transferSyntax))
            : at < FirstVideo ? frames : [[.. frames.SelectMany(frame => frame)]];
        return Array.ConvertAll(units, unit => Even([.. Hex.Parse(Marks[at].Start), .. unit, .. Hex.Parse(Marks[at].End)]));
    }

    /// <summary>PS3.5 annex G: the header of one segment, and literal runs of 128 bytes.</summary>
    private static byte[] RunLength(byte[] frame)
    {
        ByteBuilder bytes = new ByteBuilder().U32Little(1).U32Little(64).Zeros(56);
        for (int at = 0; at < frame.Length; at += 128)
        {
            ReadOnlySpan<byte> run = frame.AsSpan(at, Math.Min(128, frame.Length - at));
            bytes.U8(run.Length - 1).Raw(run);
        }

        return Even(bytes.ToArray());
    }

    private static byte[] Even(byte[] bytes)
    {
        return bytes.Length % 2 == 0 ? bytes : [.. bytes, 0];
    }
}
