using GetScu.Net.Transport;
using GetScu.Tests.Support;

namespace GetScu.Tests.Dicom;

[TestClass]
public sealed class GeneratedTablesTests
{
    [TestMethod]
    [DataRow("DictionaryTable.g.cs")]
    [DataRow("UidTable.g.cs")]
    public void Generating_again_gives_the_committed_files(string name)
    {
        using TempFolder folder = new();
        Generate(0, "--dic", DictionarySources.DicomDic, "--out", folder.Path);
        CollectionAssert.AreEqual(new[] { "DictionaryTable.g.cs", "UidTable.g.cs" }, folder.Names);
        string committed = File.ReadAllText(Repository.PathOf("Dicom", "Dictionary", name));
        Assert.AreEqual(committed, File.ReadAllText(folder.File(name)), $"{name}: python3 Dicom/Dictionary/Tables/generate.py");
        Assert.Contains("// Written by: python3 Dicom/Dictionary/Tables/generate.py\n", committed);
    }

    [TestMethod]
    public void Another_edition_of_the_dictionary_is_refused()
    {
        using TempFolder folder = new();
        string other = folder.Write("other.dic", "# Generated from DICOM PS 3.6-2021a\n(0010,0010)\tPN\tPatientName\t1\tDICOM\n"u8);
        ToolResult result = Generate(1, "--dic", other, "--out", folder.Path);
        Assert.Contains("is not of edition PS 3.6-2022b", result.ErrorText);
        CollectionAssert.AreEqual(new[] { "other.dic" }, folder.Names);
    }

    private static ToolResult Generate(int status, params string[] arguments)
    {
        ToolOptions options = new() { Deadline = TimeSpan.FromSeconds(120) };
        return Tool.Run(Tool.Find("python3", "python3"), options, [Repository.PathOf("Dicom", "Dictionary", "Tables", "generate.py"), .. arguments])
            .ExpectStatus(status);
    }
}
