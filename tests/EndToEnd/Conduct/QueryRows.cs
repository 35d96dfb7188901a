using GetScu.Net.Retrieve;
using GetScu.Tests.CommandLine;
using GetScu.Tests.Support;

namespace GetScu.Tests.EndToEnd.Conduct;

/// <summary>Queries that find nothing, or would find everything.</summary>
internal static class QueryRows
{
    private const string Study = "StudyInstanceUID=1.2";
    private const string Series = "SeriesInstanceUID=1.2.3";
    private const string Image = "SOPInstanceUID=1.2.3.4";

    public static readonly ConductRow[] All =
    [
        Nothing("nothing-patient", "QueryRetrieveLevel=PATIENT", "PatientID=X"),
        Nothing("nothing-study", "QueryRetrieveLevel=STUDY", Study),
        Nothing("nothing-series", "QueryRetrieveLevel=SERIES", Study, Series),
        Nothing("nothing-series-without-study", "QueryRetrieveLevel=SERIES", Series),
        Nothing("nothing-series-empty-study", "QueryRetrieveLevel=SERIES", Series, "StudyInstanceUID="),
        Nothing("nothing-image-without-series", "QueryRetrieveLevel=IMAGE", Study, Image),
        Nothing("nothing-image-alone", "QueryRetrieveLevel=IMAGE", Image),
        With(Nothing("nothing-image-study-root", "QueryRetrieveLevel=IMAGE", Image), "-S"),
        With(Nothing("nothing-image-psonly", "QueryRetrieveLevel=IMAGE", Image), "-O"),
        With(Nothing("nothing-info", "QueryRetrieveLevel=STUDY", Study), "-v"),
        With(Nothing("nothing-20-times", "QueryRetrieveLevel=SERIES", Series), "--repeat", "20") with
        {
            Check = (scene, _) => Assert.HasCount(20, scene.Peer.ReceivedPdus.FindAll(
                pdu => pdu.Type == Pdu.DataType && pdu.Pdvs.Any(pdv => pdv.IsCommand))),
        },
        ConductRow.InGet("something-image-alone", scene =>
        {
            scene.Store();
            scene.Final(0, completed: 1);
        }) with
        { Query = Keys("QueryRetrieveLevel=IMAGE", Image) },
        ConductRow.InGet("failure-image-alone", scene => scene.Final(0xA900)) with { Query = Keys("QueryRetrieveLevel=IMAGE", Image) },
        Nothing("unlimited-empty-study", "QueryRetrieveLevel=STUDY", "StudyInstanceUID="),
        Nothing("unlimited-empty-patient", "QueryRetrieveLevel=PATIENT", "PatientID="),
        Nothing("unlimited-blanks", "QueryRetrieveLevel=STUDY", "StudyInstanceUID=  "),
        Nothing("unlimited-other-keys", "QueryRetrieveLevel=STUDY", "PatientName=A*"),
        Nothing("unlimited-not-connected", "QueryRetrieveLevel=STUDY") with
        {
            Connects = false,
            Prepare = scene => scene.Port = int.Parse(scene.Keep(new ClosedPort()).Number),
            Waits = 0,
        },
        Cut("query-file-cut", 5),
        Cut("query-file-cut-to-one-byte", 1),
        File("query-file-padded", [.. Whole, 0, 0, 0, 0, 0]),
        File("query-file-item-cut", new DataSetBuilder().Add(0x00080052, "CS", "STUDY").Add(0x0020000D, "UI", "1.2")
            .Header(0x00400275, "SQ", 18).Header(0xFFFEE000, "", 0xFFFFFFFF).Us(0x00280010, 1).Build()),
        Cut("query-file-cut-not-connected", 5) with
        {
            Connects = false,
            Prepare = scene => scene.Port = int.Parse(scene.Keep(new ClosedPort()).Number),
            Waits = 0,
        },
    ];

    private static byte[] Whole =>
        new DataSetBuilder().Add(0x00080052, "CS", "STUDY").Add(0x0020000D, "UI", "1.2").Add(0x0020000E, "UI", "1.2.3").Build();

    /// <summary>A query file that lacks all but a few bytes of its last element, SeriesInstanceUID.</summary>
    private static ConductRow Cut(string id, int rest) => File(id, Whole[..^(8 + 6 - rest)]);

    /// <summary>The same by a query file.</summary>
    private static ConductRow File(string id, byte[] bytes) => Nothing(id) with { QueryFile = bytes };

    /// <summary>Success for each request, and no object.</summary>
    private static ConductRow Nothing(string id, params string[] keys)
    {
        return new ConductRow(id, scene =>
        {
            scene.Peer.Accept();
            while (scene.Peer.TryExpectGet())
            {
                scene.Final();
            }
        })
        { Query = Keys(keys) };
    }

    private static ConductRow With(ConductRow row, params string[] arguments)
    {
        return row with { Arguments = arguments };
    }

    private static string[] Keys(params string[] keys)
    {
        return [.. keys.SelectMany(key => (string[])["-k", key])];
    }
}
