using System.Text;

using GetScu.Dicom;
using GetScu.Dicom.Dictionary;
using GetScu.Storage.Posix;
using GetScu.Tests.Support;

namespace GetScu.Tests.Dicom;

/// <summary>Files of attributes over the built-in ones.</summary>
[TestClass]
public sealed class DictionaryFileTests
{
    [TestMethod]
    // Lines with ` for a tab, keyword, wanted "tag VR name" or null.
    [DataRow("(0010,9099)`LO`Own`1`Mine", "Own", "(0010,9099) LO Own")]
    [DataRow("(0010,9099)`LO`Own`1`Mine", "own", null)]
    [DataRow("(0010,9099)`LO`RETIRED_Own`1`Mine", "Own", "(0010,9099) LO RETIRED_Own")]
    [DataRow("(0010,9099)`LO`RETIRED_Own`1`Mine", "RETIRED_Own", "(0010,9099) LO RETIRED_Own")]
    [DataRow("(0010,9099)`LO`RETIRED_PatientName`1`Mine", "PatientName", "(0010,0010) PN PatientName")]
    [DataRow("(0010,9099)`LO`PatientName`1`Mine", "PatientName", "(0010,9099) LO PatientName")]
    [DataRow("(0010,9098)`LO`Own`1`Mine\n(0010,9096)`LO`Own`1`Mine", "Own", "(0010,9096) LO Own")]
    [DataRow("(0010,0010)`LO`MyName`1`Mine", "MyName", "(0010,0010) LO MyName")]
    [DataRow("(0010,0010)`LO`MyName`1`Mine", "PatientName", "(0010,0010) LO MyName")]
    [DataRow("(0010-0014,9099)`LO`Own`1`Mine", "Own", "(0010,9099) LO Own")]
    [DataRow("(0010-o-0014,9099)`LO`Own`1`Mine", "Own", "(0011,9099) LO Own")]
    [DataRow("(0010,9099-9100)`LO`Own`1`Mine", "Own", "(0010,909a) LO Own")]
    [DataRow("(0029,1010)`LO`Own`1`Mine", "Own", "(0029,1010) LO Own")]
    [DataRow("(0029,\"A\",10)`LO`Own`1`Mine", "Own", null)]
    [DataRow("(0029,\"A\",10)`LO`PatientName`1`Mine", "PatientName", "(0010,0010) PN PatientName")]
    public void Keywords(string lines, string keyword, string? wanted)
    {
        DataDictionary dictionary = Load(lines, out List<string> errors);
        Assert.IsEmpty(errors);
        bool isFound = dictionary.TryFind(keyword, out DictionaryEntry entry);
        Assert.AreEqual(wanted, isFound ? $"{entry.Tag} {VrTraits.Name(entry.Vr)} {entry.Name}" : null);
    }

    [TestMethod]
    public void Debians_files_load_without_error()
    {
        string privateDic = Path.Combine(Path.GetDirectoryName(DictionarySources.DicomDic)!, "private.dic");
        List<string> errors = [];
        DataDictionary dictionary = DataDictionary.Load($"{DictionarySources.DicomDic}:{privateDic}", ':', errors, WholeFile.Read);
        Assert.IsEmpty(errors);
        Assert.IsTrue(dictionary.TryFind(new Tag(0x0029, 0x1010), "SIEMENS CSA HEADER", out DictionaryEntry entry));
        Assert.AreEqual("CSAImageHeaderInfo", entry.Name);
        Assert.IsTrue(dictionary.TryFind("PatientName", out entry));
        Assert.AreEqual(new DictionaryEntry(new Tag(0x0010, 0x0010), Vr.PN, "PatientName", "1"), entry);
        Assert.AreEqual("EthnicGroup", dictionary.TryFind(new Tag(0x0010, 0x2160), null, out entry) ? entry.Name : null);
    }

    internal static DataDictionary Load(string lines, out List<string> errors)
    {
        using TempFolder folder = new();
        errors = [];
        return DataDictionary.Load(Write(folder, "own.dic", lines), ':', errors, WholeFile.Read);
    }

    internal static string Write(TempFolder folder, string name, string lines) =>
        folder.Write(name, Encoding.Latin1.GetBytes(lines.Replace('`', '\t')));
}
