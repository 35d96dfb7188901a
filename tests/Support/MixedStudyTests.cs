using GetScu.Tests.Scp;

namespace GetScu.Tests.Support;

/// <summary>The mixed study: what is in it, and which servers take what of it.</summary>
[TestClass]
public sealed class MixedStudyTests
{
    private const string Prefix = "1.2.840.10008.1.2";

    private static readonly string[] OfImages = Array.ConvertAll(
        new[]
        {
            ".1", "", ".2", ".4.70", ".4.90", ".4.50", ".5", ".4.80", ".4.91", ".4.51", ".4.201", ".4.57", ".4.202", ".4.203",
            ".4.81", ".4.110", ".4.112", ".4.111", ".1.99", ".8.1",
        },
        end => Prefix + end);

    private static readonly string[] OfVideo = Array.ConvertAll(
        new[] { ".4.102", ".4.100", ".4.103", ".4.107", ".4.108", ".4.101", ".4.104", ".4.105", ".4.106" }, end => Prefix + end);

    private static readonly string[] OfTheRest = Array.ConvertAll(new[] { ".1", "", ".2", ".1.99" }, end => Prefix + end);

    /// <summary>Not known to DCMTK 3.6.7 and Orthanc 1.10.1: dcmsend does not send them, the servers cannot.</summary>
    private static readonly string[] TooNew = Array.ConvertAll(
        new[] { ".4.201", ".4.202", ".4.203", ".4.110", ".4.111", ".4.112", ".8.1" }, end => Prefix + end);

    [TestMethod]
    public void It_has_every_transfer_syntax_on_a_class_that_may_have_it()
    {
        string[] videoClasses = [Uids.UltrasoundMultiFrame, Uids.VideoEndoscopic];
        string[] imageClasses = [Uids.CtImage, Uids.MrImage, Uids.LabelMapSegmentation, .. videoClasses];
        CollectionAssert.AreEquivalent(OfImages, SyntaxesOf(imageClasses).Except(OfVideo).ToArray());
        CollectionAssert.AreEquivalent(OfVideo, SyntaxesOf(videoClasses).Intersect(OfVideo).ToArray());
        CollectionAssert.AreEquivalent(OfTheRest, SyntaxesOf(Uids.ComprehensiveSr));
        CollectionAssert.AreEquivalent(
            new[] { Uids.ExplicitLittle, Uids.DeflatedLittle, Uids.Jpeg2000Lossless }, SyntaxesOf(Uids.PrivateNonImage));
        string[] classes = [.. imageClasses, Uids.ComprehensiveSr, Uids.PrivateNonImage];
        CollectionAssert.AreEquivalent(classes, MixedStudy.Objects.Select(mixed => mixed.SopClass).Distinct().ToArray());
    }

    [TestMethod]
    public void It_has_45_objects_with_uids_of_their_own_in_15_series()
    {
        Assert.AreEqual(45, MixedStudy.Objects.Select(mixed => mixed.SopInstance).Distinct().Count());
        Assert.AreEqual(15, MixedStudy.Objects.Select(mixed => mixed.Series).Distinct().Count());
        Assert.AreEqual("1.2.826.0.1.3680043.8.498.45.14.1", MixedStudy.Objects[39].SopInstance);
        foreach (IGrouping<string, StoredObject> series in MixedStudy.Archive.Objects.GroupBy(stored => stored.Series))
        {
            Assert.AreEqual(1, series.Select(stored => (stored.Study, stored.Patient, stored.SopClass)).Distinct().Count());
        }
    }

    [TestMethod]
    public void Its_files_are_whole_and_what_is_deflated_is()
    {
        using TempFolder folder = new();
        MixedStudy.WriteTo(folder.Path);
        Assert.AreEqual(45, folder.Names.Length);
        ToolResult dump = Tool.Dcmtk("dcmdump", "+sd", folder.Path);
        Assert.AreEqual("", dump.ErrorText);
        foreach (MixedObject mixed in MixedStudy.Objects)
        {
            Part10File file = Part10File.Read(folder.File(MixedStudy.NameOf(mixed)))!;
            Assert.AreEqual($"{mixed.SopClass} {mixed.SopInstance} {mixed.TransferSyntax}",
                $"{file.MetaSopClass} {file.MetaSopInstance} {file.TransferSyntax}");
            CollectionAssert.AreEqual(mixed.DataSet(), file.ReadData());
            int count = DataSetReader.ReadAll(file.ReadData(), mixed.TransferSyntax).Sum(element => element.Value.Length);
            bool isDeflated = mixed.TransferSyntax == Uids.DeflatedLittle;
            Assert.AreEqual(isDeflated, count > file.DataLength, $"{mixed}: {count} of {file.DataLength}");
        }

        // Two frames of 2 KiB, deflated one by one.
        byte[] frames = DataSetReader.ReadAll(MixedStudy.Objects[39].DataSet(), Uids.DeflatedImageFrame)[^1].Value;
        Assert.IsTrue(frames.Length is > 1000 and < 3600, $"{frames.Length}");
    }

    [TestMethod]
    public void Orthanc_takes_all_of_it_and_gives_what_it_knows()
    {
        using Orthanc server = Orthanc.Start();
        using TempFolder folder = new();
        MixedStudy.WriteTo(folder.Path);
        foreach (string name in folder.Names)
        {
            Assert.IsTrue(server.Add(folder.File(name)), name);
        }

        using ScriptedScu scu = Associate(server.Port, "ORTHANC");
        FindOutcome found = scu.Find(
            "STUDY", (0x0020000D, "UI", MixedStudy.Study), (0x00201206, "IS", ""), (0x00201208, "IS", ""));
        Assert.AreEqual("15 45", $"{found.Matches[0][0x00201206]} {found.Matches[0][0x00201208]}");
        scu.Release();
        ExpectEach(server.Port, "ORTHANC", "c000 0 1 0 -");
    }

    [TestMethod]
    public void Dcmqrscp_takes_what_dcmtk_knows()
    {
        using Dcmqrscp server = Dcmqrscp.Start("STORED", "INDEXED");
        using TempFolder folder = new();
        MixedStudy.WriteTo(folder.Path);
        string[] classes = [.. MixedStudy.Objects.Select(mixed => mixed.SopClass).Distinct()];
        string[] known = [.. OfImages.Concat(OfVideo).Except(TooNew)];
        int port = server.PortFor(classes, known);
        ToolResult fill = Dcmqrscp.Fill("STORED", port, folder.Path);
        fill.ExpectErrorLine("I:   * with status SUCCESS  : 33").ExpectErrorLine("I: - NOT sent to the peer   : 7");
        server.Index("INDEXED", Array.ConvertAll(folder.Names, folder.File));

        string[] all = [.. MixedStudy.Objects.Select(mixed => mixed.SopInstance)];
        string[] stored = [.. MixedStudy.Objects.Where(IsKnown).Select(mixed => mixed.SopInstance)];
        CollectionAssert.AreEquivalent(stored, ListedBy(port, "STORED"));
        CollectionAssert.AreEquivalent(all, ListedBy(port, "INDEXED"));
    }

    [TestMethod]
    public void Dcmqrscp_gives_what_it_knows_as_it_is_stored()
    {
        using Dcmqrscp server = Dcmqrscp.Start("ALL");
        using TempFolder folder = new();
        MixedStudy.WriteTo(folder.Path);
        server.Index("ALL", Array.ConvertAll(folder.Names, folder.File));
        string[] classes = [.. MixedStudy.Objects.Select(mixed => mixed.SopClass).Distinct()];
        int port = server.PortFor(classes, [.. OfImages.Concat(OfVideo)]);

        ExpectEach(port, "ALL", "a702 0 1 0 -");
    }

    /// <summary>
    /// Asks for the objects one by one, with one context for the class and transfer syntax: each comes as it is stored, save
    /// that data sets are deflated anew, or where the syntax is too new, with this summary.
    /// </summary>
    private static void ExpectEach(int port, string title, string failure)
    {
        foreach (MixedObject mixed in MixedStudy.Objects)
        {
            using ScriptedScu scu = Associate(port, title, (mixed.SopClass, [mixed.TransferSyntax]));
            GetOutcome outcome = scu.Get("IMAGE", (0x0020000D, "UI", MixedStudy.Study), (0x0020000E, "UI", mixed.Series),
                (0x00080018, "UI", mixed.SopInstance));
            scu.Release();
            bool isTooNew = TooNew.Contains(mixed.TransferSyntax);
            Assert.AreEqual(isTooNew ? failure : "0000 1 0 0 -", outcome.Summary, $"{mixed}");
            if (!isTooNew)
            {
                string expected = Dump(mixed.TransferSyntax, mixed.DataSet());
                Assert.AreEqual(expected, Dump(mixed.TransferSyntax, outcome.Objects[0].Data), $"{mixed}");
            }
        }
    }

    private static string Dump(string transferSyntax, byte[] data)
    {
        if (transferSyntax != Uids.DeflatedLittle)
        {
            return Hex.Dump(data, data.Length);
        }

        List<Element> elements = DataSetReader.ReadAll(data, transferSyntax);
        return string.Join('\n', elements.Select(element => $"{element.Tag:x8} {Hex.Dump(element.Value, element.Value.Length)}"));
    }

    private static bool IsKnown(MixedObject mixed)
    {
        return mixed.SopClass is not (Uids.LabelMapSegmentation or Uids.PrivateNonImage)
            && !TooNew.Contains(mixed.TransferSyntax);
    }

    private static string[] SyntaxesOf(params string[] classes)
    {
        IEnumerable<MixedObject> objects = MixedStudy.Objects.Where(mixed => classes.Contains(mixed.SopClass));
        return [.. objects.Select(mixed => mixed.TransferSyntax).Distinct()];
    }

    private static string[] ListedBy(int port, string title)
    {
        using ScriptedScu scu = Associate(port, title);
        List<string> instances = [];
        foreach (string series in MixedStudy.Objects.Select(mixed => mixed.Series).Distinct())
        {
            FindOutcome found = scu.Find(
                "IMAGE", (0x0020000D, "UI", MixedStudy.Study), (0x0020000E, "UI", series), (0x00080018, "UI", ""));
            instances.AddRange(found.Matches.Select(match => match[0x00080018]));
        }

        scu.Release();
        return [.. instances];
    }

    private static ScriptedScu Associate(int port, string title, params (string SopClass, string[] TransferSyntaxes)[] storage)
    {
        ScriptedScu scu = ScriptedScu.Connect(port);
        AssociateRq request = ScriptedScu.Proposal(Uids.StudyRootGet, Uids.StudyRootFind, storage);
        request.Called = title;
        Assert.AreEqual(Pdu.AssociateAcType, scu.Propose(request).Type);
        return scu;
    }
}
