using GetScu.Tests.CommandLine;
using GetScu.Tests.Scp;
using GetScu.Tests.Support;

namespace GetScu.Tests.EndToEnd;

/// <summary>Key files on the native binary: beside query files and with a plan, what is wrong with them, and how many there may be.</summary>
[TestClass]
public sealed class KeyFileTests
{
    private const int Lines = 100_000;

    /// <summary>Resident, in KiB. Ten lines take 3 MiB.</summary>
    private const int Resident = 12 * 1024;

    [TestMethod]
    public void Queries_of_all_files_go_over_one_association_in_order()
    {
        using TempFolder folder = new();
        using GetScp server = Studies(folder);
        string query = folder.Write("query", new DataSetBuilder().Add(0x00080052, "CS", "STUDY").Add(0x0020000D, "UI", "1.9").Build());
        string first = folder.Write("first", "1.2.1 # one study\n\nPatientID=PAT001 StudyInstanceUID=1.2.2\n"u8);
        using Fetch fetch = Fetch.NativeWithFiles(
            server.Port, [query], "-S", "+B", "--key-file", first, "-k", "ModalitiesInStudy");
        // A key of the command line for each query: the level is not among them.
        fetch.Result.ExpectStatus(1);
        fetch.Result.ExpectErrorLine($"error: {first}, line 1: no QueryRetrieveLevel, which would say what '1.2.1' is");
        string level = folder.Write("level", "QueryRetrieveLevel=STUDY 1.2.1\n"u8);
        string last = folder.Write("last", "QueryRetrieveLevel=SERIES StudyInstanceUID=1.2.3 1.2.3.1\n"u8);
        using Fetch good = Fetch.NativeWithFiles(server.Port, [query], "-S", "+B", "--key-file", level, "--key-file", last, "-k", "ModalitiesInStudy");
        good.Result.ExpectStatus(0);
        AssociationRecord association = server.EndedAssociations().Single();
        CollectionAssert.AreEqual(
            new[] { "STUDY 1.9 ", "STUDY 1.2.1 ", "SERIES 1.2.3 1.2.3.1" },
            association.Gets.Select(made => $"{made.Level} {made[0x0020000D]} {made[0x0020000E]}").ToArray());
        Assert.IsTrue(association.Gets.All(made => made.Keys.ContainsKey(0x00080061)), "the command line's key");
        CollectionAssert.AreEqual(new[] { "1.2.1.1.1", "1.2.3.1.1" }, good.Names);
    }

    [TestMethod]
    [DataRow("--key-file FILE <FILE", true)]
    [DataRow("--key-file - <FILE", true)]
    [DataRow("--key-file /dev/stdin <FILE", true)]
    [DataRow("--key-file - < <(cat FILE)", true)]
    [DataRow("--key-file <(cat FILE)", true)]
    [DataRow("+xa --key-file FILE", true)]
    [DataRow("+xa --key-file - <FILE", true)]
    [DataRow("+xa --key-file <(cat FILE)", true)]
    [DataRow("--key-file FILE --repeat 2", true)]
    [DataRow("--key-file - --repeat 2 <FILE", false)]
    [DataRow("--key-file - --key-file - <FILE", false)]
    public void Files_pipes_and_standard_input(string arguments, bool isGood)
    {
        using TempFolder folder = new();
        using GetScp server = Studies(folder);
        string list = folder.Write("list", "1.2.1\n1.2.2\n1.2.4\n"u8);
        string output = folder.Folder("out");
        string command = $"exec \"$0\" -S +B -k QueryRetrieveLevel=STUDY -od {output} 127.0.0.1 {server.Port} ";
        ToolResult result = Tool.Run("/bin/bash", ToolOptions.Default, "-c", command + arguments.Replace("FILE", list), NativeBinary.Path);
        result.ExpectStatus(isGood ? 0 : 1);
        string[] names = Array.ConvertAll(Directory.GetFiles(output), name => Path.GetFileName(name));
        CollectionAssert.AreEquivalent(isGood ? ["1.2.1.1.1", "1.2.2.1.1", "1.2.4.1.1"] : Array.Empty<string>(), names, result.ToString());
    }

    [TestMethod]
    [DataRow("1.2.1\n1.2.x\n", "FILE, line 2: '1.2.x' is neither a key with '=' nor a StudyInstanceUID")]
    [DataRow("1.2.1\nPatientsName=X\n", "FILE, line 2: Bad override key/path: PatientsName=X: ")]
    [DataRow("# nothing\n", "FILE: no query in it")]
    [DataRow("1.2.1\n\n\"1.2.2\n", "FILE, line 3: a quotation mark without an end")]
    [DataRow(null, "cannot access file: FILE")]
    [DataRow("/", "cannot read key file FILE: Is a directory")]
    public void What_is_wrong_ends_the_run_before_anything_is_sent(string? content, string message)
    {
        using TempFolder folder = new();
        string file = content == "/" ? folder.Folder("list") : folder.File("list");
        if (content is not (null or "/"))
        {
            folder.Write("list", System.Text.Encoding.ASCII.GetBytes(content));
        }

        using ScriptedScp nobody = ScriptedScp.Start();
        foreach (string[] plan in (string[][])[[], ["+xa"]])
        {
            ToolResult result = NativeBinary.Run(
                [.. plan, "-S", "--ignore", "-k", "QueryRetrieveLevel=STUDY", "--key-file", file, "127.0.0.1", $"{nobody.Port}"]);
            result.ExpectStatus(1);
            StringAssert.StartsWith(result.ErrorLines[^1], "error: " + message.Replace("FILE", file));
        }

        Assert.IsFalse(nobody.HasUnexpectedVisitor);
    }

    [TestMethod]
    public void A_plan_holds_ten_thousand_queries()
    {
        using TempFolder folder = new();
        string file = folder.Write("list", System.Text.Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(1, 10_001).Select(i => $"1.2.{i}\n"))));
        using ScriptedScp nobody = ScriptedScp.Start();
        NativeBinary.Run("+xa", "--ignore", "-k", "QueryRetrieveLevel=STUDY", "--key-file", file, "127.0.0.1", $"{nobody.Port}").ExpectStatus(1)
            .ExpectErrorLine("error: more than 10000 queries, which a run that follows a plan would have to hold");
        Assert.IsFalse(nobody.HasUnexpectedVisitor);
    }

    /// <summary>An object is not stored by the name of the list.</summary>
    [TestMethod]
    public void A_key_file_is_not_replaced()
    {
        using TempFolder folder = new();
        using GetScp server = Studies(folder);
        string output = folder.Folder("out");
        string list = Path.Combine(output, "1.2.1.1.1");
        File.WriteAllText(list, "1.2.1\n1.2.2\n");
        NativeBinary.Run("-S", "+B", "-k", "QueryRetrieveLevel=STUDY", "--key-file", list, "-od", output, "127.0.0.1", $"{server.Port}").ExpectStatus(69);
        Assert.AreEqual("1.2.1\n1.2.2\n", File.ReadAllText(list));
        Assert.IsTrue(File.Exists(Path.Combine(output, "1.2.2.1.1")));
    }

    /// <summary>They are read as they are sent, from a file and from standard input.</summary>
    [TestMethod]
    [DataRow("--key-file FILE")]
    [DataRow("--key-file - <FILE")]
    public void A_hundred_thousand_lines_take_no_more_memory_than_one(string arguments)
    {
        using TempFolder folder = new();
        string list = folder.Write("list", System.Text.Encoding.ASCII.GetBytes(
            string.Concat(Enumerable.Range(1, Lines).Select(i => $"1.2.826.0.1.3680043.9.9999.{i}\n"))));
        int requests = 0;
        using ScriptedScp peer = ScriptedScp.Start(conversation =>
        {
            conversation.Accept();
            for (; conversation.TryExpectGet(); requests++)
            {
                conversation.SendGetResponse(0);
            }
        });
        string command = $"exec \"$0\" -S --ignore -k QueryRetrieveLevel=STUDY 127.0.0.1 {peer.Port} {arguments.Replace("FILE", list)}";
        ToolResult result = Tool.Run("/bin/sh", new ToolOptions { Measure = true }, "-c", command, NativeBinary.Path).ExpectStatus(0);
        peer.Finish();
        Assert.AreEqual(Lines, requests);
        Assert.AreEqual("", result.ErrorText);
        Assert.IsLessThan(Resident, result.Use!.Value.PeakKiB);
    }

    [TestMethod]
    [DataRow("peer 104 --key-file -")]
    [DataRow("peer 104 --key-file /dev/null")]
    public void A_key_file_stands_for_a_query(string line)
    {
        Options options = GetScu.CommandLine.Scan(Words.Of(line)).Parse(false);
        Assert.HasCount(1, options.KeyFiles);
        Assert.IsEmpty(options.Keys);
    }

    /// <summary>Four studies of one object each.</summary>
    private static GetScp Studies(TempFolder folder)
    {
        string archive = folder.Folder("archive");
        for (int i = 1; i <= 4; i++)
        {
            File.WriteAllBytes(Path.Combine(archive, $"{i}"), Synthetic.File(Uids.CtImage, $"1.2.{i}.1.1", study: $"1.2.{i}"));
        }

        return GetScp.Start(archive);
    }
}
