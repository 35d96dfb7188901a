using GetScu.Tests.Support;

namespace GetScu.Tests.EndToEnd;

/// <summary>-B, +B and --ignore; names, headers, folders and files that exist already.</summary>
[TestClass]
public sealed class StorageModeTests
{
    private static readonly string[] Everything = ["-S", "-k", "QueryRetrieveLevel=STUDY", "-k", "StudyInstanceUID"];

    /// <summary>An object of each class that is proposed: the reference tells the names.</summary>
    [TestMethod]
    [DataRow("-B")]
    [DataRow("+B")]
    public void Every_class_has_the_references_file_name(string mode)
    {
        using TempFolder folder = FolderOfAllClasses();
        using GetScp server = GetScp.Start(folder.Path);
        SideBySide.Compare(server.Port, 120, [mode, .. Everything]);
    }

    [TestMethod]
    public void Ignore_stores_nothing_and_says_the_same()
    {
        using TempFolder folder = FolderOfAllClasses();
        using GetScp server = GetScp.Start(folder.Path);
        using TempFolder output = new();
        ToolOptions options = new() { Folder = output.Path };
        string[] arguments = ["-v", "--ignore", .. Everything, "127.0.0.1", $"{server.Port}"];
        ToolResult native = NativeBinary.Run(options, arguments).ExpectStatus(0);
        ToolResult reference = Reference.Run(Reference.Options with { Folder = output.Path }, arguments).ExpectStatus(0);
        CollectionAssert.AreEqual(reference.ErrorLines, RunSummary.Without(native.ErrorLines));
        Assert.AreEqual("", native.OutputText);
        Assert.AreEqual(0, output.Names.Length);
    }

    /// <summary>
    /// Without -od files go where it is started. The warnings of the second run name them as the reference does in normal
    /// mode; in bit-preserving mode it replaces silently.
    /// </summary>
    [TestMethod]
    [DataRow(null, "")]
    [DataRow("sub", "sub/")]
    [DataRow("./sub/", "./sub/")]
    public void Existing_files_are_replaced_with_a_warning(string? directory, string shown)
    {
        using TempFolder folder = new();
        folder.Write("a", Synthetic.File(Uids.CtImage, "1.2.3.1"));
        folder.Write("b", Synthetic.File(Uids.MrImage, "1.2.3.2"));
        using GetScp server = GetScp.Start(folder.Path);
        string Overwritten(string path, string mode)
        {
            using TempFolder output = new();
            string target = directory is null ? output.Path : output.Folder("sub");
            ToolOptions options = Reference.Options with { Folder = output.Path };
            string[] place = directory is null ? [] : ["-od", directory];
            string[] arguments = [mode, .. Everything, .. place, "127.0.0.1", $"{server.Port}"];
            Assert.AreEqual("", Tool.Run(path, options, arguments).ExpectStatus(0).ErrorText);
            string[] names = Directory.GetFileSystemEntries(target);
            Assert.AreEqual(2, names.Length);
            Array.ForEach(names, name => File.WriteAllText(name, "old"));
            ToolResult second = Tool.Run(path, options, arguments).ExpectStatus(0);
            Assert.AreEqual(2, Directory.GetFileSystemEntries(target).Length);
            Array.ForEach(names, name => Assert.IsNotNull(Part10File.Read(name), name));
            return second.ErrorText;
        }

        Assert.AreEqual(Overwritten(Reference.Path, "-B"), Overwritten(NativeBinary.Path, "-B"));
        Assert.AreEqual("", Overwritten(Reference.Path, "+B"));
        string[] warnings = [$"{shown}1.2.3.1", $"{shown}1.2.3.2"];
        Assert.AreEqual(
            string.Concat(warnings.Select(name => $"W: DICOM file already exists, overwriting: {name}\n")),
            Overwritten(NativeBinary.Path, "+B"));
    }

    /// <summary>PS3.10 7.1: what stands in front of the data set.</summary>
    [TestMethod]
    [DataRow("-B", "CT.1.2.3.1")]
    [DataRow("+B", "1.2.3.1")]
    public void The_header_names_class_instance_transfer_syntax_and_who_wrote_it(string mode, string name)
    {
        using TempFolder folder = new();
        folder.Write("a", Synthetic.File(Uids.CtImage, "1.2.3.1", Uids.ExplicitBig));
        using GetScp server = GetScp.Start(folder.Path);
        using Fetch native = Fetch.Native(server.Port, [mode, "+xb", "-aet", "ME AND YOU", .. Everything]);
        native.Result.ExpectStatus(0);
        Part10File file = native.File(name);
        uint[] tags =
            [0x00020000, 0x00020001, 0x00020002, 0x00020003, 0x00020010, 0x00020012, 0x00020013, 0x00020016];
        CollectionAssert.AreEqual(tags, file.Meta.Select(element => element.Tag).ToArray());
        CollectionAssert.AreEqual(new[] { "UL", "OB", "UI", "UI", "UI", "UI", "SH", "AE" }, file.Meta.Select(element => element.Vr).ToArray());
        Assert.AreEqual(file.DataOffset - 132 - 12, BitConverter.ToInt32(file.Meta[0].Value));
        CollectionAssert.AreEqual(new byte[] { 0, 1 }, file.Meta[1].Value);
        Assert.AreEqual(Uids.CtImage, file.MetaSopClass);
        Assert.AreEqual("1.2.3.1", file.MetaSopInstance);
        Assert.AreEqual(Uids.ExplicitBig, file.TransferSyntax);
        Assert.AreEqual("ME AND YOU", file.Meta[7].Text);
        Assert.IsTrue(File.ReadAllBytes(file.Path).AsSpan(0, 128).IndexOfAnyExcept((byte)0) < 0);
        native.ExpectDumpable();
    }

    private static TempFolder FolderOfAllClasses()
    {
        TempFolder folder = new();
        int number = 0;
        foreach (string sopClass in Reference.ProposedClasses)
        {
            number++;
            folder.Write($"{number:d3}", Synthetic.File(sopClass, $"1.2.3.{number}"));
        }

        return folder;
    }
}
