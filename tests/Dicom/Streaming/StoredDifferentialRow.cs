using GetScu.Dicom;
using GetScu.Dicom.DataSets;
using GetScu.Tests.Support.Wire;

namespace GetScu.Tests.Dicom;

/// <summary>One row of the differential table: a data set as a peer sends it, and what becomes of it in normal mode.</summary>
/// <param name="Name">What is odd about it.</param>
/// <param name="TransferSyntax">Of the presentation context it comes on.</param>
/// <param name="IsStored">Whether this program stores it.</param>
/// <param name="Write">Gives the bytes behind the two UIDs.</param>
/// <param name="Differs">Why the reference does not do the same; null: it does.</param>
internal sealed record StoredDifferentialRow(
    string Name, string TransferSyntax, bool IsStored, Func<StoredDifferentialPieces, byte[]> Write, string? Differs = null)
{
    /// <summary>Deflates the whole data set, where it is to be done in a way of its own.</summary>
    public Func<byte[], byte[]>? Deflate { get; init; }

    public bool IsStoredByReference => IsStored == (Differs is null);

    public byte[] DataSet(string sopInstance)
    {
        StoredDifferentialPieces shape = new(TransferSyntax);
        byte[] bytes = [.. shape.Text(0x00080016, "UI", Uids.CtImage), .. shape.Text(0x00080018, "UI", sopInstance), .. Write(shape)];
        return TransferSyntax != Uids.DeflatedLittle ? bytes : Deflate?.Invoke(bytes) ?? StoredDifferentialPieces.Deflated(bytes);
    }

    public override string ToString() => $"{Name}, {TransferSyntax}";
}
