using GetScu.Dicom.Dictionary;

namespace GetScu.Tests.Dicom;

/// <summary>What was probably meant by an unknown keyword.</summary>
[TestClass]
public sealed class NearestKeywordTests
{
    [TestMethod]
    [DataRow("PatientNam", "PatientName")]
    [DataRow("patientname", "PatientName")]
    [DataRow("patientid", "PatientID")]
    [DataRow("PatinetID", "PatientID")]
    [DataRow("StudyInstanceUId", "StudyInstanceUID")]
    [DataRow("StudyInstancUID", "StudyInstanceUID")]
    [DataRow("QueryRetriveLevel", "QueryRetrieveLevel")]
    [DataRow("AccesionNumber", "AccessionNumber")]
    [DataRow("RETIRED_EthnicGrup", "EthnicGroup")]
    [DataRow("Row", "Rows")]
    [DataRow("", null)]
    [DataRow("Q", null)]
    [DataRow("Xyzzyx", null)]
    [DataRow("0010,0010", null)]
    [DataRow("(0010,0010)", null)]
    public void Nearest_keyword(string keyword, string? nearest)
    {
        Assert.AreEqual(nearest, DataDictionary.BuiltIn.Nearest(keyword));
    }

    [TestMethod]
    public void A_very_long_keyword_has_no_nearest_one()
    {
        Assert.IsNull(DataDictionary.BuiltIn.Nearest(new string('P', 128)));
        Assert.IsNull(DataDictionary.BuiltIn.Nearest(new string('P', 1_000_000)));
    }

    [TestMethod]
    public void Nearest_keyword_may_be_a_files()
    {
        DataDictionary dictionary = DictionaryFileTests.Load("(0010,9099)`LO`AcmeSpecialNumber`1`Mine\n(0029,\"A\",10)`LO`AcmeHidden`1`Mine", out _);
        Assert.AreEqual("AcmeSpecialNumber", dictionary.Nearest("AcmeSpecialNumbr"));
        Assert.IsNull(dictionary.Nearest("AcmeHiddn"));
        Assert.AreEqual("PatientName", dictionary.Nearest("PatientNam"));
    }

    /// <summary>A wrong case costs less than a wrong letter, and of equal ones the first stays.</summary>
    [TestMethod]
    [DataRow("abcdef", "ABCDEF abcdeX", "ABCDEF")]
    [DataRow("abcdef", "abcdeX abcdeY", "abcdeX")]
    [DataRow("abcdef", "abcXYf abcdXf", "abcdXf")]
    [DataRow("abcdef", "abXYZf", null)]
    [DataRow("abcdef", "abcd", "abcd")]
    [DataRow("abcdef", "abc", null)]
    [DataRow("abcdef", "abcdefgh", "abcdefgh")]
    [DataRow("abcdef", "abcdefghi", null)]
    [DataRow("RETIRED_abcdef", "abcdef", "abcdef")]
    [DataRow("ab", "a", "a")]
    public void Distances(string asked, string known, string? nearest)
    {
        NearestKeyword search = new(asked);
        foreach (string keyword in known.Split(' '))
        {
            search.Try(keyword);
        }

        Assert.AreEqual(nearest, search.Best);
    }
}
