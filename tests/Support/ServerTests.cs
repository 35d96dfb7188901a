namespace GetScu.Tests.Support;

/// <summary>The servers that end-to-end tests use, seen by the reference, and the objects they serve.</summary>
[TestClass]
public sealed class ServerTests
{
    private static readonly string[] Everything = ["-S", "-k", "QueryRetrieveLevel=STUDY", "-k", "StudyInstanceUID="];

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void Real_objects_are_all_there()
    {
        foreach (ObjectGroup group in RealObjects.Groups)
        {
            TestContext.WriteLine($"{group.Name}: {group.Option} {group.TransferSyntax}, {group.Objects.Count} objects");
        }

        Assert.AreEqual(120, Reference.ProposedClasses.Count);
        Assert.AreEqual(182, RealObjects.All.Count);
    }

    [TestMethod]
    public void Getscp_sends_every_object_as_it_is_stored()
    {
        using GetScp server = GetScp.Start(RealObjects.Clinic);
        using TempFolder folder = new();
        ToolResult result = Reference.Run([.. Everything, "+B", "-v", "-od", folder.Path, "127.0.0.1", $"{server.Port}"]);
        result.ExpectStatus(0).ExpectErrorLine($"I:   Number of Completed Suboperations : {server.Archive.Objects.Count}");
        Assert.AreEqual(81, server.Archive.Objects.Count);
        foreach (Scp.StoredObject stored in server.Archive.Objects)
        {
            CollectionAssert.AreEqual(stored.File.ReadData(), Part10File.Read(folder.File(stored.SopInstance))!.ReadData());
        }
    }

    [TestMethod]
    public void Getscp_as_a_program_serves_one_association()
    {
        using RunningTool server = RunningTool.Start(
            Tool.Find("dotnet", "dotnet-sdk-10.0"), ToolOptions.Default,
            Path.Combine(AppContext.BaseDirectory, "getscp.dll"), "--once", "0", RealObjects.Clinic);
        Assert.IsTrue(server.Output.WaitFor("\n", TimeSpan.FromSeconds(30)), "no port");
        string line = System.Text.Encoding.ASCII.GetString(server.Output.Bytes).Trim();
        StringAssert.StartsWith(line, "listening on ");
        Tool.Dcmtk("echoscu", "127.0.0.1", line["listening on ".Length..]);
        server.Wait().ExpectStatus(0);
    }

    [TestMethod]
    public void Dcmqrscp_is_filled_and_gives()
    {
        using Dcmqrscp server = Dcmqrscp.Start("AREA1", "AREA2");
        server.Fill("AREA1", "+x=", RealObjects.Clinic).ExpectStatus(0);
        using TempFolder folder = new();
        string[] arguments = [.. Everything, "+B", "-v", "-od", folder.Path, "127.0.0.1", $"{server.PortFor("+xb")}", "-aec"];
        Reference.Run([.. arguments, "AREA1"]).ExpectStatus(0).ExpectErrorLine("I:   Number of Completed Suboperations : 81");
        Reference.Run([.. arguments, "AREA2"]).ExpectStatus(0).ExpectErrorLine("I:   Number of Completed Suboperations : 0");
    }

    [TestMethod]
    public void Orthanc_is_filled_and_gives()
    {
        using Orthanc server = Orthanc.Start();
        using TempFolder folder = new();
        Scp.StoredObject stored = new Scp.Archive(RealObjects.Clinic).Objects[0];
        string[] arguments =
        [
            "-S", "-k", "QueryRetrieveLevel=STUDY", "-k", $"StudyInstanceUID={stored.Study}", "+B", "-v", "-od", folder.Path,
            "127.0.0.1", $"{server.Port}",
        ];
        Assert.IsTrue(server.Add(stored.File.Path));
        Assert.IsFalse(server.Add(Repository.PathOf("getscu.csproj")));
        Reference.Run(arguments).ExpectStatus(0).ExpectErrorLine("I:   Number of Completed Suboperations : 1");
        server.Clear();
        Reference.Run(arguments).ExpectStatus(0).ExpectErrorLine("I:   Number of Completed Suboperations : 0");
    }
}
