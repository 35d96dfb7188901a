using GetScu.Net.Retrieve;
using GetScu.Tests.Scp;
using GetScu.Tests.Support;

namespace GetScu.Tests.EndToEnd;

/// <summary>
/// Query files, several of them (the reference breaks down over a second one), keys that override them, --repeat.
/// </summary>
[TestClass]
public sealed class QueryFileTests
{
    private static readonly Lazy<Archive> Clinic = new(() => new Archive(RealObjects.Clinic));

    private static readonly string[] Syntaxes =
        [Uids.ImplicitLittle, Uids.ExplicitLittle, Uids.ExplicitBig, Uids.DeflatedLittle];

    /// <summary>Each form brings the objects of its own study.</summary>
    [TestMethod]
    public void Files_in_every_encoding_with_and_without_header()
    {
        using GetScp server = GetScp.Start(RealObjects.Clinic);
        List<(string Name, string Syntax, bool HasHeader)> rows = [];
        foreach (string syntax in Syntaxes)
        {
            rows.Add(($"{syntax} with header", syntax, true));
            rows.Add(($"{syntax} bare", syntax, false));
        }

        // A bare deflated data set cannot be told from anything else.
        rows.RemoveAll(row => row is { Syntax: Uids.DeflatedLittle, HasHeader: false });
        Table.Run(rows, row => row.Name, row =>
        {
            using TempFolder queries = new();
            string study = Clinic.Value.Objects[30].Study;
            byte[] data = Query(row.Syntax, study);
            string file = queries.Write("q", row.HasHeader ? Part10File.Build("1.2.3", "1.2.3.4", row.Syntax, data) : data);
            using Fetch native = Fetch.NativeWithFiles(server.Port, [file], "-S", "+B", "-v");
            native.Result.ExpectStatus(0);
            CollectionAssert.AreEqual(InstancesOf(study), native.Names);
        });
    }

    [TestMethod]
    public void Several_files_are_one_request_each_on_one_association()
    {
        using GetScp server = GetScp.Start(RealObjects.Clinic);
        using TempFolder queries = new();
        string[] studies = Clinic.Value.Objects.Select(stored => stored.Study).Distinct().Take(3).ToArray();
        string[] files = studies.Select((study, index) => queries.Write($"q{index}", Query(Uids.ExplicitLittle, study))).ToArray();
        using Fetch native = Fetch.NativeWithFiles(server.Port, files, "-S", "+B", "-v");
        native.Result.ExpectStatus(0);
        CollectionAssert.AreEqual(studies.SelectMany(InstancesOf).Order(StringComparer.Ordinal).ToArray(), native.Names);
        Assert.AreEqual(3, native.Log.Count(line => line == "I: Final status report from last C-GET message:"));
        Assert.AreEqual(1, native.Log.Count(line => line == "I: Requesting Association"));
        for (int number = 1; number <= 3; number++)
        {
            native.Result.ExpectErrorLine($"I: Sending C-GET Request (MsgID {number})");
        }
    }

    [TestMethod]
    public void Keys_override_every_file()
    {
        using GetScp server = GetScp.Start(RealObjects.Clinic);
        using TempFolder queries = new();
        string study = Clinic.Value.Objects[10].Study;
        string[] files = [queries.Write("q0", Query(Uids.ExplicitLittle, "1.2.3")), queries.Write("q1", Query(Uids.ExplicitBig, "4.5"))];
        using Fetch native = Fetch.NativeWithFiles(server.Port, files, "-S", "+B", "-v", "-k", $"StudyInstanceUID={study}");
        native.Result.ExpectStatus(0);
        CollectionAssert.AreEqual(InstancesOf(study), native.Names);
        Assert.AreEqual(2, native.Log.Count(line => line.StartsWith("I: Sending C-GET Request", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void Repeat_sends_all_files_again()
    {
        using GetScp server = GetScp.Start(RealObjects.Clinic);
        using TempFolder queries = new();
        string study = Clinic.Value.Objects[10].Study;
        string[] files = [queries.Write("q0", Query(Uids.ExplicitLittle, study)), queries.Write("q1", Query(Uids.ExplicitBig, study))];
        using Fetch native = Fetch.NativeWithFiles(server.Port, files, "-S", "-v", "--repeat", "3");
        native.Result.ExpectStatus(0).ExpectErrorLine("I: Sending C-GET Request (MsgID 6)");
        Assert.AreEqual(6, native.Log.Count(line => line.StartsWith("I: Sending C-GET Request", StringComparison.Ordinal)));
        Assert.AreEqual(1, native.Log.Count(line => line == "I: Releasing Association"));
    }

    [TestMethod]
    public void Repeat_of_keys_says_what_the_reference_says()
    {
        using GetScp server = GetScp.Start(RealObjects.Clinic);
        SideBySide.Compare(
            server.Port, 1, "-S", "--repeat", "2", "-k", "QueryRetrieveLevel=STUDY", "-k",
            $"StudyInstanceUID={Clinic.Value.Objects[10].Study}");
    }

    /// <summary>Nothing is sent where a file is missing, cannot be read or is no data set.</summary>
    [TestMethod]
    [DataRow("missing", null, 1, "error: cannot access file: ")]
    [DataRow("directory", null, 20, "")]
    [DataRow("empty", "", 22, "")]
    [DataRow("text", "# this is not DICOM at all, just some text of a few words\n", 22, "")]
    public void Bad_files_end_the_run_before_anything_is_sent(string name, string? content, int status, string message)
    {
        using TempFolder folder = new();
        string file = name == "directory" ? folder.Folder(name)
            : content is null ? folder.File(name) : folder.Write(name, System.Text.Encoding.ASCII.GetBytes(content));
        using ScriptedScp nobody = ScriptedScp.Start();
        ToolResult native = NativeBinary.Run("127.0.0.1", $"{nobody.Port}", file).ExpectStatus(status);
        StringAssert.Contains(native.ErrorText, message + file);
        Assert.AreEqual("", native.OutputText);
        Assert.IsFalse(nobody.HasUnexpectedVisitor);
    }

    /// <summary>A good query file cut anywhere is refused, or asks for no more than the whole one.</summary>
    [TestMethod]
    public void Truncated_files_are_refused()
    {
        byte[] whole = Part10File.Build("1.2.3", "1.2.3.4", Uids.ExplicitLittle, Query(Uids.ExplicitLittle, "1.2.3.4.5"));
        int dataOffset = whole.Length - Query(Uids.ExplicitLittle, "1.2.3.4.5").Length;

        // After the first element the rest is a shorter, well-formed query; fewer than eight bytes more are padding.
        int boundary = dataOffset + 8 + 6;
        int[] lengths = Enumerable.Range(0, whole.Length)
            .Where(length => (length < boundary || length > boundary + 7) && (length > 128 || length % 16 == 0)).ToArray();
        using TempFolder folder = new();
        using ScriptedScp nobody = ScriptedScp.Start();
        Table.Run(lengths, length => $"{length} bytes", length =>
        {
            string file = folder.Write($"q{length}", whole.AsSpan(0, length));
            ToolResult native = NativeBinary.Run("127.0.0.1", $"{nobody.Port}", file);

            // Meta information alone is an empty query, which no key fills here.
            native.ExpectStatus(native.ErrorText.Contains("error: query is empty") && length <= dataOffset ? 1 : 22);
        });
        Assert.IsFalse(nobody.HasUnexpectedVisitor);
    }

    private static byte[] Query(string transferSyntax, string study)
    {
        return new DataSetBuilder(transferSyntax).Add(0x00080052, "CS", "STUDY").Add(0x0020000D, "UI", study).Build();
    }

    private static string[] InstancesOf(string study)
    {
        return Clinic.Value.Objects.Where(stored => stored.Study == study).Select(stored => stored.SopInstance)
            .Order(StringComparer.Ordinal).ToArray();
    }
}
