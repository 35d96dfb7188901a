using GetScu.Dicom;
using GetScu.Dicom.Dictionary;
using GetScu.Storage.Posix;
using GetScu.Tests.Support;

namespace GetScu.Tests.Dicom;

/// <summary>Lines of a dictionary file, good and bad ones.</summary>
[TestClass]
public sealed class DictionaryLineTests
{
    [TestMethod]
    // Line with ` for a tab, asked tag, creator, wanted "VR Name VM" or null when the tag stays unknown.
    [DataRow("(0010,9099)`LO`Own`1`Mine", 0x00109099u, null, "LO Own 1")]
    [DataRow("(0010,9099)`LO`Own`1", 0x00109099u, null, "LO Own 1")]
    [DataRow("(0010,9099)`LO`Own", 0x00109099u, null, "LO Own 1")]
    [DataRow("(0010,9099)`LO`Own`1`", 0x00109099u, null, "LO Own 1")]
    [DataRow("(0010,909a)`SQ`Own`1-n`Mine", 0x0010909Au, null, "SQ Own 1-n")]
    [DataRow("(0010,909A)`xs`Own`2-2n`Mine", 0x0010909Au, null, "xs Own 2-2n")]
    [DataRow("(10,9A)`OV`Own`3-n`Mine", 0x0010009Au, null, "OV Own 3-n")]
    [DataRow("  ( 0010 , 9099 )` UN ` My name ` 1 - n ` Mine # not a comment", 0x00109099u, null, "UN My name 1 - n")]
    [DataRow("(0010,9099)`LO`Own`1`Mine\r", 0x00109099u, null, "LO Own 1")]
    [DataRow("(0010,9099)`LO`First`1`Mine\n(0010,9099)`SH`Second`2`Mine", 0x00109099u, null, "SH Second 2")]
    // Over the built-in entries.
    [DataRow("(0010,0010)`LO`MyName`1`Mine", 0x00100010u, null, "LO MyName 1")]
    [DataRow("(0010,0010)`LO`MyName`1`Mine", 0x00100020u, null, "LO PatientID 1")]
    [DataRow("(6002,0010)`UL`Mine`1`Mine", 0x60020010u, null, "UL Mine 1")]
    [DataRow("(6002,0010)`UL`Mine`1`Mine", 0x60000010u, null, "US OverlayRows 1")]
    [DataRow("(6000-60FF,0010)`UL`Mine`1`Mine", 0x60000010u, null, "UL Mine 1")]
    [DataRow("(6000-600F,0010)`UL`Mine`1`Mine", 0x60000010u, null, "UL Mine 1")]
    [DataRow("(5000-6FFF,0010)`UL`Mine`1`Mine", 0x60000010u, null, "US OverlayRows 1")]
    [DataRow("(5000-6FFF,0010)`UL`Mine`1`Mine", 0x61000010u, null, "UL Mine 1")]
    [DataRow("(0010-0014,0010)`UL`Mine`1`Mine", 0x00100010u, null, "PN PatientName 1")]
    // Ranges.
    [DataRow("(0010-0014,9099)`LO`Own`1`Mine", 0x00109099u, null, "LO Own 1")]
    [DataRow("(0010-0014,9099)`LO`Own`1`Mine", 0x00149099u, null, "LO Own 1")]
    [DataRow("(0010-0014,9099)`LO`Own`1`Mine", 0x00119099u, null, null)]
    [DataRow("(0010-0014,9099)`LO`Own`1`Mine", 0x00169099u, null, null)]
    [DataRow("(0010-e-0014,9099)`LO`Own`1`Mine", 0x00129099u, null, "LO Own 1")]
    [DataRow("(0010-o-0014,9099)`LO`Own`1`Mine", 0x00139099u, null, "LO Own 1")]
    [DataRow("(0010-O-0014,9099)`LO`Own`1`Mine", 0x00109099u, null, null)]
    [DataRow("(0010-u-0014,9099)`LO`Own`1`Mine", 0x00119099u, null, "LO Own 1")]
    [DataRow("(0010-U-0014,9099)`LO`Own`1`Mine", 0x00129099u, null, "LO Own 1")]
    [DataRow("(0010,9000-9010)`LO`Own`1`Mine", 0x00109002u, null, "LO Own 1")]
    [DataRow("(0010,9000-9010)`LO`Own`1`Mine", 0x00109003u, null, null)]
    [DataRow("(0010,9000-u-9010)`LO`Own`1`Mine", 0x00109003u, null, "LO Own 1")]
    [DataRow("(0010-0012,9000-o-9010)`LO`Own`1`Mine", 0x00129003u, null, "LO Own 1")]
    [DataRow("(0011-0011,9000)`LO`Own`1`Mine", 0x00119000u, null, "LO Own 1")]
    [DataRow("(0010-0018,9099)`LO`Wide`1`Mine\n(0010-0014,9099)`LO`Narrow`1`Mine", 0x00129099u, null, "LO Narrow 1")]
    [DataRow("(0010-0014,9099)`LO`Narrow`1`Mine\n(0010-0018,9099)`LO`Wide`1`Mine", 0x00129099u, null, "LO Narrow 1")]
    [DataRow("(0010-0014,9099)`LO`Narrow`1`Mine\n(0010-0018,9099)`LO`Wide`1`Mine", 0x00189099u, null, "LO Wide 1")]
    [DataRow("(0010-0018,9099)`LO`First`1`Mine\n(0012-0022,9099)`LO`Second`1`Mine", 0x00149099u, null, "LO First 1")]
    [DataRow("(0010-0018,9099)`LO`First`1`Mine\n(0010-0018,9099)`LO`Second`1`Mine", 0x00149099u, null, "LO Second 1")]
    [DataRow("(0010-0018,9099)`LO`All`1`Mine\n(0012,9099)`LO`One`1`Mine", 0x00129099u, null, "LO One 1")]
    [DataRow("(0012,9099)`LO`One`1`Mine\n(0010-0018,9099)`LO`All`1`Mine", 0x00129099u, null, "LO One 1")]
    // Private entries.
    [DataRow("(0029,\"SIEMENS CSA HEADER\",10)`OB`CSA`1`Mine", 0x00291010u, "SIEMENS CSA HEADER", "OB CSA 1")]
    [DataRow("(0029,\"SIEMENS CSA HEADER\",10)`OB`CSA`1`Mine", 0x0029FF10u, "SIEMENS CSA HEADER", "OB CSA 1")]
    [DataRow("(0029,\"SIEMENS CSA HEADER\",10)`OB`CSA`1`Mine", 0x00291011u, "SIEMENS CSA HEADER", null)]
    [DataRow("(0029,\"SIEMENS CSA HEADER\",10)`OB`CSA`1`Mine", 0x002B1010u, "SIEMENS CSA HEADER", null)]
    [DataRow("(0029,\"SIEMENS CSA HEADER\",10)`OB`CSA`1`Mine", 0x00291010u, "siemens csa header", null)]
    [DataRow("(0029,\"SIEMENS CSA HEADER\",10)`OB`CSA`1`Mine", 0x00291010u, null, null)]
    [DataRow("(0029,\"SIEMENS CSA HEADER\",10)`OB`CSA`1`Mine", 0x00291010u, "", null)]
    [DataRow("(0029,\"SIEMENS CSA HEADER\",10)`OB`CSA`1`Mine", 0x00290010u, "SIEMENS CSA HEADER", "LO PrivateCreator 1")]
    [DataRow("(0029,\"SIEMENS CSA HEADER\",1010)`OB`CSA`1`Mine", 0x00291010u, "SIEMENS CSA HEADER", "OB CSA 1")]
    [DataRow("(0029,\"SIEMENS CSA HEADER\",1010)`OB`CSA`1`Mine", 0x00291110u, "SIEMENS CSA HEADER", null)]
    [DataRow("(0029,\"A, B\",10)`OB`Comma`1`Mine", 0x00291010u, "A, B", "OB Comma 1")]
    [DataRow("(0029,\"A\"B\",10)`OB`Quote`1`Mine", 0x00291010u, "A\"B", "OB Quote 1")]
    [DataRow("(0029,\" A \",10)`OB`Blank`1`Mine", 0x00291010u, " A ", "OB Blank 1")]
    [DataRow("(0029,\"A\",10)`OB`Any`1`Mine\n(0029,\"A\",1010)`OW`One`1`Mine", 0x00291010u, "A", "OW One 1")]
    [DataRow("(0029,\"A\",1010)`OW`One`1`Mine\n(0029,\"A\",10)`OB`Any`1`Mine", 0x00291010u, "A", "OW One 1")]
    [DataRow("(0029,\"A\",10)`OB`First`1`Mine\n(0029,\"A\",10)`OW`Second`1`Mine", 0x00291010u, "A", "OW Second 1")]
    [DataRow("(0029,\"A\",10)`OB`First`1`Mine\n(0029,\"B\",10)`OW`Second`1`Mine", 0x00291010u, "A", "OB First 1")]
    [DataRow("(0029-o-002F,\"A\",10)`OB`Groups`1`Mine", 0x002D1010u, "A", "OB Groups 1")]
    [DataRow("(0029,\"A\",10-20)`OB`Elements`1`Mine", 0x00291112u, "A", "OB Elements 1")]
    [DataRow("(0029,\"A\",10-20)`OB`Elements`1`Mine", 0x00291113u, "A", null)]
    [DataRow("(0029,\"A\",00-u-FF)`OB`All`1`Mine\n(0029,\"A\",11)`OW`One`1`Mine", 0x00291011u, "A", "OW One 1")]
    [DataRow("(0029,\"A\",00-u-FF)`OB`All`1`Mine\n(0029,\"A\",11)`OW`One`1`Mine", 0x00291012u, "A", "OB All 1")]
    [DataRow("(0029,1010)`OB`NoCreator`1`Mine", 0x00291010u, null, "OB NoCreator 1")]
    [DataRow("(0029,1010)`OB`NoCreator`1`Mine", 0x00291010u, "A", null)]
    [DataRow("(0029,\"A\",10)`OB`Creator`1`Mine\n(0029,1010)`OW`None`1`Mine", 0x00291010u, "A", "OB Creator 1")]
    public void Good_lines(string lines, uint tag, string? creator, string? wanted)
    {
        DataDictionary dictionary = DictionaryFileTests.Load(lines, out List<string> errors);
        Assert.AreEqual("", string.Join('\n', errors));
        Assert.IsFalse(dictionary.NothingLoaded);
        Tag asked = Tag.FromValue(tag);
        bool isFound = dictionary.TryFind(asked, creator, out DictionaryEntry entry);
        string? found = isFound ? $"{Name(entry.Vr)} {entry.Name} {entry.Vm}" : null;
        Assert.AreEqual(wanted, found);
        Assert.AreEqual(wanted?[..2] ?? "UN", Name(dictionary.VrOf(asked, creator)));
        Assert.AreEqual(isFound ? asked : default, entry.Tag);
    }

    [TestMethod]
    [DataRow("(0010,9099)`LO", "too few fields", "")]
    [DataRow("(0010,9099)", "too few fields", "")]
    [DataRow("(0010,9099)  LO  Own  1  Mine", "too few fields", "")]
    [DataRow("nonsense", "too few fields", "")]
    [DataRow("\u007FELF\u0002\u0001\u0001\0", "too few fields", "")]
    [DataRow("(0010,9099)`LO`Own`1`Mine`more", "too many fields", "more")]
    [DataRow("(0010,9099)``LO`Own`1`Mine", "too many fields", "Mine")]
    [DataRow("0010,9099`LO`Own`1`Mine", "bad Tag field", "0010,9099")]
    [DataRow("(0010,9099`LO`Own`1`Mine", "bad Tag field", "(0010,9099")]
    [DataRow("(00109099)`LO`Own`1`Mine", "bad Tag field", "(00109099)")]
    [DataRow("(0010,)`LO`Own`1`Mine", "bad Tag field", "(0010,)")]
    [DataRow("(,0010)`LO`Own`1`Mine", "bad Tag field", "(,0010)")]
    [DataRow("()`LO`Own`1`Mine", "bad Tag field", "()")]
    [DataRow("(`LO`Own`1`Mine", "bad Tag field", "(")]
    [DataRow("`LO`Own`1`Mine", "bad Tag field", "LO")]
    [DataRow("(\u0001\u009F)`LO`Own`1`Mine", "bad Tag field", "(??)")]
    [DataRow("(5678901234567890123456789012345678901234567890123456789012345678901234567890123456)`LO`Own", "bad Tag field", "(5678901234567890123456789012345678901234567890123456789012345678901234567890123")]
    [DataRow("(0010,xyz)`LO`Own`1`Mine", "bad Tag field", "(0010,xyz)")]
    [DataRow("(0010,+10)`LO`Own`1`Mine", "bad Tag field", "(0010,+10)")]
    [DataRow("(00010,0010)`LO`Own`1`Mine", "bad Tag field", "(00010,0010)")]
    [DataRow("(0010,0010,0010)`LO`Own`1`Mine", "bad Tag field", "(0010,0010,0010)")]
    [DataRow("(0010-,9099)`LO`Own`1`Mine", "bad Tag field", "(0010-,9099)")]
    [DataRow("(-0010,9099)`LO`Own`1`Mine", "bad Tag field", "(-0010,9099)")]
    [DataRow("(0010-x-0014,9099)`LO`Own`1`Mine", "bad Tag field", "(0010-x-0014,9099)")]
    [DataRow("(0010-oo-0014,9099)`LO`Own`1`Mine", "bad Tag field", "(0010-oo-0014,9099)")]
    [DataRow("(0010--0014,9099)`LO`Own`1`Mine", "bad Tag field", "(0010--0014,9099)")]
    [DataRow("(0010-o-0014-0016,9099)`LO`Own`1`Mine", "bad Tag field", "(0010-o-0014-0016,9099)")]
    [DataRow("(0010-o-0014-o-0016,9099)`LO`Own`1`Mine", "bad Tag field", "(0010-o-0014-o-0016,9099)")]
    [DataRow("(0014-0010,9099)`LO`Own`1`Mine", "bad Tag field", "(0014-0010,9099)")]
    [DataRow("(0010,9099-9000)`LO`Own`1`Mine", "bad Tag field", "(0010,9099-9000)")]
    [DataRow("(0029,'A',10)`LO`Own`1`Mine", "bad Tag field", "(0029,'A',10)")]
    [DataRow("(0029,A,10)`LO`Own`1`Mine", "bad Tag field", "(0029,A,10)")]
    [DataRow("(0029,\"A,10)`LO`Own`1`Mine", "bad Tag field", "(0029,\"A,10)")]
    [DataRow("(0029,\"\",10)`LO`Own`1`Mine", "bad Tag field", "(0029,\"\",10)")]
    [DataRow("(0029,\"A\")`LO`Own`1`Mine", "bad Tag field", "(0029,\"A\")")]
    [DataRow("(0029,\"A\"10)`LO`Own`1`Mine", "bad Tag field", "(0029,\"A\"10)")]
    [DataRow("(0029,\"A\",)`LO`Own`1`Mine", "bad Tag field", "(0029,\"A\",)")]
    [DataRow("(0029,\"A\",0110)`LO`Own`1`Mine", "bad Tag field", "(0029,\"A\",0110)")]
    [DataRow("(0029,\"A\",10-0200)`LO`Own`1`Mine", "bad Tag field", "(0029,\"A\",10-0200)")]
    [DataRow("(0028,\"A\",10)`LO`Own`1`Mine", "bad Tag field", "(0028,\"A\",10)")]
    [DataRow("(0029-002B,\"A\",10)`LO`Own`1`Mine", "bad Tag field", "(0029-002B,\"A\",10)")]
    [DataRow("(0010,9099)`ZZ`Own`1`Mine", "bad VR field", "ZZ")]
    [DataRow("(0010,9099)`lo`Own`1`Mine", "bad VR field", "lo")]
    [DataRow("(0010,9099)`L`Own`1`Mine", "bad VR field", "L")]
    [DataRow("(0010,9099)`LOX`Own`1`Mine", "bad VR field", "LOX")]
    [DataRow("(0010,9099)``Own`1`Mine", "bad VR field", "")]
    [DataRow("(0010,9099)`LO``1`Mine", "bad Name field", "")]
    [DataRow("(0010,9099)`LO`Own``Mine", "bad VM field", "")]
    [DataRow("(0010,9099)`LO`Own`abc`Mine", "bad VM field", "abc")]
    [DataRow("(0010,9099)`LO`Own`1-`Mine", "bad VM field", "1-")]
    [DataRow("(0010,9099)`LO`Own`-n`Mine", "bad VM field", "-n")]
    [DataRow("(0010,9099)`LO`Own`-`Mine", "bad VM field", "-")]
    [DataRow("(0010,9099)`LO`Own`1x`Mine", "bad VM field", "1x")]
    [DataRow("(0010,9099)`LO`Own`1-2-3`Mine", "bad VM field", "1-2-3")]
    [DataRow("(0010,9099)`LO`Own`1,2`Mine", "bad VM field", "1,2")]
    [DataRow("(0010,9099)`LO`Own`1-nn`Mine", "bad VM field", "1-nn")]
    public void Bad_lines(string line, string reason, string culprit)
    {
        // The line stands third, and the ones around it count.
        using TempFolder folder = new();
        string path = DictionaryFileTests.Write(folder, "bad.dic", "# comment\n\n" + line + "\n(0010,9097)`LO`After`1`Mine");
        List<string> errors = [];
        DataDictionary dictionary = DataDictionary.Load(path, ':', errors, WholeFile.Read);
        Assert.HasCount(1, errors);
        string quote = culprit.Length == 0 ? "" : ": " + culprit;
        Assert.AreEqual($"DcmDataDictionary: {path}: {reason} (line 3){quote}", errors[0]);
        Assert.IsFalse(dictionary.NothingLoaded);
        Assert.IsTrue(dictionary.TryFind("After", out DictionaryEntry after));
        Assert.AreEqual(new DictionaryEntry(new Tag(0x0010, 0x9097), Vr.LO, "After", "1"), after);
        Assert.IsFalse(dictionary.TryFind("Own", out _));
        Assert.AreEqual(Vr.UN, dictionary.VrOf(new Tag(0x0010, 0x9099), null));
    }

    [TestMethod]
    [DataRow("n")]
    [DataRow("1")]
    [DataRow("1n")]
    [DataRow("2n")]
    [DataRow("1-99")]
    [DataRow("1-n")]
    [DataRow("2-2n")]
    [DataRow("3-3n")]
    [DataRow("1 - 2")]
    public void Multiplicities(string vm)
    {
        DataDictionary dictionary = DictionaryFileTests.Load($"(0010,9099)`LO`Own`{vm}`Mine", out List<string> errors);
        Assert.IsEmpty(errors);
        Assert.IsTrue(dictionary.TryFind("Own", out DictionaryEntry entry));
        Assert.AreEqual(vm, entry.Vm);
    }

    private static string Name(Vr vr) => $"{(char)((ushort)vr >> 8)}{(char)((ushort)vr & 0xFF)}";
}
