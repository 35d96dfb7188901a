using System.Text;

using GetScu.Dicom;
using GetScu.Dicom.Dictionary;
using GetScu.Storage.Posix;
using GetScu.Tests.Support;

namespace GetScu.Tests.Dicom;

/// <summary>The list of files in DCMDICTPATH.</summary>
[TestClass]
public sealed class DataDictionaryTests
{
    [TestMethod]
    [DataRow("")]
    [DataRow(":")]
    [DataRow(":::")]
    public void A_list_without_names_gives_the_built_in_dictionary(string path)
    {
        List<string> errors = [];
        Assert.AreSame(DataDictionary.BuiltIn, DataDictionary.Load(path, ':', errors, WholeFile.Read));
        Assert.IsEmpty(errors);
        Assert.IsFalse(DataDictionary.BuiltIn.NothingLoaded);
    }

    [TestMethod]
    [DataRow(':')]
    [DataRow(';')]
    public void Files_are_read_in_order_and_the_last_one_wins(char separator)
    {
        using TempFolder folder = new();
        string first = DictionaryFileTests.Write(folder, "first.dic", "(0010,9099)`LO`First`1`Mine\n(0010,9098)`LO`Other`1`Mine\n");
        string second = DictionaryFileTests.Write(folder, "second.dic", "(0010,9099)`SH`Second`1`Mine\n");
        List<string> errors = [];
        DataDictionary dictionary = DataDictionary.Load($"{separator}{first}{separator}{separator}{second}{separator}", separator, errors, WholeFile.Read);
        Assert.IsEmpty(errors);
        Assert.AreEqual("Second", NameOf(dictionary, 0x00109099));
        Assert.AreEqual("Other", NameOf(dictionary, 0x00109098));
        Assert.AreEqual("PatientName", NameOf(dictionary, 0x00100010));
    }

    [TestMethod]
    public void A_missing_file_is_an_error_and_the_others_count()
    {
        using TempFolder folder = new();
        string good = DictionaryFileTests.Write(folder, "good.dic", "(0010,9099)`LO`Own`1`Mine\n");
        string missing = folder.File("missing.dic");
        List<string> errors = [];
        DataDictionary dictionary = DataDictionary.Load($"{missing}:{good}", ':', errors, WholeFile.Read);
        Assert.HasCount(1, errors);
        Assert.StartsWith($"DcmDataDictionary: Cannot open file: {missing} (", errors[0]);
        Assert.IsFalse(dictionary.NothingLoaded);
        Assert.AreEqual("Own", NameOf(dictionary, 0x00109099));
    }

    [TestMethod]
    public void Nothing_is_loaded_when_every_file_is_missing_or_gives_no_entry_for_its_errors()
    {
        using TempFolder folder = new();
        string bad = DictionaryFileTests.Write(folder, "bad.dic", "nonsense\nmore\n");
        string zero = folder.File("nul\0.dic");
        List<string> errors = [];
        DataDictionary dictionary = DataDictionary.Load($"{folder.File("missing.dic")}:{bad}:{folder.Path}:{zero}", ':', errors, WholeFile.Read);
        Assert.IsTrue(dictionary.NothingLoaded);
        Assert.HasCount(5, errors);
        Assert.StartsWith("DcmDataDictionary: Cannot open file: ", errors[0]);
        Assert.AreEqual($"DcmDataDictionary: {bad}: too few fields (line 1)", errors[1]);
        Assert.AreEqual($"DcmDataDictionary: {bad}: too few fields (line 2)", errors[2]);
        Assert.StartsWith($"DcmDataDictionary: Cannot open file: {folder.Path} (", errors[3]);
        Assert.StartsWith("DcmDataDictionary: Cannot open file: ", errors[4]);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("\n\n")]
    [DataRow("# only a comment")]
    public void A_file_without_entries_is_no_error(string content)
    {
        DataDictionary dictionary = DictionaryFileTests.Load(content, out List<string> errors);
        Assert.IsEmpty(errors);
        Assert.IsFalse(dictionary.NothingLoaded);
        Assert.AreEqual("PatientName", NameOf(dictionary, 0x00100010));
    }

    [TestMethod]
    public void An_endless_file_is_an_error()
    {
        List<string> errors = [];
        DataDictionary dictionary = DataDictionary.Load("/dev/zero", ':', errors, WholeFile.Read);
        Assert.HasCount(1, errors);
        Assert.AreEqual($"DcmDataDictionary: Cannot open file: /dev/zero (larger than {Limits.DictionaryFile} bytes)", errors[0]);
        Assert.IsTrue(dictionary.NothingLoaded);
    }

    [TestMethod]
    [DataRow(100, 100, true)]
    [DataRow(101, 101, false)]
    [DataRow(50_000, 101, false)]
    public void Errors_of_a_file_are_bounded(int wrongLines, int errorCount, bool isReadToTheEnd)
    {
        string lines = string.Concat(Enumerable.Repeat("x\n", wrongLines)) + "(0010,9099)`LO`Own`1`Mine\n";
        DataDictionary dictionary = DictionaryFileTests.Load(lines, out List<string> errors);
        Assert.HasCount(errorCount, errors);
        Assert.AreEqual(isReadToTheEnd, NameOf(dictionary, 0x00109099) is "Own");
        Assert.AreEqual(!isReadToTheEnd, errors[^1].EndsWith(": more than 100 errors, lines from 101 on not read", StringComparison.Ordinal));
    }

    [TestMethod]
    public void Ten_thousand_entries_keep_their_order()
    {
        StringBuilder lines = new();
        for (int i = 0; i < 10_000; i++)
        {
            lines.Append($"(0010,{0x8000 + (i * 7919 % 5000):X4})`LO`Name{i}`1`Mine\n");
        }

        DataDictionary dictionary = DictionaryFileTests.Load(lines.ToString(), out List<string> errors);
        Assert.IsEmpty(errors);
        for (int i = 5000; i < 10_000; i++)
        {
            Assert.AreEqual($"Name{i}", NameOf(dictionary, (uint)(0x00108000 + (i * 7919 % 5000))));
        }
    }

    [TestMethod]
    public void Names_of_tags_are_the_references_with_the_same_files()
    {
        using TempFolder folder = new();
        string own = DictionaryFileTests.Write(folder, "own.dic", string.Join('\n',
            "(0010,0010)`PN`MyName`1`Mine",
            "(0010-0014,9099)`LO`Even`1`Mine",
            "(0010-o-0014,9098)`LO`Odd`1`Mine",
            "(0010-u-0014,9097)`LO`All`1`Mine",
            "(0010,9000-u-9010)`LO`Elements`1`Mine",
            "(5000-6FFF,0010)`LO`Wide`1`Mine",
            "(0029,\"ACME\",01)`LO`Block`1`Mine",
            "(0029,\"ACME\",1003)`LO`Whole`1`Mine",
            "(0029,\"ACME\",00-u-02)`LO`Low`1`Mine",
            "(0029-o-0031,\"ACME\",05)`LO`Groups`1`Mine"));
        uint[] tags =
        [
            0x00080000, 0x00080016, 0x00089007, 0x00100010, 0x00100020, 0x00109000, 0x00109003, 0x00109010, 0x00109011, 0x00109097,
            0x00109098, 0x00109099, 0x00129097, 0x00129098, 0x00129099, 0x00149099, 0x00169099, 0x00203100, 0x00203102, 0x00203103,
            0x00280800, 0x00280810, 0x00290000, 0x00290001, 0x00290010, 0x00290011, 0x002900FF, 0x00290100, 0x00291000, 0x00291001,
            0x00291002, 0x00291003, 0x00291004, 0x00291005, 0x00291101, 0x00310010, 0x00311001, 0x00311005, 0x10000010, 0x10001231,
            0x50000010, 0x50FE0010, 0x60000010, 0x60020010, 0x60FE0010, 0x61000010, 0x7F000010, 0x7F020010, 0xFFFE0000,
        ];
        StringBuilder dump = new();
        foreach (uint tag in tags)
        {
            bool isCreator = tag is 0x00290010 or 0x00310010;
            dump.Append($"({tag >> 16:x4},{tag & 0xFFFF:x4}) {((tag & 0xFFFF) == 0 ? "UL 0" : isCreator ? "LO ACME" : "UN 00\\00")}\n");
        }

        string text = folder.Write("tags.dump", Encoding.ASCII.GetBytes(dump.ToString()));
        Tool.Dcmtk("dump2dcm", "-q", "-F", "+te", text, folder.File("tags.dcm"));
        string path = $"{DictionarySources.DicomDic}:{own}";
        ToolOptions options = new() { Environment = new Dictionary<string, string?> { ["DCMDICTPATH"] = path } };
        ToolResult result = Tool.Run(Tool.Find("dcmdump", "dcmtk"), options, "-q", "-f", folder.File("tags.dcm")).ExpectStatus(0);

        DataDictionary dictionary = DataDictionary.Load(path, ':', [], WholeFile.Read);
        int compared = 0;
        foreach (string line in result.OutputLines)
        {
            if (line.Length > 11 && line[0] == '(')
            {
                uint tag = Convert.ToUInt32(line[1..5] + line[6..10], 16);
                string reference = line[(line.LastIndexOf(", 1 ", StringComparison.Ordinal) + 4)..].Trim();
                string? creator = (tag >> 16) is 0x0029 or 0x0031 && (tag & 0xFF00) == 0x1000 ? "ACME" : null;
                bool isFound = dictionary.TryFind(Tag.FromValue(tag), creator, out DictionaryEntry entry);
                Assert.AreEqual(reference, isFound ? entry.Name : "Unknown Tag & Data", line);
                compared++;
            }
        }

        Assert.AreEqual(tags.Length, compared, result.ToString());
    }

    private static string? NameOf(DataDictionary dictionary, uint tag) =>
        dictionary.TryFind(Tag.FromValue(tag), null, out DictionaryEntry entry) ? entry.Name : null;
}
