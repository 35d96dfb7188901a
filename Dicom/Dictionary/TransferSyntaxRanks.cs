using System;

namespace GetScu.Dicom.Dictionary;

/// <summary>
/// Which transfer syntaxes the objects of a SOP class may be stored in, the likeliest first: what is proposed where the peer
/// has not said what it holds. Data; the order is arbitrary, and what is met most comes first.
/// </summary>
internal static class TransferSyntaxRanks
{
    private const string Root = TransferSyntax.ImplicitVRLittleEndian;

    private static readonly string[] UncompressedOnes =
    [
        TransferSyntax.ExplicitVRLittleEndian,
        TransferSyntax.ImplicitVRLittleEndian,
        TransferSyntax.ExplicitVRBigEndian,
    ];

    // PS3.6 table A-1.
    private static readonly string[] CompressedImages =
    [
        Root + ".4.70", // JPEGLosslessSV1
        Root + ".4.90", // JPEG2000Lossless
        Root + ".4.50", // JPEGBaseline8Bit
        Root + ".5", // RLELossless
        Root + ".4.80", // JPEGLSLossless
        Root + ".4.91", // JPEG2000
        Root + ".4.51", // JPEGExtended12Bit
        Root + ".4.201", // HTJ2KLossless
        Root + ".4.57", // JPEGLossless
        Root + ".4.202", // HTJ2KLosslessRPCL
        Root + ".4.203", // HTJ2K
        Root + ".4.81", // JPEGLSNearLossless
        Root + ".4.110", // JPEGXLLossless
        Root + ".4.112", // JPEGXL
        Root + ".4.111", // JPEGXLJPEGRecompression
    ];

    private static readonly string[] VideoStreams =
    [
        Root + ".4.102", // MPEG4HP41
        Root + ".4.100", // MPEG2MPML
        Root + ".4.103", // MPEG4HP41BD
        Root + ".4.107", // HEVCMP51
        Root + ".4.108", // HEVCM10P51
        Root + ".4.101", // MPEG2MPHL
        Root + ".4.104", // MPEG4HP422D
        Root + ".4.105", // MPEG4HP423D
        Root + ".4.106", // MPEG4HP42STEREO
    ];

    private static readonly string[] ImageOnes =
    [
        .. UncompressedOnes, .. CompressedImages, TransferSyntax.DeflatedExplicitVRLittleEndian, TransferSyntax.DeflatedImageFrame,
    ];

    private static readonly string[] VideoOnes = [.. ImageOnes, .. VideoStreams];

    private static readonly string[] OtherOnes = [.. UncompressedOnes, TransferSyntax.DeflatedExplicitVRLittleEndian];

    private static readonly string[] UnknownOnes =
    [
        TransferSyntax.ExplicitVRLittleEndian,
        TransferSyntax.ImplicitVRLittleEndian,
        TransferSyntax.DeflatedExplicitVRLittleEndian,
        .. CompressedImages,
        TransferSyntax.DeflatedImageFrame,
    ];

    /// <summary>Native pixel data, nothing deflated: what every archive can send most objects in.</summary>
    public static ReadOnlySpan<string> Uncompressed => UncompressedOnes;

    /// <summary>What an image may be stored in besides.</summary>
    public static ReadOnlySpan<string> ImageBeyondUncompressed => ImageOnes.AsSpan(UncompressedOnes.Length);

    /// <summary>Video streams.</summary>
    public static ReadOnlySpan<string> Video => VideoStreams;

    /// <summary>All those of a kind.</summary>
    public static ReadOnlySpan<string> Of(StorageClassKind kind) => kind switch
    {
        StorageClassKind.Image => ImageOnes,
        StorageClassKind.Video => VideoOnes,
        StorageClassKind.Unknown => UnknownOnes,
        _ => OtherOnes,
    };
}
