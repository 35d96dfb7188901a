using GetScu.Dicom;
using GetScu.Tests.Support.Wire;

namespace GetScu.Tests.Dicom;

/// <summary>A data set with every form of header, sequence and end, in one of four transfer syntaxes.</summary>
internal static class EveryFormDataSet
{
    public static readonly string[] TransferSyntaxes =
        [Uids.ImplicitLittle, Uids.ExplicitLittle, Uids.ExplicitBig, Uids.DeflatedLittle];

    /// <summary>The parts, each of which ends where an element of the data set itself ends.</summary>
    public static List<byte[]> Parts(string transferSyntax)
    {
        string plain = transferSyntax == Uids.DeflatedLittle ? Uids.ExplicitLittle : transferSyntax;
        List<Action<DataSetBuilder>> parts =
        [
            to => to.Add(0x00080005, "CS", "ISO_IR 192"),
            to => to.Add(0x00080016, "UI", Uids.CtImage),
            to => to.Add(0x00080018, "UI", "1.2.3"),
            to => to.Sequence(0x00081140, false, item => item.Add(0x00081150, "UI", "1.2").Add(0x00081155, "UI", "1.2.9"), _ => { }),
            to => to.Sequence(0x00081115, true, item => item
                .Add(0x0020000E, "UI", "1.5")
                .Sequence(0x00081199, true, inner => inner.Add(0x00081150, "UI", "1.2"))
                .Sequence(0x00081140, false, inner => inner.Add(0x00081150, "UI", "1.2"))),
            to => to.Add(0x00090010, "LO", "CREATOR"),
            to => to.Add(0x00091001, "UN", [1, 2, 3, 4]),
            to => to.Header(0x00091002, "UN", 0xFFFFFFFF).Raw(new DataSetBuilder(Uids.ImplicitLittle)
                .Header(0xFFFEE000, "", 0xFFFFFFFF).Add(0x00100010, "PN", "A^B").Header(0xFFFEE00D, "", 0)
                .Header(0xFFFEE0DD, "", 0).Build()),
            to => to.Us(0x00280010, 2),
            to => to.Add(0x00280034, "IS", ""),
            to => to.Add(0x00324000, "LT", new string('x', 300)),
        ];
        parts.Add(plain == Uids.ExplicitLittle
            ? to => to.Fragments([0, 0, 0, 0], [1, 2, 3, 4, 5, 6])
            : to => to.Add(0x7FE00010, "OW", [1, 2, 3, 4, 5, 6]));
        parts.Add(to => to.Add(0xFFFCFFFC, "OB", new byte[6]));
        return parts.ConvertAll(write =>
        {
            DataSetBuilder builder = new(plain);
            write(builder);
            return builder.Build();
        });
    }

    public static byte[] Bytes(string transferSyntax)
    {
        byte[] plain = [.. Parts(transferSyntax).SelectMany(part => part)];
        return transferSyntax == Uids.DeflatedLittle ? new DataSetBuilder(transferSyntax).Raw(plain).Build() : plain;
    }

    public static DataEncoding EncodingOf(string transferSyntax) => transferSyntax switch
    {
        Uids.ImplicitLittle => DataEncoding.ImplicitLittle,
        Uids.ExplicitLittle => DataEncoding.ExplicitLittle,
        Uids.ExplicitBig => DataEncoding.ExplicitBig,
        _ => DataEncoding.DeflatedLittle,
    };
}
