using System.Text;

using GetScu.Dicom;
using GetScu.Dicom.DataSets;
using GetScu.Net.Association;
using GetScu.Net.Retrieve;
using GetScu.Tests.Support;

namespace GetScu.Tests.Net;

/// <summary>What the unique keys of a query say (PS3.4 C.6), and its bytes.</summary>
[TestClass]
public sealed class QueryTests
{
    private static readonly (string Model, string Level, string Patient, string Study, string Series, string Image, string Missing, bool IsUnlimited)[] Rows =
    [
        ("PatientRoot", "PATIENT", "P", "", "", "", "", false),
        ("PatientRoot", "PATIENT", "", "", "", "", "", true),
        ("PatientRoot", "STUDY", "", "1", "", "", "", false),
        ("PatientRoot", "SERIES", "P", "", "1", "", "StudyInstanceUID", false),
        ("PatientRoot", "SERIES ", "", "1", "1", "", "", false),
        ("PatientRoot", "IMAGE", "", "", "", "1", "StudyInstanceUID SeriesInstanceUID", false),
        ("PatientRoot", "IMAGE", "", "1", "", "1", "SeriesInstanceUID", false),
        ("PatientRoot", "IMAGE", "", "", "1", "1", "StudyInstanceUID", false),
        ("PatientRoot", "IMAGE", "", "1", "1", "1", "", false),
        ("PatientRoot", "IMAGE", "", " ", "\0", "1", "StudyInstanceUID SeriesInstanceUID", false),
        ("StudyRoot", "IMAGE", "", "", "", "1", "StudyInstanceUID SeriesInstanceUID", false),
        ("StudyRoot", "STUDY", "P", "", "", "", "", false),
        ("StudyRoot", "STUDY", " ", "", "", "", "", true),
        ("PatientStudyOnly", "STUDY", "", "1", "", "", "", false),
        ("PatientStudyOnly", "IMAGE", "", "", "", "1", "", false),
        ("PatientRoot", "", "", "", "", "1", "", false),
        ("PatientRoot", "image", "", "", "", "1", "", false),
        ("PatientRoot", "", "", "", "", "", "", true),
    ];

    [TestMethod]
    public void Unique_keys() => Table.Run(Rows, row => row.ToString(), row =>
    {
        Query query = new(
            Set((0x00080052, Vr.CS, row.Level), (0x00100020, Vr.LO, row.Patient), (0x0020000D, Vr.UI, row.Study),
                (0x0020000E, Vr.UI, row.Series), (0x00080018, Vr.UI, row.Image)),
            Enum.Parse<QueryModel>(row.Model));
        Assert.AreEqual(row.Missing, string.Join(' ', query.MissingKeys()));
        Assert.AreEqual(row.IsUnlimited, query.IsUnlimited);
    });

    [TestMethod]
    public void It_is_encoded_once_for_each_encoding()
    {
        Query query = new(Set((0x00080052, Vr.CS, "STUDY")), QueryModel.PatientRoot);
        byte[] bytes = query.Encode(DataEncoding.ExplicitLittle);
        CollectionAssert.AreEqual(Hex.Parse("0800 5200 'CS' 0600 'STUDY '"), bytes);
        Assert.AreSame(bytes, query.Encode(DataEncoding.ExplicitLittle));
        CollectionAssert.AreEqual(Hex.Parse("0800 5200 06000000 'STUDY '"), query.Encode(DataEncoding.ImplicitLittle));
    }

    [TestMethod]
    public void Group_lengths_and_padding_are_nothing()
    {
        Assert.IsTrue(Query.IsEmpty(new DataSet()));
        Assert.IsTrue(Query.IsEmpty(Set((0x00080000, Vr.UL, "abcd"), (0xFFFCFFFC, Vr.OB, "ab"))));
        Assert.IsFalse(Query.IsEmpty(Set((0x00080000, Vr.UL, "abcd"), (0x00080052, Vr.CS, ""))));
    }

    private static DataSet Set(params (uint Tag, Vr Vr, string Value)[] elements)
    {
        DataSet set = new();
        foreach ((uint tag, Vr vr, string value) in elements)
        {
            set.Set(new DataElement(new Tag((ushort)(tag >> 16), (ushort)tag), vr, Encoding.Latin1.GetBytes(value)));
        }

        return set;
    }
}
