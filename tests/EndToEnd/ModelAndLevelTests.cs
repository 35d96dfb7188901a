using GetScu.Tests.Scp;
using GetScu.Tests.Support;

namespace GetScu.Tests.EndToEnd;

/// <summary>
/// Every information model at every level it has, from three servers, in both storage modes, side by side with the
/// reference.
/// </summary>
[TestClass]
public sealed class ModelAndLevelTests
{
    private static readonly (string Option, string Level)[] Combinations =
    [
        ("-P", "PATIENT"), ("-P", "STUDY"), ("-P", "SERIES"), ("-P", "IMAGE"),
        ("-S", "STUDY"), ("-S", "SERIES"), ("-S", "IMAGE"),
        ("-O", "PATIENT"), ("-O", "STUDY"),
    ];

    private static readonly Lazy<Archive> Clinic = new(() => new Archive(RealObjects.Clinic));

    [TestMethod]
    public void Getscp()
    {
        using GetScp server = GetScp.Start(RealObjects.Clinic);
        CompareAll(server.Port, Combinations);
    }

    [TestMethod]
    public void Dcmqrscp()
    {
        using Dcmqrscp server = Support.Dcmqrscp.Start("ANY-SCP");
        server.Fill("ANY-SCP", "+x=", RealObjects.Clinic).ExpectStatus(0);
        CompareAll(server.PortFor("+x="), Combinations);
    }

    [TestMethod]
    public void Orthanc()
    {
        using Orthanc server = Support.Orthanc.Start();
        foreach (StoredObject stored in Clinic.Value.Objects)
        {
            Assert.IsTrue(server.Add(stored.File.Path), stored.File.Path);
        }

        CompareAll(server.Port, Array.FindAll(Combinations, combination => combination.Option != "-O"));

        // It does not take this model.
        using Fetch native = Fetch.Native(server.Port, ["-O", .. Keys("-O", "PATIENT")]);
        native.Result.ExpectStatus(66).ExpectErrorLine("F: No adequate Presentation Contexts for sending C-GET");
        Assert.AreEqual(0, native.Names.Length);
    }

    private static void CompareAll(int port, (string Option, string Level)[] combinations)
    {
        List<(string Option, string Level, string Mode)> rows = [];
        foreach ((string option, string level) in combinations)
        {
            rows.Add((option, level, "+B"));
            rows.Add((option, level, "-B"));
        }

        Table.Run(rows, row => $"{row}", row => SideBySide.Compare(port, 1, [row.Option, row.Mode, .. Keys(row.Option, row.Level)]));
    }

    /// <summary>The unique keys down to a level, of an object in the middle of the archive.</summary>
    private static string[] Keys(string option, string level)
    {
        StoredObject stored = Clinic.Value.Objects[40];
        List<string> keys = ["-k", $"QueryRetrieveLevel={level}"];
        (string Level, string Key)[] unique =
        [
            ("PATIENT", $"PatientID={stored.Patient}"), ("STUDY", $"StudyInstanceUID={stored.Study}"),
            ("SERIES", $"SeriesInstanceUID={stored.Series}"), ("IMAGE", $"SOPInstanceUID={stored.SopInstance}"),
        ];
        foreach ((string name, string key) in unique)
        {
            if (name != "PATIENT" || option != "-S")
            {
                keys.AddRange(["-k", key]);
            }

            if (name == level)
            {
                break;
            }
        }

        return [.. keys];
    }
}
