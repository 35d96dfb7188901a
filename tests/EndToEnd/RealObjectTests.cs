using GetScu.Dicom;
using GetScu.Tests.Scp;
using GetScu.Tests.Support;

namespace GetScu.Tests.EndToEnd;

/// <summary>Every real object, in its own transfer syntax, from each server that takes it.</summary>
[TestClass]
public sealed class RealObjectTests
{
    /// <summary>Cut off within an element.</summary>
    private static readonly string[] Broken = ["pydicom/test_files/MR_truncated.dcm", "pydicom/test_files/rtplan_truncated.dcm"];

    public TestContext TestContext { get; set; } = null!;

    /// <summary>getscp sends stored bytes, so what arrives is what lies in its folder.</summary>
    [TestMethod]
    public void Getscp_bit_preserving()
    {
        int count = 0;
        foreach (ObjectGroup group in RealObjects.Groups)
        {
            using TempFolder folder = new();
            group.CopyTo(folder.Path);
            using GetScp server = GetScp.Start(folder.Path);
            using Fetch native = Fetch.Native(
                server.Port, group.Option, "+B", "-k", "QueryRetrieveLevel=PATIENT", "-k", "PatientID");
            native.Result.ExpectStatus(0);
            ExpectQuiet(native.Result);
            Assert.AreEqual(group.Objects.Count, native.Names.Length, native.Result.ToString());
            foreach (StoredObject stored in group.Objects)
            {
                ExpectStored(stored, native.File(stored.SopInstance));
            }

            count += Report("getscp", group, native);
        }

        Assert.AreEqual(RealObjects.All.Count, count);
    }

    /// <summary>Normal mode takes the same objects but those that are broken, and their bytes as they are.</summary>
    [TestMethod]
    public void Getscp_normal()
    {
        List<string> refused = [];
        List<string> reasons = [];
        foreach (ObjectGroup group in RealObjects.Groups)
        {
            using TempFolder folder = new();
            group.CopyTo(folder.Path);
            using GetScp server = GetScp.Start(folder.Path);
            using Fetch native = Fetch.Native(
                server.Port, group.Option, "-B", "-k", "QueryRetrieveLevel=PATIENT", "-k", "PatientID");
            foreach (StoredObject stored in group.Objects)
            {
                string? name = Array.Find(native.Names, name => name.EndsWith($".{stored.SopInstance}", StringComparison.Ordinal));
                if (name is not null)
                {
                    ExpectStored(stored, native.File(name));
                }
                else
                {
                    refused.Add(Path.GetRelativePath(RealObjects.Folder, stored.File.Path));
                    reasons.Add(native.Result.ErrorText);
                }
            }

            native.ExpectDumpable();
            Report("getscp", group, native);
        }

        refused.Sort(StringComparer.Ordinal);
        CollectionAssert.AreEqual(Broken, refused, string.Join('\n', refused.Concat(reasons)));
    }

    /// <summary>dcmqrscp encodes anew what it sends, so what went over the wire is compared.</summary>
    [TestMethod]
    public void Dcmqrscp()
    {
        int count = 0;
        string[] titles = RealObjects.Groups.Select(group => group.Name).ToArray();
        using Dcmqrscp server = Support.Dcmqrscp.Start(titles);
        foreach (ObjectGroup group in RealObjects.Groups)
        {
            TestContext.WriteLine(server.Fill(group.Name, group.Option, [.. group.Objects.Select(stored => stored.File.Path)]).ErrorText);
            count += CompareStudies("dcmqrscp", group, server.PortFor(group.Option), "-aec", group.Name);
        }

        Assert.IsTrue(count >= 178, $"{count} objects");
    }

    /// <summary>
    /// The same for Orthanc, which is emptied before each group. It sends all in explicit little endian, decoded where it
    /// can: not JPEG 2000.
    /// </summary>
    [TestMethod]
    public void Orthanc()
    {
        int taken = 0;
        int count = 0;
        using Orthanc server = Support.Orthanc.Start();
        foreach (ObjectGroup group in RealObjects.Groups)
        {
            taken += group.Objects.Count(stored => server.Add(stored.File.Path));
            count += CompareStudies("Orthanc", group, server.Port);
            server.Clear();
        }

        Assert.IsTrue(count >= 170, $"{count} of {taken} objects");
    }

    /// <summary>All studies of a group, a query file each, by both programs. Returns the number of objects.</summary>
    private int CompareStudies(string server, ObjectGroup group, int port, params string[] arguments)
    {
        using TempFolder queries = new();
        List<string> files = [];
        foreach (string study in group.Objects.Select(stored => stored.Study).Where(study => study.Length > 0).Distinct())
        {
            byte[] query = new DataSetBuilder(Uids.ImplicitLittle).Add(0x00080052, "CS", "STUDY").Add(0x0020000D, "UI", study).Build();
            files.Add(queries.Write($"query{files.Count}", query));
        }

        using WireTap tap = WireTap.Start(port);
        using Fetch native = Fetch.NativeWithFiles(tap.Port, files, ["-S", "+B", group.Option, .. arguments]);
        Dictionary<string, (string TransferSyntax, byte[] Data)> sent = tap.FinishWithObjects();
        TestContext.WriteLine(native.Result.ErrorText);
        foreach ((string instance, (string transferSyntax, byte[] data)) in sent)
        {
            Part10File file = native.File(instance);
            Assert.AreEqual(transferSyntax, file.TransferSyntax, file.Path);
            Assert.IsTrue(data.AsSpan().SequenceEqual(file.ReadData()), file.Path);
        }

        Assert.AreEqual(sent.Count, native.Names.Length, native.Result.ToString());
        native.ExpectDumpable();
        return Report(server, group, native);
    }

    private static void ExpectStored(StoredObject stored, Part10File file)
    {
        Assert.AreEqual(stored.TransferSyntax, file.TransferSyntax, stored.File.Path);
        Assert.AreEqual(stored.SopClass, file.MetaSopClass, stored.File.Path);
        Assert.AreEqual(stored.SopInstance, file.MetaSopInstance, stored.File.Path);
        Assert.IsTrue(stored.File.ReadData().AsSpan().SequenceEqual(file.ReadData()), stored.File.Path);
    }

    /// <summary>Nothing but the remark on files of odd length, which a few of the real ones are.</summary>
    private static void ExpectQuiet(ToolResult result)
    {
        foreach (string line in result.ErrorLines)
        {
            Assert.AreEqual("W: Peer sends a PDV of odd length", line, result.ToString());
        }
    }

    private int Report(string server, ObjectGroup group, Fetch fetch)
    {
        TestContext.WriteLine(
            $"{server}: {group.Name} {group.TransferSyntax}: {fetch.Names.Length} of {group.Objects.Count} objects");
        return fetch.Names.Length;
    }
}
