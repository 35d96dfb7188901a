using GetScu.Tests.Scp;

namespace GetScu.Tests.Support;

/// <summary>C-FIND of getscp: the same as dcmqrscp by DCMTK's findscu, and what each policy tells.</summary>
[TestClass]
public sealed class ScpFindTests
{
    private const string Series = MixedStudy.Study + ".1";

    private static readonly (uint, string, string) TheStudy = (QueryAttribute.StudyInstance, "UI", MixedStudy.Study);
    private static readonly (uint, string, string) TheSeries = (QueryAttribute.SeriesInstance, "UI", Series);
    private static readonly (uint, string, string) AnyImage = (QueryAttribute.SopInstance, "UI", "");

    /// <summary>Every key of the policies; those of a level that a server does not fill in come back empty.</summary>
    private static readonly (uint Tag, string Vr, string Value)[] OptionalKeys =
    [
        (QueryAttribute.SopClass, "UI", ""), (QueryAttribute.Modality, "CS", ""), (QueryAttribute.ModalitiesInStudy, "CS", ""),
        (QueryAttribute.SopClassesInStudy, "UI", ""), (QueryAttribute.AvailableTransferSyntaxes, "UI", ""),
        (QueryAttribute.StudiesOfPatient, "IS", ""), (QueryAttribute.SeriesOfPatient, "IS", ""),
        (QueryAttribute.InstancesOfPatient, "IS", ""), (QueryAttribute.SeriesOfStudy, "IS", ""),
        (QueryAttribute.InstancesOfStudy, "IS", ""), (QueryAttribute.InstancesOfSeries, "IS", ""),
    ];

    [TestMethod]
    public void Findscu_gets_from_each_level_of_each_model_what_dcmqrscp_gives()
    {
        using Dcmqrscp other = Dcmqrscp.Start("ANY-SCP");
        other.Fill("ANY-SCP", "+x=", RealObjects.Clinic).ExpectStatus(0);
        using GetScp server = GetScp.Start(RealObjects.Clinic);
        StoredObject stored = server.Archive.Objects[40];
        (string Model, string Syntax, string[] Keys)[] rows =
        [
            ("-P", "-xe", ["0008,0052=PATIENT", "0010,0020", "0010,0010"]),
            ("-P", "-xb", ["0008,0052=PATIENT", $"0010,0020={stored.Patient}"]),
            ("-P", "-xe", ["0008,0052=PATIENT", "0010,0020=*8*", "0010,0010"]),
            ("-P", "-xi", ["0008,0052=STUDY", $"0010,0020={stored.Patient}", "0020,000D", "0008,0020", "0020,0010"]),
            ("-P", "-xe",
                ["0008,0052=SERIES", $"0010,0020={stored.Patient}", $"0020,000D={stored.Study}", "0020,000E", "0008,0060"]),
            ("-P", "-xe",
                [
                    "0008,0052=IMAGE", $"0010,0020={stored.Patient}", $"0020,000D={stored.Study}", $"0020,000E={stored.Series}",
                    "0008,0018", "0020,0013",
                ]),
            ("-O", "-xi", ["0008,0052=PATIENT", "0010,0020"]),
            ("-O", "-xe", ["0008,0052=STUDY", $"0010,0020={stored.Patient}", "0020,000D", "0008,0050"]),
            ("-S", "-xe", ["0008,0052=STUDY", "0020,000D", "0010,0010", "0010,0020", "0008,0030"]),
            ("-S", "-xe", ["0008,0052=STUDY", "0020,000D", $"0010,0020={stored.Patient}"]),
            ("-S", "-xe", ["0008,0052=STUDY", $"0020,000D={stored.Study}\\{server.Archive.Objects[0].Study}", "0010,0020"]),
            ("-S", "-xb", ["0008,0052=SERIES", $"0020,000D={stored.Study}", "0020,000E", "0020,0011", "0008,0060"]),
            ("-S", "-xe",
                ["0008,0052=IMAGE", $"0020,000D={stored.Study}", $"0020,000E={stored.Series}", "0008,0018", "0020,0013"]),
            ("-S", "-xe", ["0008,0052=STUDY", "0020,000D=1.2.3.4"]),
        ];
        Table.Run(rows, row => string.Join(' ', row.Keys), row =>
        {
            string[] expected = Findscu(other.PortFor("+x="), row.Model, row.Syntax, row.Keys);
            string[] found = Findscu(server.Port, row.Model, row.Syntax, row.Keys);
            Assert.AreEqual(string.Join('\n', expected), string.Join('\n', found));
            bool hasNone = row.Keys[^1].EndsWith("1.2.3.4", StringComparison.Ordinal);
            Assert.AreEqual(hasNone, expected.Length == 0, "nothing to compare");
        });
    }

    [TestMethod]
    [DataRow("plain", "STUDY",
        "0008,0061=CT\\MR\\US\\ES\\SR\\SEG\\OT 0008,0062=7 classes 0020,1206=15 0020,1208=45")]
    [DataRow("plain", "SERIES", "0008,0060=CT 0008,0062=1 class 0008,3002=3 syntaxes 0020,1209=3")]
    [DataRow("plain", "IMAGE", "0008,0016=1 class 0008,0060=CT 0008,3002=1 syntax")]
    [DataRow("orthanc", "STUDY",
        "0008,0061=CT\\MR\\US\\ES\\SR\\SEG\\OT 0008,0062=7 classes 0020,1206=15 0020,1208=45")]
    [DataRow("orthanc", "SERIES", "0008,0060=CT 0020,1209=3")]
    [DataRow("orthanc", "IMAGE", "0008,0016=1 class 0008,0060=CT")]
    [DataRow("dcmqrscp", "STUDY", "")]
    [DataRow("dcmqrscp", "SERIES", "0008,0060=CT")]
    [DataRow("dcmqrscp", "IMAGE", "0008,0060=CT")]
    [DataRow("dcm4chee", "SERIES", "0008,0060=CT 0008,0062=1 class 0008,3002=3 syntaxes 0020,1209=3")]
    [DataRow("dcm4chee", "IMAGE", "0008,0016=1 class 0008,0060=CT")]
    [DataRow("dcm4che", "STUDY", "")]
    [DataRow("dcm4che", "IMAGE", "0008,0016=1 class 0008,0060=CT")]
    [DataRow("pynetdicom", "IMAGE", "0008,0060=CT")]
    [DataRow("conquest", "IMAGE", "0008,0016=1 class 0008,0060=CT")]
    [DataRow("pixelmed", "STUDY", "0008,0062=7 classes")]
    public void Optional_keys(string server, string level, string expected)
    {
        bool omits = server == "dcmqrscp";
        FindOutcome found = Find(ScpPolicies.ByName[server].Find, level, [TheStudy, .. KeysOf(level), .. OptionalKeys]);
        List<string> texts = [];
        foreach ((uint tag, _, _) in OptionalKeys)
        {
            string text = found.Matches[0].GetValueOrDefault(tag, "missing");
            int count = text.Split('\\').Length;
            string? shown = tag switch
            {
                QueryAttribute.SopClass or QueryAttribute.SopClassesInStudy => count == 1 ? "1 class" : $"{count} classes",
                QueryAttribute.AvailableTransferSyntaxes => count == 1 ? "1 syntax" : $"{count} syntaxes",
                _ => text,
            };
            if (text is "" or "missing")
            {
                Assert.AreEqual(omits ? "missing" : "", text, $"{tag:x8}");
            }
            else
            {
                texts.Add($"{tag >> 16:x4},{tag & 0xFFFF:x4}={shown}");
            }
        }

        Assert.AreEqual(expected, string.Join(' ', texts));
        Assert.AreEqual($"{level} GETSCP ISO_IR 100", string.Join(' ', new uint[] { 0x00080052, 0x00080054, 0x00080005 }
            .Select(tag => found.Matches[0][tag])));
    }

    [TestMethod]
    public void Patients_are_counted()
    {
        using GetScp server = GetScp.Start(MixedStudy.Archive, new ScpOptions(""));
        using ScriptedScu scu = ScriptedScu.Connect(server.Port);
        scu.Propose(ScriptedScu.Proposal(Uids.PatientRootGet, Uids.PatientRootFind));
        FindOutcome found = scu.Find("PATIENT", [(QueryAttribute.PatientId, "LO", ""), .. OptionalKeys]);
        Dictionary<uint, string> patient = found.Matches.Single();
        Assert.AreEqual("MIXED45 1 15 45", $"{patient[QueryAttribute.PatientId]} {patient[QueryAttribute.StudiesOfPatient]} " +
            $"{patient[QueryAttribute.SeriesOfPatient]} {patient[QueryAttribute.InstancesOfPatient]}");
        scu.Release();
    }

    [TestMethod]
    [DataRow(Uids.StudyRootFind, "STUDY", "0020000d")]
    [DataRow(Uids.StudyRootFind, "IMAGE", "00080018 0020000d 0020000e")]
    [DataRow(Uids.PatientRootFind, "SERIES", "00100020 0020000d 0020000e")]
    [DataRow(Uids.PatientStudyOnlyFind, "PATIENT", "00100020")]
    public void Unique_keys_come_without_being_asked_for(string model, string level, string expected)
    {
        using GetScp server = GetScp.Start(MixedStudy.Archive, new ScpOptions(""));
        using ScriptedScu scu = ScriptedScu.Connect(server.Port);
        scu.Propose(ScriptedScu.Proposal(Uids.StudyRootGet, model));
        Dictionary<uint, string> match = scu.Find(level, (0x00081030, "LO", "")).Matches[0];
        uint[] others = [0x00080005, 0x00080052, 0x00080054, 0x00081030];
        Assert.AreEqual(expected, string.Join(' ', match.Keys.Except(others).Order().Select(tag => $"{tag:x8}")));
        scu.Release();
    }

    [TestMethod]
    public void What_it_claims_and_how_it_answers()
    {
        FindPolicy claiming = new() { ClaimedSyntaxes = $"{Uids.ExplicitLittle}\\{Uids.Jpeg2000}", Warns = true };
        FindOutcome found = Find(
            claiming, "IMAGE", TheStudy, TheSeries, AnyImage, (QueryAttribute.AvailableTransferSyntaxes, "UI", ""));
        Assert.AreEqual($"{Uids.ExplicitLittle}\\{Uids.Jpeg2000}", found.Matches[2][QueryAttribute.AvailableTransferSyntaxes]);
        CollectionAssert.AreEqual(new[] { 0xFF01, 0xFF01, 0xFF01 }, found.PendingStatuses.ToArray());
        Assert.AreEqual(0, found.Status);
        Assert.AreEqual(0xFF00, Find(new FindPolicy(), "STUDY", TheStudy).PendingStatuses.Single());
    }

    [TestMethod]
    public void Keys_that_are_not_unique_match_at_their_level()
    {
        Assert.AreEqual(4, Find(new FindPolicy(), "SERIES", TheStudy, (QueryAttribute.Modality, "CS", "CT")).Matches.Count);
        Assert.AreEqual(2, Find(new FindPolicy(), "SERIES", TheStudy, (QueryAttribute.Modality, "CS", "S*")).Matches.Count);
        Assert.AreEqual(1, Find(new FindPolicy(), "STUDY", TheStudy, (QueryAttribute.Modality, "CS", "CT")).Matches.Count);
        FindOutcome named = Find(new FindPolicy(), "IMAGE", TheStudy, TheSeries,
            (QueryAttribute.SopInstance, "UI", $"{Series}.3\\{Series}.1"), (QueryAttribute.InstanceNumber, "IS", ""));
        Assert.AreEqual($"{Series}.1=1 {Series}.3=3", string.Join(' ', named.Matches.Select(
            match => $"{match[QueryAttribute.SopInstance]}={match[QueryAttribute.InstanceNumber]}")));
    }

    [TestMethod]
    public void Lies_about_instances()
    {
        FindPolicy policy = new()
        {
            ListedTwice = [$"{Series}.3"],
            LeftOut = [$"{Series}.1"],
            Strangers = new Dictionary<string, string>
            {
                [Series] = "1.2.3",
                [$"{MixedStudy.Study}.2"] = $"{MixedStudy.Study}.5.1",
            },
        };
        FindOutcome found = Find(policy, "IMAGE", TheStudy, TheSeries, AnyImage);
        Assert.AreEqual($"{Series}.2 {Series}.3 {Series}.3 1.2.3", Instances(found));
        Dictionary<uint, string> madeUp = found.Matches[^1];
        Assert.AreEqual("1.2.3.1 1.2.3.2", $"{madeUp[QueryAttribute.StudyInstance]} {madeUp[QueryAttribute.SeriesInstance]}");

        (uint, string, string) second = (QueryAttribute.SeriesInstance, "UI", $"{MixedStudy.Study}.2");
        Dictionary<uint, string> known = Find(policy, "IMAGE", TheStudy, second, AnyImage).Matches[^1];
        Assert.AreEqual($"{MixedStudy.Study}.5.1 {MixedStudy.Study}.5",
            $"{known[QueryAttribute.SopInstance]} {known[QueryAttribute.SeriesInstance]}");
        Assert.AreEqual(15, Find(policy, "SERIES", TheStudy).Matches.Count);
    }

    [TestMethod]
    public void A_list_without_end_is_cancelled()
    {
        using GetScp server = GetScp.Start(MixedStudy.Archive, Options(new FindPolicy { IsEndless = true }));
        using ScriptedScu scu = ScriptedScu.Associate(server.Port);
        scu.CancelAfter = 100;
        FindOutcome found = scu.Find("IMAGE", TheStudy, TheSeries, AnyImage);
        Assert.AreEqual(0xFE00, found.Status);
        Assert.IsTrue(found.Matches.Count >= 100, $"{found.Matches.Count}");
        Assert.AreEqual($"{Series}.2", found.Matches[97][QueryAttribute.SopInstance]);
        scu.Release();
        RequestRecord made = server.EndedAssociations().Single().Finds.Single();
        Assert.AreEqual((found.Matches.Count, 0xFE00), (made.Pending, made.Status));
    }

    [TestMethod]
    public void Requests_that_are_not_served()
    {
        Assert.AreEqual(0xA900, Find(new FindPolicy(), "PATIENT").Status);
        Assert.AreEqual(0xA900, Find(new FindPolicy(), "").Status);
        Assert.AreEqual(0xA900, Find(ScpPolicies.Dcm4che.Find, "IMAGE", TheStudy, AnyImage).Status);
        Assert.AreEqual(0xA900, Find(ScpPolicies.Dcm4che.Find, "IMAGE", TheStudy, AnyImage,
            (QueryAttribute.SeriesInstance, "UI", $"{Series}\\{MixedStudy.Study}.2")).Status);
        Assert.AreEqual(3, Find(ScpPolicies.Dcm4che.Find, "IMAGE", TheStudy, TheSeries, AnyImage).Matches.Count);
        Assert.AreEqual(45, Find(new FindPolicy(), "IMAGE", TheStudy, AnyImage).Matches.Count);

        using GetScp server = GetScp.Start(MixedStudy.Archive, Options(new FindPolicy { Bare = new BareAnswer(0xA700, 2) }));
        for (int number = 1; number <= 3; number++)
        {
            using ScriptedScu scu = ScriptedScu.Associate(server.Port);
            FindOutcome found = scu.Find("STUDY", TheStudy);
            Assert.AreEqual(number < 3 ? "a700 0" : "0000 1", $"{found.Status:x4} {found.Matches.Count}");
            scu.Release();
        }
    }

    private static (uint, string, string)[] KeysOf(string level)
    {
        return level switch { "IMAGE" => [TheSeries, AnyImage], "SERIES" => [TheSeries], _ => [] };
    }

    private static string Instances(FindOutcome found)
    {
        return string.Join(' ', found.Matches.Select(match => match[QueryAttribute.SopInstance]));
    }

    private static ScpOptions Options(FindPolicy policy)
    {
        return new ScpOptions("") { Policy = new ScpPolicy { Find = policy } };
    }

    private static FindOutcome Find(FindPolicy policy, string level, params (uint, string, string)[] keys)
    {
        using GetScp server = GetScp.Start(MixedStudy.Archive, Options(policy));
        using ScriptedScu scu = ScriptedScu.Associate(server.Port);
        FindOutcome found = scu.Find(level, keys);
        scu.Release();
        return found;
    }

    /// <summary>Values of the keys of each response, in the order of their text.</summary>
    private static string[] Findscu(int port, string model, string syntax, string[] keys)
    {
        using TempFolder folder = new();
        List<string> arguments = [model, syntax, "-X", "-od", folder.Path];
        foreach (string key in keys)
        {
            arguments.AddRange(["-k", key]);
        }

        Tool.Dcmtk("findscu", [.. arguments, "127.0.0.1", $"{port}"]);
        List<string> found = [];
        foreach (string name in folder.Names)
        {
            Dictionary<uint, string> texts = Part10File.Read(folder.File(name))!.ReadTexts(uint.MaxValue);
            found.Add(string.Join(' ', keys.Select(key => texts[Convert.ToUInt32(key[..9].Replace(",", ""), 16)])));
        }

        found.Sort(StringComparer.Ordinal);
        return [.. found];
    }
}
