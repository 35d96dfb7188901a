using System.Text;
using System.Text.Json;

using GetScu.Tests.Scp;
using GetScu.Tests.Support;

namespace GetScu.Tests.EndToEnd;

/// <summary>
/// <c>+xa</c>: one study of 45 objects in 29 transfer syntaxes, from every kind of server. What comes is what the server can send,
/// bit for bit as it stores it.
/// </summary>
[TestClass]
public sealed class WholeStudyTests
{
    private static readonly string[] Query = ["-S", "-k", "QueryRetrieveLevel=STUDY", "-k", $"StudyInstanceUID={MixedStudy.Study}"];

    /// <summary>Those that Debian's dcmqrscp knows.</summary>
    private static readonly string[] Sixteen =
    [
        Uids.ExplicitLittle, Uids.ExplicitBig, Uids.ImplicitLittle, Uids.DeflatedLittle, Uids.RleLossless, Uids.JpegBaseline,
        Uids.JpegExtended, Uids.JpegLossless, Uids.JpegLosslessSv1, Uids.JpegLsLossless,
        Uids.JpegLsNearLossless, Uids.Jpeg2000Lossless, Uids.Jpeg2000, Uids.Mpeg2MainLevel,
        Uids.Mpeg4High41, Uids.Mpeg4High41Bd,
    ];

    /// <param name="server">Its policy, see <see cref="ScpPolicies"/>.</param>
    /// <param name="byDefault">Objects that come without the option.</param>
    /// <param name="whole">Objects that come with it.</param>
    /// <param name="associations">That takes.</param>
    /// <param name="finds">C-FIND requests in all.</param>
    /// <param name="gets">C-GET requests in all.</param>
    /// <param name="bytes">Of the largest A-ASSOCIATE-RQ.</param>
    [TestMethod]
    [DataRow("plain", 4, 45, 2, 17, 1, 5297)]
    [DataRow("orthanc", 1, 45, 3, 17, 18, 12728)]
    [DataRow("dcmqrscp", 4, 4, 3, 17, 16, 17568)]
    [DataRow("dcm4chee", 4, 45, 2, 17, 1, 5297)]
    [DataRow("dcm4che", 1, 45, 3, 17, 20, 12728)]
    [DataRow("pynetdicom", 4, 22, 16, 17, 166, 17568)]
    [DataRow("conquest", 4, 45, 3, 17, 6, 12728)]
    [DataRow("pixelmed", 4, 45, 3, 17, 9, 12728)]
    [DataRow("dcmjs", 4, 45, 2, 17, 1, 5297)]
    public void From_every_kind_of_server(string server, int byDefault, int whole, int associations, int finds, int gets, int bytes)
    {
        ScpOptions options = new("") { Policy = ScpPolicies.ByName[server] };
        using (GetScp scp = GetScp.Start(MixedStudy.Archive, options))
        using (Fetch fetch = Fetch.Native(scp.Port, Query))
        {
            Assert.AreEqual(byDefault, fetch.Names.Length, $"by default: {fetch.Result}");
        }

        using GetScp archive = GetScp.Start(MixedStudy.Archive, options);
        using TempFolder reports = new();
        string report = reports.File("report");
        using Fetch all = Fetch.Native(archive.Port, ["+xa", "-v", "+crf", report, .. Query]);
        IReadOnlyList<AssociationRecord> made = archive.EndedAssociations();
        Assert.AreEqual($"{whole} over {associations}", $"{all.Names.Length} over {made.Count}", all.Result.ToString());
        Assert.AreEqual($"{finds} {gets} {bytes}",
            $"{made.Sum(one => one.Finds.Count())} {made.Sum(one => one.Gets.Count())} {made.Max(one => one.RequestLength)}", "requests, bytes");
        ExpectAsStored(all);
        Assert.AreEqual(whole == MixedStudy.Objects.Count ? 0 : 68, all.Result.Status, all.Result.ToString());
        all.Result.ExpectErrorLine($"I: Retrieved {whole} of {MixedStudy.Objects.Count} objects over {associations} associations");
        ExpectReport(report, all, whole, associations);
    }

    /// <summary>What single servers do besides: how much comes all the same.</summary>
    [TestMethod]
    [DataRow("no C-FIND", 16, 5)]
    [DataRow("64 contexts at most", 45, 2)]
    [DataRow("claims a syntax it does not have", 45, 3)]
    [DataRow("success with nothing, once", 45, 2)]
    public void From_servers_with_limits(string what, int whole, int associations)
    {
        ScpPolicy policy = what switch
        {
            "no C-FIND" => new ScpPolicy { Negotiation = new NegotiationPolicy { HasFind = false } },
            "64 contexts at most" => new ScpPolicy { Negotiation = new NegotiationPolicy { ContextLimit = 64 } },
            "claims a syntax it does not have" => new ScpPolicy { Find = new FindPolicy { ClaimedSyntaxes = Uids.Jpeg2000 } },
            _ => new ScpPolicy { Retrieve = new RetrievePolicy { Bare = new BareAnswer(0, Count: 1) } },
        };
        using GetScp archive = GetScp.Start(MixedStudy.Archive, new ScpOptions("") { Policy = policy });
        using Fetch all = Fetch.Native(archive.Port, ["+xa", "--retry", "1", "--retry-wait", "0", .. Query]);
        Assert.AreEqual($"{whole} over {associations}", $"{all.Names.Length} over {archive.EndedAssociations().Count}", all.Result.ToString());
        ExpectAsStored(all);
        Assert.AreEqual(whole == MixedStudy.Objects.Count ? 0 : 68, all.Result.Status, all.Result.ToString());
    }

    /// <summary>Everything that Orthanc can send comes back, which by default ends at its first compressed object.</summary>
    [TestMethod]
    public void From_Orthanc()
    {
        using TempFolder folder = new();
        MixedStudy.WriteTo(folder.Path);
        using Orthanc orthanc = Orthanc.Start();
        int stored = Directory.GetFiles(folder.Path).Count(orthanc.Add);
        Assert.IsGreaterThan(30, stored);
        using Fetch few = Fetch.Native(orthanc.Port, Query);
        Assert.IsLessThan(stored, few.Names.Length);
        using Fetch all = Fetch.Native(orthanc.Port, ["+xa", "-v", .. Query]);
        // It takes neither the JPEG XL nor the High-Throughput JPEG 2000 syntaxes, and one frame-deflated object stays there.
        Assert.AreEqual("38 of 45", $"{all.Names.Length} of {stored}", all.Result.ToString());
        all.Result.ExpectStatus(68).ExpectErrorLine("I: Retrieved 38 of 45 objects over 3 associations");
        ExpectAsStored(all, Uids.DeflatedLittle);
    }

    /// <summary>A server that sends everything over the first context of a class gives what it has in uncompressed form.</summary>
    [TestMethod]
    public void From_dcmqrscp()
    {
        using TempFolder folder = new();
        MixedStudy.WriteTo(folder.Path);
        using Dcmqrscp server = Dcmqrscp.Start("ARCHIVE");
        server.Fill("ARCHIVE", "+x=", folder.Path);
        string[] query = ["-aec", "ARCHIVE", .. Query];
        using Fetch few = Fetch.Native(server.PortFor("+x="), query);
        using Fetch all = Fetch.Native(server.PortFor("+x="), ["+xa", .. query]);
        Assert.IsGreaterThan(0, few.Names.Length);
        CollectionAssert.AreEqual(few.Names, all.Names, all.Result.ToString());
    }

    /// <summary>
    /// What it could store comes back, as it sends it: over one transfer syntax of a class at a time. Of a series that holds more
    /// than one, an object comes only where it is the one that is tried, so three of sixteen syntaxes do not; two classes that nobody
    /// told of are to be added.
    /// </summary>
    /// <param name="option">For one compressed syntax; null: a configuration file names sixteen.</param>
    [TestMethod]
    [DataRow("+xs", "", 15, 15, 3)]
    [DataRow(null, "", 26, 32, 16)]
    [DataRow(null, $"--add-class {Uids.LabelMapSegmentation} --add-class {Uids.PrivateNonImage}", 29, 32, 16)]
    public void From_dcmqrscp_with_compressed_objects(string? option, string added, int whole, int stored, int associations)
    {
        using TempFolder folder = new();
        MixedStudy.WriteTo(folder.Path);
        using Dcmqrscp server = Dcmqrscp.Start("ARCHIVE");
        int port;
        if (option is not null)
        {
            port = server.PortFor(option);
            server.Fill("ARCHIVE", option, folder.Path);
        }
        else
        {
            string[] classes = [.. MixedStudy.Objects.Select(mixed => mixed.SopClass).Distinct()];
            port = server.PortFor(classes, Sixteen);
            string[] files = [.. Directory.GetFiles(folder.Path).Order(StringComparer.Ordinal)
                .Where(file => Array.IndexOf(Sixteen, Part10File.Read(file)!.TransferSyntax) >= 0)];
            server.Index("ARCHIVE", files);
        }

        using Fetch all = Fetch.Native(port, ["-aec", "ARCHIVE", "+xa", "-v", .. added.Split(' ', StringSplitOptions.RemoveEmptyEntries), .. Query]);
        string[] last = [.. all.Result.ErrorLines.Where(line => line.StartsWith("I: Retrieved ", StringComparison.Ordinal))];
        Assert.AreEqual($"I: Retrieved {whole} of {stored} objects over {associations} associations", last.Single(), $"not here:\n{NotIn(all)}\n{all.Result}");
        all.Result.ExpectStatus(whole == stored ? 0 : 68);
        ExpectAsStored(all, Uids.ImplicitLittle, Uids.ExplicitLittle, Uids.ExplicitBig, Uids.DeflatedLittle);
        all.ExpectDumpable();
    }

    private static string NotIn(Fetch fetch) => string.Join('\n', MixedStudy.Objects
        .Where(mixed => !Array.Exists(fetch.Names, name => name.EndsWith($".{mixed.SopInstance}", StringComparison.Ordinal)))
        .Select(mixed => $"{mixed.SopClass} {mixed.TransferSyntax}"));

    /// <summary>Every instance of the study is an object or missing, and the end says so.</summary>
    private static void ExpectReport(string report, Fetch all, int whole, int associations)
    {
        IReadOnlyList<JsonElement> lines = ReportSchema.CheckFile(report);
        JsonElement end = lines[^1];
        int missing = MixedStudy.Objects.Count - whole;
        Assert.AreEqual($"{all.Result.Status} {whole} {missing} {associations} {missing == 0}",
            $"{end.GetProperty("exit")} {end.GetProperty("stored")} {end.GetProperty("missing")} {end.GetProperty("associations")} {end.GetProperty("complete").GetBoolean()}");
        CollectionAssert.AreEquivalent(MixedStudy.Objects.Select(mixed => mixed.SopInstance).ToArray(), ReportSchema.PlannedUids(lines));
        string[] files = ReportSchema.Of(lines, "object").Where(line => line.GetProperty("status").GetString() == "stored")
            .Select(line => line.GetProperty("file").GetString()!).ToArray();
        CollectionAssert.AreEquivalent(all.Names, files);
    }

    /// <summary>Every file is one of the study's, with the bytes that were stored and their transfer syntax.</summary>
    /// <param name="converted">Those that the server writes anew.</param>
    private static void ExpectAsStored(Fetch fetch, params string[] converted)
    {
        Dictionary<string, MixedObject> stored = MixedStudy.Objects.ToDictionary(mixed => mixed.SopInstance);
        foreach (string name in fetch.Names)
        {
            byte[] file = File.ReadAllBytes(Path.Combine(fetch.Folder, name));
            MixedObject mixed = stored[name[(name.IndexOf('.') + 1)..]];
            byte[] data = mixed.DataSet();
            if (Array.IndexOf(converted, mixed.TransferSyntax) >= 0)
            {
                continue;
            }

            Assert.IsTrue(file.AsSpan().EndsWith(data), $"{name}: other bytes than stored");
            Assert.IsGreaterThan(0, file.AsSpan(0, file.Length - data.Length).IndexOf(Encoding.ASCII.GetBytes(mixed.TransferSyntax)), name);
        }
    }
}
